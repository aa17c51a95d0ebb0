"""What the chapters of the story share: the four people, the house they meet in, and the days ahead."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from foundation.pages import moments
from tests.browser.people import Visitor
from tests.browser.running import House


@dataclass
class Story:
    house: House
    sunniva: Visitor  # somebody new in town, on her phone
    kari: Visitor  # the contact at Solsiden, at a desk
    marit: Visitor  # the network coordinator, at a desk
    jonas: Visitor  # the contact's deputy, at a desk

    @property
    def people(self) -> list[Visitor]:
        return [self.sunniva, self.kari, self.marit, self.jonas]


def day(days: int) -> str:
    """So many days ahead, as a date field takes it."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def moment(days: int, clock: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{day(days)}T{clock}"))


def spoken(when: date) -> str:
    """“torsdag 26. november”."""
    return moments.day(when, "exact")


def short(when: date) -> str:
    """“26. nov.”, as on the wheel."""
    return moments.day(when, "short")
