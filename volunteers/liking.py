"""What was heard at a course goes to the profile, where the volunteer sees it and can change it (CRS-20)."""

from typing import Any

from django.db import transaction

from foundation.people.liking import keeps_interests
from foundation.people.models import Person
from volunteers.forms.profile import by_theme
from volunteers.models import Profile, Volunteer


@transaction.atomic
def keep(person: Person, codes: list[str], by: Any) -> bool:
    """At every place where they volunteer. Nothing that was told before goes."""
    here = list(Volunteer.objects.ongoing().filter(person=person).select_related("person", "profile"))
    for volunteer in here:
        told = Profile.of(volunteer).interests
        Profile.of(volunteer).tell(by=by, interests=[*told, *(code for code in codes if code not in told)])
    return bool(here)


keeps_interests(by_theme, keep)
