"""What other rooms may know about volunteers, told to the foundation without being asked by name."""

from datetime import date

from django.db.models import QuerySet

from foundation.people.belonging import Group, tells
from volunteers.models import Volunteer


@tells(Group.VOLUNTEER)
def volunteering(_today: date) -> QuerySet:
    return Volunteer.objects.ongoing()
