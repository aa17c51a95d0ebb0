"""Gatherings: theme meetings, parties and coffee, in a rhythm that people can count on (VOL-46, VOL-47, VOL-48)."""

import calendar
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.links import make_link
from foundation.audit.models import record
from foundation.events.models import Event
from foundation.notices.outbox import notify, occasion
from foundation.pages.addresses import address
from foundation.people.models import Person, Workplace
from foundation.tenancy.models import WalledModel
from volunteers.models.step import CareStep, Step
from volunteers.models.volunteer import Volunteer

EVENT = "gathering"
LINK = "gathering"


class Theme(models.TextChoices):
    """What comes round again; suggested when it has not been a theme for a year."""

    ROLES = "roles", _("Roles: what is mine, and what is not")
    CONFIDENTIALITY = "confidentiality", _("Confidentiality in everyday life")
    ETHICS = "ethics", _("When it is hard to know what is right")
    COMMUNICATION = "communication", _("To talk with and listen to somebody")
    DEMENTIA = "dementia", _("Dementia, and the person behind it")


class Rhythm(models.TextChoices):
    ONCE = "once", _("Just this once")
    MONTH = "month", _("Every month")
    QUARTER = "quarter", _("Every three months")
    HALF_YEAR = "half_year", _("Every half year")
    YEAR = "year", _("Every year")


MONTHS = {Rhythm.MONTH: 1, Rhythm.QUARTER: 3, Rhythm.HALF_YEAR: 6, Rhythm.YEAR: 12}
AHEAD = 12  # months: so far a rhythm is put into the calendar


@dataclass(frozen=True)
class Plan:
    """What is decided about a gathering."""

    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    workplace: Workplace | None = None  # None: for all of the municipality
    place: str = ""
    description: str = ""
    themes: tuple[str, ...] = ()
    cost: Decimal | None = None


class GatheringQuerySet(models.QuerySet):
    def held(self) -> "GatheringQuerySet":
        return self.filter(event__cancelled_at=None)

    def coming(self, now: datetime) -> "GatheringQuerySet":
        return self.held().filter(event__ends_at__gt=now).order_by("event__starts_at", "id")

    def past(self, now: datetime) -> "GatheringQuerySet":
        return self.held().filter(event__ends_at__lte=now).order_by("-event__starts_at", "-id")

    def with_event(self) -> "GatheringQuerySet":
        return self.select_related("event__workplace")


