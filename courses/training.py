"""One person's training as a line: the paths that are theirs, and what their activities ask for beside them (CRS-05, CRS-16)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch

from courses.models import CourseSession, PathStep, PathTick, TrainingPath
from foundation.events.models import Participation
from foundation.people.demands import Demand, demands_of
from foundation.people.doing import activities_of
from foundation.people.models import Person


@dataclass(frozen=True)
class Stop:
    """`state` is one of `{% state %}`; `step` is what can be ticked by hand."""

    title: str
    kind: str
    state: str
    done_on: date | None = None
    code: str = ""  # of the course
    minutes: int | None = None
    session: CourseSession | None = None  # what they are signed up to, else the next there is room at
    asked: Demand | None = None
    step: PathStep | None = None
    url: str = ""

    @property
    def is_done(self) -> bool:
        return self.done_on is not None


@dataclass
class Line:
    title: str
    text: str = ""
    stops: list[Stop] = field(default_factory=list)

    @property
    def done(self) -> int:
        return sum(stop.is_done for stop in self.stops)


class Training:
    """Seven queries, whatever the number of paths."""

    def __init__(self, person: Person, now: datetime, today: date) -> None:
        self.person, self.now = person, now
        self.kinds = activities_of([person.pk])[person.pk]
        self.taken = {one.code: one for one in person.qualifications.current(today)}
        self.ticked = {tick.step_id: tick for tick in PathTick.objects.filter(person=person)}
        self.asked = {one.code: one for one in demands_of(self.kinds)}
        self.sessions = self._sessions()

    def _sessions(self) -> dict[str, Any]:
        """course -> the one they are on the list of, else the next with room."""
        seat = Participation.objects.active().filter(person=self.person, event=OuterRef("event"))
        found: dict[str, Any] = {}
        for session in CourseSession.objects.with_course().coming(self.now).annotate(is_on=Exists(seat)):
            if session.is_on:
                found[session.course.code] = session
            elif not session.event.is_full and session.event.starts_at > self.now:
                found.setdefault(session.course.code, session)
        return found

    @property
    def lines(self) -> list[Line]:
        """The paths, and last what is asked and stands in none of them."""
        steps = Prefetch("steps", PathStep.objects.used().select_related("course"))
        paths = TrainingPath.objects.prefetch_related(steps)
        lines = [self._line(path) for path in paths if path.is_for(self.kinds)]
        shown = {stop.code for line in lines for stop in line.stops}
        if rest := list(self._asked_besides(shown)):
            lines.append(Line("", stops=rest))
        return lines

    def _line(self, path: TrainingPath) -> Line:
        return Line(path.name, path.text, [self._stop(step) for step in path.steps.all()])

    def _stop(self, step: PathStep) -> Stop:
        if step.course:
            return self._course(step.course.code, str(step.course), step.course.minutes)
        tick = self.ticked.get(step.pk)
        return Stop(
            step.title,
            step.get_kind_display(),
            "done" if tick else "later",
            tick.done_on if tick else None,
            step=step,
            url=step.url,
        )

    def _course(self, code: str, title: str, minutes: int) -> Stop:
        had, session, asked = self.taken.get(code), self.sessions.get(code), self.asked.get(code)
        return Stop(
            title,
            PathStep.Kind.COURSE.label,
            self._state(bool(had), session, asked),
            had.granted_on if had else None,
            code=code,
            minutes=minutes,
            session=None if had else session,
            asked=asked,
        )

    def _state(self, is_taken: bool, session: Any, asked: Demand | None) -> str:
        if is_taken:
            return "done"
        if session and session.is_on:
            return "planned"
        return "next" if asked and asked.is_mandatory else "later"

    def _asked_besides(self, shown: Collection[str]) -> Iterator[Stop]:
        rest = [one for code, one in self.asked.items() if code not in shown]
        for one in sorted(rest, key=lambda one: (not one.is_mandatory, one.title)):
            yield self._course(one.code, one.title, one.minutes)


def steps_of(path: TrainingPath) -> Any:
    return path.steps.used().select_related("course")
