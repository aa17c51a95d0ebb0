"""What the list of volunteers is narrowed by beyond place and step, each an adjective on the queryset."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from foundation.tenancy.settings import setting
from volunteers.models import CareStep, Conversation, FirstAssignment, Step

Adjective = Callable[[QuerySet, str, datetime], QuerySet]
SILENT = (30, 60, 90, 180)  # days


def spans() -> list[int]:
    """How long without a talk one may ask for; the municipality's own interval is among them (VOL-45)."""
    return sorted({*SILENT, setting("talk_days")})


def with_interest(rows: QuerySet, code: str, now: datetime) -> QuerySet:
    return rows.interested_in(code)


def speaking(rows: QuerySet, code: str, now: datetime) -> QuerySet:
    return rows.speaking(code)


def skilled(rows: QuerySet, code: str, now: datetime) -> QuerySet:
    return rows.skilled_in(code)


def coming_through(rows: QuerySet, whom: str, now: datetime) -> QuerySet:
    """`nobody`: of their own accord; `organisation`: through one."""
    return {"nobody": rows.unaffiliated, "organisation": rows.through}.get(whom, rows.all)()


def wishing(rows: QuerySet, code: str, now: datetime) -> QuerySet:
    """Ticked this kind of activity when they wrote to us."""
    return rows.filter(enquiry__wishes__activity_type__code=code)


def reached_by(rows: QuerySet, way: str, now: datetime) -> QuerySet:
    """By the address or number that we have; `none` is for those whom only a visit or a letter reaches."""
    match way:
        case "email":
            return rows.exclude(person__email="")
        case "no_email":
            return rows.filter(person__email="")
        case "phone":
            return rows.exclude(person__phone="")
        case "none":
            return rows.filter(person__email="", person__phone="")
    return rows


def silent(rows: QuerySet, days: str, now: datetime) -> QuerySet:
    """Active, and nobody has talked with them nor ticked a step for so many days."""
    if not days.isdigit() or int(days) not in spans():
        return rows
    return silent_for(rows, int(days), now)


def silent_for(rows: QuerySet, days: int, now: datetime) -> QuerySet:
    return quiet(rows, *silent_since(days, now))


def silent_since(days: int, now: datetime) -> tuple[datetime, date]:
    """The moment that many days ago, and the day it was."""
    since = now - timedelta(days=days)
    return since, timezone.localdate(since)


def quiet(rows: QuerySet, since: datetime, begun_since: date) -> QuerySet:
    """Nobody has talked with them since then, nor did they begin after it."""
    here = {"volunteer": OuterRef("pk")}
    talked = Conversation.objects.filter(**here, held_at__gte=since)
    done = CareStep.objects.done().filter(**here, done_at__gte=since)
    begun = Q(started_on__gte=begun_since)
    return rows.active().filter(~Exists(talked), ~Exists(done)).exclude(begun)


def lacking(rows: QuerySet, what: str, now: datetime) -> QuerySet:
    """`companion`: the first time comes, and nobody is to come along yet."""
    if what != "companion":
        return rows
    here = {"volunteer": OuterRef("pk")}
    waits = CareStep.objects.open().filter(**here, code=Step.FIRST_ASSIGNMENT)
    accompanied = FirstAssignment.objects.filter(**here, cancelled_at=None, companion__isnull=False)
    return rows.filter(Exists(waits), ~Exists(accompanied))


#: Name in the address -> what it does.
ADJECTIVES: dict[str, Adjective] = {
    "interest": with_interest,
    "language": speaking,
    "skill": skilled,
    "through": coming_through,
    "activity": wishing,
    "reach": reached_by,
    "silent": silent,
    "lacks": lacking,
}
#: Name in the address -> the order; the id makes it whole.
ORDERS = {
    "": ("person__name",),
    "newest": ("-registered_at",),
    "longest": ("registered_at",),
    "place": ("workplace__name", "person__name"),
}


def narrowed(rows: QuerySet, given: dict[str, str], now: datetime) -> QuerySet:
    for name, adjective in ADJECTIVES.items():
        if value := given.get(name):
            rows = adjective(rows, value, now)
    return rows


def ordered(rows: QuerySet, order: str) -> QuerySet:
    return rows.order_by(*ORDERS.get(order, ORDERS[""]), "id")