class Gathering(WalledModel):
    class Kind(models.TextChoices):
        THEME = "theme", _("theme meeting")
        PARTY = "party", _("party")
        COFFEE = "coffee", _("coffee")

    event = models.OneToOneField(Event, models.PROTECT, related_name="gathering")
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices)
    series = models.UUIDField(null=True, editable=False)  # those that were planned in one rhythm
    themes = models.JSONField(default=list)
    cost = models.DecimalField(_("cost"), max_digits=9, decimal_places=2, null=True, blank=True)
    minutes = models.TextField(_("what we talked about"), blank=True)
    feedback = models.TextField(_("what the place should hear"), blank=True)
    answer = models.TextField(_("what the place answers"), blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)

    places = {"workplace": "event__workplace", "sector": "event__workplace__sector"}
    objects = GatheringQuerySet.as_manager()

    class Meta:
        verbose_name = _("gathering")
        ordering = ["event__starts_at", "id"]

    def __str__(self) -> str:
        return str(self.event)

    def get_absolute_url(self) -> str:
        return address("gathering", self.pk)

    @property
    def is_past(self) -> bool:
        return self.event.ends_at <= timezone.now()

    @property
    def theme_names(self) -> list[str]:
        return [str(Theme(code).label) for code in self.themes if code in Theme.values]

    @classmethod
    @transaction.atomic
    def plan(
        cls, plan: Plan, by: Any, rhythm: str = Rhythm.ONCE, at: datetime | None = None
    ) -> "list[Gathering]":
        """The first, and in a rhythm those of the coming year; the clock on the wall stays the same."""
        series = uuid.uuid4() if rhythm != Rhythm.ONCE else None
        made = [cls._one(plan, start, series, by, at) for start in starts(plan.starts_at, rhythm)]
        return made

    @classmethod
    def _one(
        cls, plan: Plan, start: datetime, series: uuid.UUID | None, by: Any, at: datetime | None
    ) -> "Gathering":
        event = Event.objects.create(
            kind=EVENT,
            title=plan.title,
            workplace=plan.workplace,
            starts_at=start,
            ends_at=start + (plan.ends_at - plan.starts_at),
            place=plan.place,
            description=plan.description,
        )
        made = cls.objects.create(
            event=event, kind=plan.kind, series=series, themes=list(plan.themes), cost=plan.cost
        )
        record(by, "gathering.planned", made, changes={"at": start, "kind": plan.kind}, at=at)
        return made

    def guests(self) -> "models.QuerySet[Volunteer]":
        """Who is asked: everybody who has begun, there or in the whole municipality."""
        rows = Volunteer.objects.active().select_related("person")
        here = self.event.workplace
        return rows.filter(workplace=here) if here else rows

    @transaction.atomic
    def invite(self, by: Any, at: datetime | None = None) -> int:
        """Ask those who have not been asked yet, each with a link of their own to answer by. Returns how many."""
        asked = set(self.event.participations.values_list("person_id", flat=True))
        people = {one.person_id: one.person for one in self.guests() if one.person_id not in asked}
        for person in people.values():
            self.event.invite(person, by=by, at=at)
            self._tell(person)
        return len(people)

    def _tell(self, person: Person) -> None:
        event = self.event
        days = max(1, (event.starts_at - timezone.now()).days + 1)
        told = {
            "event": {"title": str(event), "public_text": event.description},
            "day": event.starts_at,
            "time": event.starts_at,
            "place": event.place,
        }
        url = reverse("gathering_answer", args=[make_link(LINK, person, about=self, days=days)])
        key = occasion("gathering", self.pk, person.pk)
        notify(person, "gathering_invitation", told, url=url, key=key, about=event)

    @transaction.atomic
    def reply(self, person: Person, comes: bool, by: Any, note: str = "", at: datetime | None = None) -> None:
        """Yes or no, also after the other one. What somebody cannot eat is kept until it is over."""
        if comes:
            self.event.sign_up(person, by=by, at=at)
        else:
            self.event.decline(person, by=by, at=at)
            self.event.cancel_place(person, by=by, at=at)
        TableNote.objects.filter(gathering=self, person=person).delete()
        if comes and note:
            TableNote.objects.create(gathering=self, person=person, text=note)

    @transaction.atomic
    def note_who_came(self, people: Iterable[Person], by: Any, at: datetime | None = None) -> None:
        """Exactly these were here; the notes about food are no longer needed."""
        came = {person.pk: person for person in people}
        for person in came.values():
            mine = self.event.participation_of(person)
            if mine is None or mine.state != mine.State.SIGNED_UP:
                self._seat(person, mine, by)
        for mine in self.event.participations.signed_up().select_related("person"):
            self.event.mark(mine.person, mine.person_id in came, by=by, at=at)
        open_ = CareStep.objects.open().filter(code=Step.GATHERING, volunteer__person__in=came)
        for step in open_.with_people():
            step.finish(by=by, at=at)
        self.table_notes.all().delete()
        record(by, "gathering.held", self, changes={"came": len(came)}, at=at)

    def _seat(self, person: Person, mine: Any, by: Any) -> None:
        """Came without having answered: a place afterwards."""
        given = {"state": "signed_up", "signed_up_at": self.event.starts_at, "by": by.person}
        if mine:
            self.event.participations.filter(pk=mine.pk).update(**given)
        else:
            self.event.participations.create(person=person, **given)

    @transaction.atomic
    def write_down(self, by: Any, minutes: str, feedback: str, answer: str = "") -> None:
        """What was talked about, what the place should hear, and what it answers."""
        if answer != self.answer:
            self.answered_by_name = by.name if answer else ""
        self.minutes, self.feedback, self.answer = minutes, feedback, answer
        self.save(update_fields=["minutes", "feedback", "answer", "answered_by_name"])
        record(by, "gathering.minuted", self)


class TableNote(WalledModel):
    """What a guest cannot eat, told by themself for this one gathering; gone when it is over."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="table_notes")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    text = models.CharField(_("what you cannot eat"), max_length=200)

    places = {"workplace": "gathering__event__workplace", "person": "person"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "gathering", "person"], name="table_note_once")
        ]

    def __str__(self) -> str:
        return self.text


class ThemeWish(WalledModel):
    """Something a volunteer is unsure about, or wants to talk about; with a name or without (VOL-47)."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="wishes")
    themes = models.JSONField(default=list)
    text = models.TextField(_("what you wonder about"), blank=True)
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="+"
    )  # None: nameless
    sent_on = models.DateField(default=timezone.localdate)  # a day: a moment could tell who it was

    places = {"workplace": "gathering__event__workplace", "person": "person"}

    class Meta:
        ordering = ["sent_on", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text="") | ~Q(themes=[]), name="theme_wish_says_something")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def theme_names(self) -> list[str]:
        return [str(Theme(code).label) for code in self.themes if code in Theme.values]


def starts(first: datetime, rhythm: str) -> list[datetime]:
    """The first day, and each after it within a year, at the same clock on the wall."""
    months = MONTHS.get(Rhythm(rhythm))
    if months is None:
        return [first]
    last = AHEAD + 1 if rhythm == Rhythm.YEAR else AHEAD
    wall = timezone.localtime(first).replace(tzinfo=None)
    return [timezone.make_aware(months_after(wall, step)) for step in range(0, last, months)]


def months_after(wall: datetime, months: int) -> datetime:
    """The same day of a later month, or its last day; the same clock."""
    years, month = divmod(wall.month - 1 + months, 12)
    year, month = wall.year + years, month + 1
    return wall.replace(year=year, month=month, day=min(wall.day, calendar.monthrange(year, month)[1]))


def uncovered(workplace: Workplace | None, now: datetime) -> list[str]:
    """Themes that nobody has met about for a year, here or in the whole municipality."""
    lately = Gathering.objects.held().filter(event__starts_at__gt=now - timedelta(days=365))
    here = Q(event__workplace=None) | Q(event__workplace=workplace)
    taken = {code for codes in lately.filter(here).values_list("themes", flat=True) for code in codes}
    return [code for code in Theme.values if code not in taken]
