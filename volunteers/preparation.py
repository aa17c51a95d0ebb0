"""Everything before and on the first day of one volunteer: what is asked for here, what is there, and where it is done.

What is required is told by the database (`models.readiness`); this page only says it, with a link to each.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, OuterRef, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.documents.models import Signature
from foundation.pages.moments import clock, day, length
from foundation.people.demands import demands_of
from foundation.people.models import PartnerConfirmation
from foundation.tenancy.settings import setting
from foundation.tenancy.words import word
from volunteers.models import (
    ArrivalNotice,
    Buddy,
    FirstAssignment,
    PoliceCertificate,
    RefereeCheck,
    SignOff,
    Volunteer,
)
from volunteers.models import readiness as asked
from volunteers.models.demanded import kinds_done_by

REQUIRED, RECOMMENDED, UNUSED = "required", "recommended", "no"


@dataclass(frozen=True)
class Item:
    """`told` is what is known about it, or what it is for."""

    code: str
    title: str
    level: str
    is_done: bool
    told: str
    url: str

    @property
    def is_required(self) -> bool:
        return self.level == REQUIRED

    @property
    def blocks(self) -> bool:
        return self.is_required and not self.is_done


def gathered(volunteer: Volunteer, today: date) -> Any:
    """The volunteer with everything the page tells. One query."""
    here = OuterRef("pk")
    signed = Signature.objects.filter(party="volunteer", signed_at__isnull=False, document__revoked_at=None)
    ours = signed.filter(document__person=OuterRef("person"), document__workplace=OuterRef("workplace"))
    promised = ours.filter(document__kind="confidentiality").order_by("-signed_at")
    confirmed = PartnerConfirmation.objects.valid(today).filter(partner=OuterRef("profile__partner"))
    agreed = ours.filter(document__kind="volunteer_agreement").order_by("-signed_at")
    referees = RefereeCheck.objects.filter(volunteer=here)
    shown = PoliceCertificate.objects.filter(volunteer=here)
    buddies = Buddy.objects.current(today).filter(volunteer=here).order_by("-starts_on")
    firsts = FirstAssignment.objects.filter(volunteer=here, cancelled_at=None).order_by("-id")
    told = ArrivalNotice.objects.filter(first__volunteer=here).order_by("-sent_at")
    letters = volunteer.person.documents.valid().filter(
        kind="welcome_letter", workplace=OuterRef("workplace")
    )
    return Volunteer.objects.annotate(
        confirmed_by=Subquery(confirmed.values("confirmed_by")[:1]),
        confirmed_on=Subquery(confirmed.values("confirmed_on")[:1]),
        promised_at=Subquery(promised.values("signed_at")[:1]),
        agreed_at=Subquery(agreed.values("signed_at")[:1]),
        referee=Subquery(referees.order_by("-named_at").values("name")[:1]),
        cleared_on=Subquery(referees.filter(conclusion="go_on").values("checked_on")[:1]),
        shown_on=Subquery(shown.values("shown_on")[:1]),
        signed_lists=ArraySubquery(SignOff.objects.filter(volunteer=here).values("checklist")),
        buddy_name=Subquery(buddies.values("buddy__person__name")[:1]),
        first_at=Subquery(firsts.values("event__starts_at")[:1]),
        first_held_at=Subquery(firsts.values("held_at")[:1]),
        companion_name=Subquery(firsts.values("companion__name")[:1]),
        told_at=Subquery(told.values("sent_at")[:1]),
        welcomed_at=Subquery(letters.order_by("-issued_at").values("issued_at")[:1]),
        needs_references=_requires(asked.REFERENCES),
        needs_certificate=_requires(asked.CERTIFICATE),
    ).get(pk=volunteer.pk)


def _requires(code: str) -> Func:
    return Func(F("pk"), Value(code), function="volunteers_requires", output_field=BooleanField())


def items(volunteer: Volunteer, today: date) -> list[Item]:
    """In the order of the days; what the municipality does not use is left out."""
    found = gathered(volunteer, today)
    parts = (_papers(found), _checks(found), _courses(found, today), _talks(found), _day(found))
    return [item for part in parts for item in part if item.level != UNUSED]


def _papers(one: Any) -> Iterator[Item]:
    url = reverse("volunteer_papers", args=[one.pk])
    yield Item(
        asked.CONFIDENTIALITY,
        _("Promise of confidentiality"),
        REQUIRED,
        bool(one.promised_at or one.confirmed_on),
        _signed(one.promised_at) if one.promised_at or not one.confirmed_on else _confirmed(one),
        url,
    )
    level = setting("before_agreement")
    yield Item(
        asked.AGREEMENT, _("Volunteer agreement"), level, bool(one.agreed_at), _signed(one.agreed_at), url
    )


def _courses(one: Any, today: date) -> Iterator[Item]:
    """What the kinds of activity ask for, each with the way to it; what may wait is only recommended here."""
    kinds = kinds_done_by([one.person_id]).get(one.person_id, set())
    taken = set(one.person.qualifications.current(today).values_list("code", flat=True))
    url = reverse("competence_of_person", args=[one.person_id])
    for demand in demands_of(kinds):
        level = REQUIRED if demand.stands_in_the_way(one.started_on, today) else RECOMMENDED
        told = _("Course, %(length)s") % {"length": length(demand.minutes).lower()}
        yield Item(f"course-{demand.code}", demand.title, level, demand.code in taken, told, url)


def _confirmed(one: Any) -> str:
    return _("Confirmed by %(name)s %(day)s") % {
        "name": one.confirmed_by,
        "day": day(one.confirmed_on, "plain"),
    }


def _signed(at: Any) -> str:
    return _("Signed %(day)s") % {"day": day(at, "plain")} if at else _("Not signed yet")


def _checks(one: Any) -> Iterator[Item]:
    told = _("Not checked yet")
    if one.cleared_on:
        told = _("%(name)s, asked %(day)s") % {"name": one.referee, "day": day(one.cleared_on, "plain")}
    elif one.referee:
        told = _("%(name)s is named, and not asked yet") % {"name": one.referee}
    level = _level(asked.REFERENCES, one.needs_references)
    url = reverse("referees", args=[one.pk])
    yield Item(asked.REFERENCES, _("References"), level, bool(one.cleared_on), told, url)
    told = _("Shown %(day)s") % {"day": day(one.shown_on, "plain")} if one.shown_on else _("Not shown yet")
    level = _level(asked.CERTIFICATE, one.needs_certificate)
    url = reverse("police_certificate", args=[one.pk])
    yield Item(asked.CERTIFICATE, _("Police certificate"), level, bool(one.shown_on), told, url)


def _level(code: str, needed: bool) -> str:
    chosen = setting(f"before_{code}")
    return chosen if chosen != "by_type" else REQUIRED if needed else UNUSED


def _talks(one: Any) -> Iterator[Item]:
    titles = {
        asked.DILEMMAS: (_("Dilemmas to talk through"), _("Money, gifts, the private, relatives, limits")),
        asked.PRACTICAL: (_("Practical information"), _("Driving, insurance, hygiene, plans, whom to call")),
    }
    for code, (title, text) in titles.items():
        is_done = code in one.signed_lists
        url = reverse("checklist", args=[one.pk, code])
        yield Item(
            code, title, setting(f"before_{code}"), is_done, _("Gone through") if is_done else text, url
        )
    told = _("What the first day is like, whom to call, and what happens next")
    if one.welcomed_at:
        told = _("Made %(day)s") % {"day": day(one.welcomed_at, "plain")}
    url = reverse("welcome_letter", args=[one.pk])
    yield Item("welcome", _("Welcome letter"), RECOMMENDED, bool(one.welcomed_at), told, url)


def _day(one: Any) -> Iterator[Item]:
    told = _("Choose a day and a companion")
    if one.first_at:
        facts = {"day": day(one.first_at), "clock": clock(one.first_at), "name": one.companion_name}
        told = _("%(day)s %(clock)s, together with %(name)s") % facts
    url = reverse("first_assignment", args=[one.pk])
    yield Item("first", _("The first time"), RECOMMENDED, bool(one.first_at), told[0].upper() + told[1:], url)
    told = _("Who comes, when and for what")
    if one.told_at:
        told = _("Told %(day)s") % {"day": day(one.told_at, "plain")}
    title = _("Tell %(the_department)s and the other volunteers") % {
        "the_department": word("department", "definite")
    }
    level, url = setting("before_department"), reverse("arrival_notice", args=[one.pk])
    yield Item(asked.DEPARTMENT, title, level, bool(one.told_at), told, url)
    told = one.buddy_name or _("An experienced volunteer to lean on")
    yield Item("buddy", _("Buddy"), RECOMMENDED, bool(one.buddy_name), told, reverse("buddy", args=[one.pk]))
    is_done = "first_day" in one.signed_lists
    told = _("Gone through") if is_done else _("A tour, names, equipment, what to do if something happens")
    yield Item(
        "first_day", _("On the first day"), RECOMMENDED, is_done, told, reverse("first_day", args=[one.pk])
    )
