"""What the volunteers of the demonstration told of themselves, most of them a little and some of them much."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from coordination.demo.town import Town
from foundation.people.models import Person
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from volunteers import tags
from volunteers.models import GuidanceRequest, Profile, SensitiveInfo, Volunteer


def tell(volunteer: Volunteer, told: dict[str, Any], town: Town, by: Person, at: datetime) -> None:
    """At the first meeting, with the contact at the keyboard."""
    answers = _from_tags(told) | _organisation(told, town)
    more = dict(town.told["profiles"].get(told["name"], {}))
    sensitive = more.pop("sensitive", None)
    Profile(volunteer=volunteer).tell(by=by, at=at, **answers | more)
    if sensitive:
        SensitiveInfo.tell(volunteer, sensitive.get("allergies", ""), sensitive.get("outlook", ""), by, at)


def agree_on_talks(told: dict[str, Any]) -> None:
    """Not in silence: what whoever has neither e-mail nor phone should hear waits on the contact's desk."""
    with enter(Municipality.objects.get(slug=told["key"])):
        for row in told["volunteers"]:
            if text := row.get("has_neither"):
                volunteer = Volunteer.objects.with_people().get(person__name=row["name"])
                contact = volunteer.contact(timezone.localdate())
                when = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=3)
                GuidanceRequest.ask(volunteer, text, by=contact).agree(by=contact, when=when)


def _from_tags(told: dict[str, Any]) -> dict[str, Any]:
    """The story has one list of tags; a profile keeps each kind by itself. Everybody here speaks some Norwegian."""
    found = {group: [tag for tag in told["tags"] if tag in known] for group, known in tags.tags().items()}
    norwegian = [] if told.get("language") else ["nob"]
    return {
        "interests": found["interests"],
        "skills": found["skills"],
        "languages": norwegian + found["languages"],
        "times": told["when"] + [one for one in found["availability"] if one not in told["when"]],
        "why": told.get("wish", ""),
    }


def _organisation(told: dict[str, Any], town: Town) -> dict[str, Any]:
    partner = town.partners.get(told.get("partner", ""))
    if partner is None:
        return {"affiliation": Profile.Affiliation.UNAFFILIATED}
    return {"affiliation": Profile.Affiliation.ORGANISATION, "partner": partner, "is_member": True}
