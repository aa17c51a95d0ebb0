"""Wishes, yeses and matches that the tests need, made by the same verbs as in life. Call them inside the municipality."""

from typing import Any

from tests.cast import Cast
from volunteers.activity_types import seed_activity_types
from volunteers.matching.models import Consent, Match, MatchRelease, Recipient
from volunteers.models import ActivityType, Volunteer

BOTH = Consent.Purpose.values


def wish(cast: Cast, name: str = "Skipperen", at: str = "solsiden", **told: Any) -> Recipient:
    recipient = Recipient(workplace=cast.all[at], name=name, **told)
    recipient.register(by=cast.kari)
    return recipient


def yes(recipient: Recipient, cast: Cast, purposes: list[str] = BOTH) -> list[Consent]:
    return Consent.give(recipient, purposes, by=cast.kari, informed_by_name=cast.kari.name)


def kind(cast: Cast, code: str = "visiting_friend") -> ActivityType:
    seed_activity_types(cast.elvebyen)
    return ActivityType.objects.get(code=code)


def match(cast: Cast, volunteer: Volunteer, recipient: Recipient | None = None, **agreed: Any) -> Match:
    if recipient is None:
        recipient = wish(cast)
        yes(recipient, cast)
    agreed = {
        "activity_type": kind(cast),
        "frame": "Kaffe på tirsdager",
        "reason": "Begge liker båt.",
    } | agreed
    made = Match(volunteer=volunteer, recipient=recipient, **agreed)
    made.make(by=cast.kari)
    return made


def tell(match: Match, cast: Cast, **texts: str) -> None:
    MatchRelease.tell(match, texts or {"name": "Aslaug", "interests": "båt og sjø"}, by=cast.kari)
