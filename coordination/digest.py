"""The letter of the week: on the first working day, in the morning, what lies ahead, instead of a storm of mails.

It is the same rows as on «what waits» and in the overview, asked by the same functions. It is written when it is due and not before, so that
it never tells of what was done in between.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination import overview
from coordination.waiting import everything
from foundation.access.gate import can, visible
from foundation.access.members import Member
from foundation.access.roles import held_today, holder
from foundation.events.models import Event
from foundation.notices.models import Notice
from foundation.notices.outbox import occasion
from foundation.notices.planning import Promise, planner
from foundation.pages.moments import clock, day
from foundation.pages.numbers import in_words
from foundation.pages.waiting import Waiting
from foundation.people.models import Person
from foundation.tenancy.context import current
from volunteers.deadlines import add_working_days, closing, opening
from volunteers.figures import by_workplace
from volunteers.models import CareStep, Step
from volunteers.visits import places_for

CONTACT, COORDINATOR = "digest_contact", "digest_coordinator"
KINDS = {"volunteer_contact": CONTACT, "deputy_contact": CONTACT, "network_coordinator": COORDINATOR}
MOST = 8  # lines of each; the page has the rest
FAR = timedelta(days=21)


@planner
def week_begins(now: datetime) -> Iterator[Promise]:
    """To everybody who follows up volunteers: once a week, and not at all after that day's office hours."""
    today = timezone.localdate(now)
    first = add_working_days(today - timedelta(days=today.weekday()), 0)
    if not opening(first) <= now < closing(first):
        return
    key = occasion("week", first)
    told = set(Notice.objects.filter(kind__in=KINDS.values(), key=key).values_list("person", "kind"))
    for person, kind in _readers(today):
        if (person.pk, kind) not in told:
            with translation.override(person.language or current().default_language):
                fields, url = WRITTEN[kind](Member(person, person.user, today), now)
            yield Promise(person, kind, fields, url, key, opening(first), expires_at=closing(first))


def _readers(today: date) -> list[tuple[Person, str]]:
    """Who has the desk today, and can log in to do something about it. Each kind once."""
    held = held_today(KINDS, today).select_related("person__user", "running__to__user")
    found = {(holder(one), KINDS[one.role]): None for one in held}
    return [(person, kind) for person, kind in found if person.user_id]


# The contact's


def to_contact(member: Member, now: datetime) -> tuple[dict[str, Any], str]:
    deeds = [deed for deed in everything(member, now) if not deed.held_by]
    soon = [deed for deed in deeds if deed.due is None or deed.due < now + timedelta(days=7)]
    return {
        "contact": member.person,
        "digest": {
            "sentence": _waits(soon, now),
            "waiting": _lines([_who(deed) for deed in soon]) or [_("Nobody waits for you this week.")],
            "coming": _lines(_coming(member)) or [_("No visits are agreed yet.")],
            "good_news": _good_news(member, now),
        },
    }, reverse("waiting")


def _waits(deeds: list[Waiting], now: datetime) -> str:
    late = sum(1 for deed in deeds if deed.due and deed.due < now)
    if late:
        return ngettext("One has waited too long.", "%(count)s have waited too long.", late) % {
            "count": in_words(late)
        }
    if deeds:
        return ngettext("One waits for you.", "%(count)s wait for you.", len(deeds)) % {
            "count": in_words(len(deeds))
        }
    return _("Nobody waits for you.")


def _who(deed: Waiting) -> str:
    """First names only: a letter can be read by whoever stands behind you."""
    said = f"{deed.name.split()[0]}: {deed.tag}"
    return f"{said}. {deed.state_text}" if deed.state_text else f"{said}."


def _coming(member: Member) -> list[str]:
    if not can(member, "visits.see"):
        return []
    return [
        f"{visit.name.split()[0]}, {day(visit.event.starts_at)} {clock(visit.event.starts_at)}: {visit.event.title}"
        for place in places_for(member, member.today, 7)
        for one in place.days
        for visit in one.visits
        if visit.who
    ]


def _good_news(member: Member, now: datetime) -> str:
    steps = visible(member, "volunteers.see", CareStep).done().filter(done_at__gt=now - timedelta(days=7))
    count = steps.filter(code=Step.FIRST_ASSIGNMENT).count()
    if count == 0:
        return _("Perhaps there is time for a coffee with some of the volunteers?")
    return ngettext(
        "Last week one had their first time with you.",
        "Last week %(count)s had their first time with you.",
        count,
    ) % {"count": in_words(count).lower()}


# The network coordinator's


def to_coordinator(member: Member, now: datetime) -> tuple[dict[str, Any], str]:
    rows = overview.rows(member, by_workplace(member, now), overview.posts(member.today)[0])
    needing = [f"{row.workplace.short}: {row.reason}" for row in rows if row.is_in_need]
    late = [_who(deed) for deed in everything(member, now) if deed.due and deed.due < now]
    return {
        "week": str(member.today.isocalendar().week),
        "digest": {
            "sentence": overview.verdict(rows),
            "places": _lines(needing) or [_("All places are on track.")],
            "waiting": _lines(late) or [_("Nobody.")],
            "calendar": _lines(_calendar(now)) or [_("Nothing is planned for the next three weeks.")],
        },
    }, reverse("overview")


def _calendar(now: datetime) -> list[str]:
    kinds = ("course_session", "gathering")
    ahead = (
        Event.objects.coming(now).filter(kind__in=kinds, starts_at__lt=now + FAR).order_by("starts_at", "id")
    )
    return [f"{event.title}, {day(event.starts_at)} {clock(event.starts_at)}" for event in ahead]


def _lines(lines: list[str]) -> list[str]:
    if len(lines) <= MOST:
        return lines
    rest = len(lines) - MOST
    more = ngettext("and one more", "and %(count)s more", rest) % {"count": in_words(rest).lower()}
    return [*lines[:MOST], more]


WRITTEN: dict[str, Callable[[Member, datetime], tuple[dict[str, Any], str]]] = {
    CONTACT: to_contact,
    COORDINATOR: to_coordinator,
}
