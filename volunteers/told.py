"""What waits and is no step: what somebody told, what was agreed in a talk, a reference letter (VOL-44, VOL-54, VOL-57)."""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, Exists, Min, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.access.waiting import Kinds, Row, Say, each, kind
from foundation.pages.addresses import address
from foundation.pages.moments import day
from foundation.pages.waiting import Waiting
from foundation.tenancy.prepared import prepared
from foundation.tenancy.settings import setting
from volunteers.deadlines import closing
from volunteers.desk import desk_now
from volunteers.models import AgreedChange, Agreement, CareStep, Concern, ReferenceLetter, Step, Volunteer
from volunteers.narrowing import quiet, silent_since
from volunteers.stand_ins import stood_in_for
from volunteers.told_beside import SAY_BESIDE, beside
from volunteers.told_gatherings import SAY_GATHERINGS, gatherings

TALKS = (Step.FOLLOW_UP, Step.GUIDANCE, Step.ENDING)


def kinds(member: Member, now: datetime) -> Kinds:
    """What is nobody's step."""
    return Kinds(_rows, SAY, silent_since(setting("talk_days"), now))


def _rows(
    member: Member, now: datetime, today: date, quiet_since: datetime, begun_since: date
) -> Iterator[QuerySet]:
    yield _concerns(member)
    yield _changes(member)
    yield _letters(member)
    yield _trials(member, today)
    yield _silent(member, today, quiet_since, begun_since)
    yield from gatherings(member, now)
    yield from beside(member)


def late_by_place(member: Member, now: datetime) -> Counter[uuid.UUID | None]:
    """How many wait past the day they were to have an answer or a letter; one question."""
    return Counter(place for (place,) in _late_places(member, now))


@prepared
def _late_places(member: Member, now: datetime) -> QuerySet:
    told = visible(member, "volunteers.see", Concern).open().filter(due_at__lt=now)
    asked = visible(member, "volunteers.see", ReferenceLetter).waiting().filter(due_at__lt=now)
    rows = told.order_by().values_list("workplace")
    return rows.union(asked.order_by().values_list("volunteer__workplace"), all=True)


def _concerns(member: Member) -> QuerySet:
    rows = visible(member, "concerns.answer", Concern).open()
    name = Coalesce("volunteer__person__name", Value(""))
    columns = {"about": "volunteer", "place": "workplace", "since": "told_at", "due": "due_at"}
    return kind(rows, "concern", name=name, text="category", **columns)


def _changes(member: Member) -> QuerySet:
    rows = visible(member, "volunteers.care", AgreedChange).open()
    return kind(
        rows,
        "change",
        about="conversation__volunteer",
        name="conversation__volunteer__person__name",
        place="conversation__volunteer__workplace",
        since="agreed_at",
        due=Cast("due_on", DateTimeField()),
        text="text",
        other="owner",
        other_name="owner__name",
    )


def _of_volunteer(rows: QuerySet, what: str, **columns: Any) -> QuerySet:
    theirs = {"about": "volunteer", "name": "volunteer__person__name", "place": "volunteer__workplace"}
    return kind(rows, what, **theirs, **columns)


def _letters(member: Member) -> QuerySet:
    rows = visible(member, "volunteers.care", ReferenceLetter).waiting()
    return _of_volunteer(rows, "letter", since="asked_at", due="due_at", text="wish")


def _trials(member: Member, today: date) -> QuerySet:
    """Trial periods that end within a week: talk, and confirm or end (VOL-31)."""
    rows = visible(member, "volunteers.care", Agreement).to_be_confirmed(today + timedelta(days=7))
    until = Cast("trial_until", DateTimeField())
    return _of_volunteer(rows, "trial", since="document__issued_at", due=until)


def _silent(member: Member, today: date, since: datetime, begun_since: date) -> QuerySet:
    """Whom nobody has talked with for as long as the municipality has chosen, and no talk is planned with (VOL-45)."""
    rows = visible(member, "volunteers.care", Volunteer).with_pause(today)
    waits = CareStep.objects.open().filter(volunteer=OuterRef("pk"), code__in=TALKS)
    rows = quiet(rows, since, begun_since).filter(~Exists(waits), paused=False)
    of_places = rows.order_by().values("workplace").annotate(first=Min("person__name"), count=Count("*"))
    told = {"name": "first", "text": "count", "since": Min("registered_at")}
    return kind(of_places, "silent", pk="workplace", place="workplace", **told)


