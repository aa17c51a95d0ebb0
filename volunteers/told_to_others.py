"""What other rooms may know about volunteers, told to the foundation without being asked by name."""

from datetime import date

from django.db.models import QuerySet

from foundation.people.belonging import Group, tells
from foundation.people.doing import tells_activities
from volunteers.models import ActivityType, Volunteer
from volunteers.models.demanded import kinds_done_by


@tells(Group.VOLUNTEER)
def volunteering(_today: date) -> QuerySet:
    return Volunteer.objects.ongoing()


def _kinds() -> list[tuple[str, str]]:
    return [(kind.code, str(kind)) for kind in ActivityType.objects.publishable()]


tells_activities(_kinds, kinds_done_by)
