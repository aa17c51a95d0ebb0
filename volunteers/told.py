"""What waits and is no step: what somebody told, what was agreed in a talk, a reference letter (VOL-44, VOL-54, VOL-57)."""

import uuid
from collections import Counter
from datetime import date, datetime

from django.db.models import DateTimeField, Exists, F, OuterRef, QuerySet, TextField, UUIDField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.pages.addresses import address
from foundation.pages.moments import day
from foundation.pages.waiting import Waiting
from foundation.tenancy.prepared import prepared
from foundation.tenancy.settings import setting
from volunteers.deadlines import closing
from volunteers.desk import desk_now
from volunteers.models import AgreedChange, CareStep, Concern, ReferenceLetter, Step, Volunteer
from volunteers.narrowing import quiet, silent_since
from volunteers.told_gatherings import gathering_row, gatherings
from volunteers.told_rows import Told, told_row

NOBODY = {"whose": Value(None, UUIDField()), "whose_name": Value("")}  # whoever answers at the place
TALKS = (Step.FOLLOW_UP, Step.GUIDANCE, Step.ENDING)


def told(member: Member, now: datetime) -> list[Waiting]:
    """What is nobody's step: several kinds, one question."""
    silent_from = silent_since(setting("talk_days"), now)
    rows = [Told(*row) for row in _told(member, now, timezone.localdate(now), *silent_from)]
    alone = [ROWS[one.what](one, member, now) for one in rows if one.what in ROWS]
    return [*alone, *_quiet([one for one in rows if one.what == "silent"], member, now)]


@prepared
def _told(member: Member, now: datetime, today: date, quiet_since: datetime, begun_since: date) -> QuerySet:
    silent = _silent(member, today, quiet_since, begun_since)
    kinds = (_changes(member), _letters(member), *gatherings(member, now), silent)
    return _concerns(member).union(*kinds, all=True)


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
    return told_row(
        rows,
        what=Value("concern"),
        volunteer=F("volunteer"),
        name=Coalesce("volunteer__person__name", Value("")),
        place=F("workplace"),
        since=F("told_at"),
        due=F("due_at"),
        words=Cast("category", TextField()),
        **NOBODY,
    )


def _changes(member: Member) -> QuerySet:
    rows = visible(member, "volunteers.care", AgreedChange).open()
    return told_row(
        rows,
        what=Value("change"),
        volunteer=F("conversation__volunteer"),
        name=F("conversation__volunteer__person__name"),
        place=F("conversation__volunteer__workplace"),
        since=F("agreed_at"),
        due=Cast("due_on", DateTimeField()),
        words=Cast("text", TextField()),
        whose=F("owner"),
        whose_name=F("owner__name"),
    )


def _letters(member: Member) -> QuerySet:
    rows = visible(member, "volunteers.care", ReferenceLetter).waiting()
    return told_row(
        rows,
        what=Value("letter"),
        volunteer=F("volunteer"),
        name=F("volunteer__person__name"),
        place=F("volunteer__workplace"),
        since=F("asked_at"),
        due=F("due_at"),
        words=Cast("wish", TextField()),
        **NOBODY,
    )


def _silent(member: Member, today: date, since: datetime, begun_since: date) -> QuerySet:
    """Whom nobody has talked with for as long as the municipality has chosen, and no talk is planned with (VOL-45)."""
    rows = visible(member, "volunteers.care", Volunteer).with_pause(today)
    waits = CareStep.objects.open().filter(volunteer=OuterRef("pk"), code__in=TALKS)
    rows = quiet(rows, since, begun_since).filter(~Exists(waits), paused=False)
    return told_row(
        rows,
        what=Value("silent"),
        volunteer=F("pk"),
        name=F("person__name"),
        place=F("workplace"),
        since=F("registered_at"),
        due=F("registered_at"),
        words=Value("", TextField()),
        **NOBODY,
    )


def _concern(one: Told, member: Member, now: datetime) -> Waiting:
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
        held_by=one.held_by(member, now),
    )


def _change(one: Told, member: Member, now: datetime) -> Waiting:
    due = closing(timezone.localdate(one.due))
    is_here = desk_now(now, member).here.get((one.place, one.owner))  # who has left holds nothing back
    words = _("Should have been done by %(day)s.") if due < now else _("By %(day)s")
    return Waiting(
        key=f"change:{one.pk}",
        name=one.name,
        url=address("volunteer", one.volunteer),
        tag=_("Agreed change"),
        since=one.since,
        due=due,
        why=one.text,
        state_text=words % {"day": day(due)},
        do_text=_("It is done"),
        do_url=address("change_done", one.pk),
        workplace_id=one.place,
        held_by=one.owner_name if is_here and one.owner != member.person.pk else "",
    )


def _quiet(rows: list[Told], member: Member, now: datetime) -> list[Waiting]:
    """One row for all of them, with the way to the list."""
    desk, days = desk_now(now, member), setting("talk_days")
    mine = sorted(one.name for one in rows if desk.answering(one.place) == member.person)
    if not mine:
        return []
    words = ngettext(
        "Nobody has talked with %(name)s for %(days)s days.",
        "Nobody has talked with %(name)s and %(more)s more for %(days)s days.",
        len(mine),
    )
    url = f"{address('volunteers')}?silent={days}"
    return [
        Waiting(
            key="silent",
            name=_("Later talks"),
            url=url,
            tag=_("Follow-up"),
            since=now,
            why=words % {"name": mine[0], "more": len(mine) - 1, "days": days},
            do_text=_("See who"),
            go_url=url,
        )
    ]


def _letter(one: Told, member: Member, now: datetime) -> Waiting:
    words = _("Should have been written by %(day)s.") if one.due < now else _("By %(day)s")
    return Waiting(
        key=f"letter:{one.pk}",
        name=one.name,
        url=address("volunteer", one.volunteer),
        tag=_("Reference letter"),
        since=one.since,
        due=one.due,
        why=quoted(one.text) or _("Asks for a reference letter."),
        state_text=words % {"day": day(one.due)},
        do_text=_("Write the reference letter"),
        go_url=address("reference_letter", one.volunteer),
        workplace_id=one.place,
        held_by=one.held_by(member, now),
    )


ROWS = {
    "concern": _concern,
    "change": _change,
    "letter": _letter,
    "gathering_invitations": gathering_row,
    "gathering_attendance": gathering_row,
}


def quoted(text: str | None) -> str:
    """The person's own words, in one line and not too long."""
    words = " ".join((text or "").split())
    if not words:
        return ""
    return f"«{words}»" if len(words) <= 140 else f"«{words[:139].rsplit(' ', 1)[0]} …»"
