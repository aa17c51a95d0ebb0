"""The nine steps of one volunteer, as the wheel and its list show them: from steps, meetings attended and qualifications."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from foundation.events.models import Participation
from foundation.pages.moments import as_date, day
from foundation.tenancy.words import word
from volunteers.definitions import title_of
from volunteers.models import CareStep, Step, Volunteer
from volunteers.models.step import ORDER
from volunteers.wheel import Hub, Sector, Wheel

#: what happens at events of other rooms, by kind of event
EVENTS = {"course_session": Step.TRAINING, "gathering": Step.GATHERING}
INTRODUCTION = "introduction"
WEEK = timedelta(days=6)


@dataclass
class Spoke:
    """What is known of one step: open, done how often, and what is ahead."""

    code: str
    open: CareStep | None = None
    done: list[date] = field(default_factory=list)
    ahead: datetime | None = None
    invited: bool = False

    def say(self, now: datetime, is_next: bool) -> tuple[str, str, str]:
        """(state, short, long)."""
        if self.open and self.open.is_late(now):
            return "late", day(self.open.due_at, "short"), _("Past the time, %(day)s") % _on(self.open.due_at)
        if is_next and self.open:
            return _next(self.open, self.ahead, now)
        ahead = self.ahead or (self.open.planned_at if self.open else None)
        if ahead:
            return "planned", day(ahead, "short"), self._ahead_words() % _on(ahead)
        if self.open and self.open.is_past_due(now):
            return "later", _("remains"), _("Remains")
        if self.open and self.open.due_at:
            return "later", _by(self.open.due_at), _("By %(day)s") % _on(self.open.due_at)
        if self.done:
            return "done", self._done_short(), DONE.get(self.code, _done)(self.done[-1])
        return ("later", *LATER.get(self.code, lambda: ("", ""))())

    def _ahead_words(self) -> str:
        if self.invited:
            return _("Invited %(day)s")
        return _("Signed up %(day)s") if self.code in EVENTS.values() else _("Agreed %(day)s")

    def _done_short(self) -> str:
        times = f" × {len(self.done)}" if len(self.done) > 1 else ""
        return day(self.done[-1], "short") + times


def _next(step: CareStep, ahead: datetime | None, now: datetime) -> tuple[str, str, str]:
    if planned := ahead or step.planned_at:
        return "next", day(planned, "short"), _("Next, %(day)s") % _on(planned)
    if step.due_at is None:
        return "next", "", _("Next")
    if step.is_past_due(now):
        return "next", _("remains"), _("Remains")
    return "next", _by(step.due_at), _("Next, by %(day)s") % {"day": near(step.due_at)}


def _on(moment: datetime | date) -> dict[str, str]:
    return {"day": day(moment, "plain")}


def _by(moment: datetime) -> str:
    """Without the year: a sector has room for "by 12 Feb.", and the list beside it tells the rest."""
    return _("by %(day)s") % {"day": near(moment, "short").removesuffix(f" {as_date(moment).year}")}


def near(moment: datetime, how: str = "") -> str:
    """A weekday alone when it is within a week: «torsdag»."""
    on, today = as_date(moment), timezone.localdate()
    if timedelta(1) < on - today <= WEEK:
        return formatted(on, "l")
    return day(moment, how if on - today > WEEK or on < today else "")


def _done(on: date) -> str:
    return _("Done %(day)s") % _on(on)


DONE = {Step.INTERESTED: lambda on: _("Answered %(day)s") % _on(on)}
LATER = {
    Step.GUIDANCE: lambda: (_("as needed"), _("As needed")),
    Step.ENDING: lambda: (_("one day"), _("One day, with thanks")),
}


def short_names() -> dict[str, tuple[str, ...]]:
    """At most two lines."""
    names = {
        Step.RECRUITMENT: _("Recruited"),
        Step.INTERESTED: _("Interested"),
        Step.FIRST_MEETING: _("First meeting"),
        Step.FIRST_ASSIGNMENT: _("First assignment"),
        Step.FOLLOW_UP: _("Follow-up"),
        Step.TRAINING: _("Training"),
        Step.GATHERING: _("Gathering"),
        Step.GUIDANCE: _("Guidance"),
        Step.ENDING: _("Ending"),
    }
    return {code: tuple(title_of(code, name).split(" ", 1)) for code, name in names.items()}


def spokes(volunteer: Volunteer, taken_part: Iterable[Participation] | None = None) -> dict[str, Spoke]:
    """Three queries: steps, participations, qualifications; fewer when the caller has some of them already."""
    found = {code: Spoke(code) for code in Step.values}
    for step in volunteer.steps.all():
        if step.is_open:
            found[step.code].open = step
        elif step.done_at:
            found[step.code].done.append(as_date(step.done_at))
    _events(participations(volunteer) if taken_part is None else taken_part, found)
    for qualification in volunteer.person.qualifications.all():
        if qualification.code == INTRODUCTION:
            _once(found[Step.TRAINING].done, qualification.granted_on)
    for spoke in found.values():
        spoke.done.sort()
    return found


def participations(volunteer: Volunteer) -> QuerySet[Participation]:
    """What they have been to, or are asked to, of the kinds that are steps. The newest first."""
    rows = Participation.objects.filter(person=volunteer.person_id, event__kind__in=EVENTS)
    return rows.filter(event__cancelled_at=None).select_related("event").order_by("-event__starts_at")


def _events(taken_part: Iterable[Participation], found: dict[str, Spoke]) -> None:
    for mine in taken_part:
        if mine.event.kind not in EVENTS:
            continue
        spoke = found[EVENTS[mine.event.kind]]
        if mine.attended:
            _once(spoke.done, as_date(mine.event.starts_at))
        elif mine.is_active and mine.attended is None and mine.event.ends_at > timezone.now():
            spoke.ahead, spoke.invited = mine.event.starts_at, mine.state == mine.State.INVITED


def _once(days: list[date], on: date) -> None:
    if on not in days:
        days.append(on)


def wheel_of(
    volunteer: Volunteer,
    now: datetime,
    paused: str = "",
    links: bool = True,
    taken_part: Iterable[Participation] | None = None,
) -> Wheel:
    found = spokes(volunteer, taken_part)
    upcoming = next_spoke(found)
    names = short_names()
    sectors = [
        _sector(spoke, names[spoke.code], now, spoke is upcoming, volunteer if links else None)
        for spoke in found.values()
    ]
    title = _("%(the_wheel)s of %(name)s") % {
        "the_wheel": capfirst(word("wheel", "definite")),
        "name": volunteer.name,
    }
    return Wheel(title, sectors, hub=_closed(volunteer), paused=paused)


def next_spoke(found: dict[str, Spoke]) -> Spoke | None:
    """The open step whose day comes first."""
    waiting = [spoke for spoke in found.values() if spoke.open]
    far = datetime.max.replace(tzinfo=timezone.get_current_timezone())
    return min(waiting, key=lambda spoke: (spoke.open.due_at or far, ORDER[spoke.code]), default=None)


def _sector(
    spoke: Spoke, name: tuple[str, ...], now: datetime, is_next: bool, volunteer: Volunteer | None
) -> Sector:
    state, short, said = spoke.say(now, is_next)
    url = page_of(spoke.code, volunteer) if volunteer else ""
    return Sector(ORDER[spoke.code], name, short, state, url, name=str(Step(spoke.code).label), said=said)


PAGES: dict[str, str] = {
    Step.FIRST_MEETING: "first_meeting_guide",
    Step.FIRST_ASSIGNMENT: "first_assignment",
    Step.FOLLOW_UP: "follow_up_call",
    Step.GUIDANCE: "guidance_request",
    Step.ENDING: "ending",
}


def page_of(code: str, volunteer: Volunteer) -> str:
    """Where the step is done; the steps of the past are told further down on the same page."""
    if code in PAGES:
        return reverse(PAGES[code], args=[volunteer.pk])
    return "#story" if code == Step.INTERESTED else reverse("care_step", args=[volunteer.pk, code])


def _closed(volunteer: Volunteer) -> Any:
    if not volunteer.is_closed:
        return None
    label = str(volunteer.get_closed_as_display()).split(",")[0].capitalize()
    return Hub(names=(label,), when=day(volunteer.closed_on, "short"))