def _concern(one: Row, member: Member, now: datetime) -> Waiting:
    url = address("concern", one.pk)
    words = _("Should have had an answer %(day)s.") if one.due < now else _("By %(day)s")
    return Waiting(
        key=f"concern:{one.pk}",
        name=one.name or str(_("Somebody who gave no name")),
        url=url,
        tag=str(Concern.Category(one.text).label),
        since=one.since,
        due=one.due,
        why=_("Tells you something, and waits for an answer."),
        state_text=words % {"day": day(one.due)},
        do_text=_("Read and answer"),
        go_url=url,
        workplace_id=one.place,
        held_by=stood_in_for(one, member, now),
    )


def _change(one: Row, member: Member, now: datetime) -> Waiting:
    due = closing(timezone.localdate(one.due))
    is_here = desk_now(now, member).here.get((one.place, one.other))  # who has left holds nothing back
    words = _("Should have been done by %(day)s.") if due < now else _("By %(day)s")
    return Waiting(
        key=f"change:{one.pk}",
        name=one.name,
        url=address("volunteer", one.about),
        tag=_("Agreed change"),
        since=one.since,
        due=due,
        why=one.text,
        state_text=words % {"day": day(due)},
        do_text=_("It is done"),
        do_url=address("change_done", one.pk),
        workplace_id=one.place,
        held_by=one.other_name if is_here and one.other != member.person.pk else "",
    )


def _quiet(rows: list[Row], member: Member, now: datetime) -> list[Waiting]:
    """One row for all of them, with the way to the list. They come counted, by place."""
    desk, days = desk_now(now, member), setting("talk_days")
    mine = [one for one in rows if desk.answering(one.place) == member.person]
    if not mine:
        return []
    name, count = min(one.name for one in mine), sum(int(one.text) for one in mine)
    words = ngettext(
        "Nobody has talked with %(name)s for %(days)s days.",
        "Nobody has talked with %(name)s and %(more)s more for %(days)s days.",
        count,
    )
    url = f"{address('volunteers')}?silent={days}"
    return [
        Waiting(
            key="silent",
            name=_("Later talks"),
            url=url,
            tag=_("Follow-up"),
            since=now,
            why=words % {"name": name, "more": count - 1, "days": days},
            do_text=_("See who"),
            go_url=url,
        )
    ]


def _trial(one: Row, member: Member, now: datetime) -> Waiting:
    until = timezone.localdate(one.due)
    return Waiting(
        key=f"trial:{one.pk}",
        name=one.name,
        url=address("volunteer", one.about),
        tag=_("Trial period"),
        since=one.since,
        due=closing(until),
        why=_("Talk, and confirm or end."),
        state_text=_("Ends %(day)s") % {"day": day(until)},
        do_text=_("Confirm or end"),
        go_url=address("trial", one.pk),
        workplace_id=one.place,
    )


def _letter(one: Row, member: Member, now: datetime) -> Waiting:
    words = _("Should have been written by %(day)s.") if one.due < now else _("By %(day)s")
    return Waiting(
        key=f"letter:{one.pk}",
        name=one.name,
        url=address("volunteer", one.about),
        tag=_("Reference letter"),
        since=one.since,
        due=one.due,
        why=quoted(one.text) or _("Asks for a reference letter."),
        state_text=words % {"day": day(one.due)},
        do_text=_("Write the reference letter"),
        go_url=address("reference_letter", one.about),
        workplace_id=one.place,
        held_by=stood_in_for(one, member, now),
    )


SAY: dict[str, Say] = {
    "concern": each(_concern),
    "change": each(_change),
    "letter": each(_letter),
    "trial": each(_trial),
    "silent": _quiet,
    **SAY_GATHERINGS,
    **SAY_BESIDE,
}


def quoted(text: str | None) -> str:
    """The person's own words, in one line and not too long."""
    words = " ".join((text or "").split())
    if not words:
        return ""
    return f"«{words}»" if len(words) <= 140 else f"«{words[:139].rsplit(' ', 1)[0]} …»"
