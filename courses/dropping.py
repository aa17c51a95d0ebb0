"""Where people drop off on the way through a mandatory course, and how many of the staff have taken part (CRS-06, CRS-16)."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Course, Exemption
from courses.models.requirement import Level, level_for
from foundation.events.models import Participation
from foundation.people.belonging import Group, belongings
from foundation.people.doing import activities_of
from foundation.people.models import Department, Qualification


@dataclass
class Road:
    """One mandatory course: everybody it is asked of, and where each stands. Sets of persons."""

    course: Course
    asked: set[uuid.UUID] = field(default_factory=set)
    taken: set[uuid.UUID] = field(default_factory=set)
    exempted: set[uuid.UUID] = field(default_factory=set)
    coming: set[uuid.UUID] = field(default_factory=set)
    dropped: set[uuid.UUID] = field(default_factory=set)  # had a seat, and did not come or gave it back

    @property
    def bars(self) -> list[dict[str, object]]:
        """The road from being asked to having taken it, for `parts/bar.html`."""
        stages = (
            (_("Asked of"), len(self.asked)),
            (_("Have taken it"), len(self.taken)),
            (_("Are signed up"), len(self.coming)),
            (_("Had a seat, and did not come"), len(self.dropped)),
            (_("Have not signed up"), self.never),
        )
        return [{"label": label, "value": number} for label, number in stages]

    @property
    def never(self) -> int:
        """Have not signed up at all."""
        return len(self.asked - self.taken - self.coming - self.dropped)


def roads(now: datetime) -> list[Road]:
    today = timezone.localdate(now)
    courses = Course.objects.filter(rules__level=Level.MANDATORY, for_volunteers=True)
    courses = courses.distinct().prefetch_related("rules")
    people = {one.person_id for one in belongings(today, only=Group.VOLUNTEER)}
    does = activities_of(people)
    found = {course.pk: Road(course) for course in courses}
    for road in found.values():
        rules = list(road.course.rules.all())
        road.asked = {pk for pk in people if level_for(rules, does[pk]) == Level.MANDATORY}
    _who_has_taken(found, today)
    _who_is_on_a_list(found, now)
    return list(found.values())


def _who_has_taken(found: dict[uuid.UUID, Road], today: object) -> None:
    codes = {road.course.code: road for road in found.values()}
    rows = Qualification.objects.current(today).filter(code__in=codes)
    for person, code in rows.values_list("person_id", "code"):
        if person in codes[code].asked:
            codes[code].taken.add(person)
    for person, course in Exemption.objects.filter(course__in=found).values_list("person_id", "course_id"):
        if person in found[course].asked:
            found[course].exempted.add(person)


def _who_is_on_a_list(found: dict[uuid.UUID, Road], now: datetime) -> None:
    from courses.models import CourseSession

    seat = "event__participations__"
    rows = (
        CourseSession.objects.filter(course__in=found)
        .order_by()
        .values_list("course_id", f"{seat}person_id", f"{seat}state", f"{seat}attended", "event__ends_at")
    )
    for course, person, state, attended, ends_at in rows:
        road = found[course]
        if person not in road.asked or person in road.taken:
            continue
        if ends_at >= now and state in ("signed_up", "waiting", "offered"):
            road.coming.add(person)
        elif state == "cancelled" or attended is False:
            road.dropped.add(person)
    for road in found.values():
        road.dropped -= road.coming


@dataclass
class Staff:
    """A department: how many work there, and how many of them have taken part in a course."""

    department: Department
    took_part: int

    @property
    def share(self) -> int | None:
        count = self.department.staff_count
        return min(100, round(100 * self.took_part / count)) if count else None


def staff_by_department() -> list[Staff]:
    """Employees who came to a course, each once. Two queries."""
    came: dict[uuid.UUID, set[uuid.UUID]] = {}
    rows = Participation.objects.filter(event__kind="course_session", attended=True, group=Group.EMPLOYEE)
    for department, person in rows.exclude(department=None).values_list("department_id", "person_id"):
        came.setdefault(department, set()).add(person)
    departments = Department.objects.select_related("workplace").order_by("workplace__name", "name", "id")
    return [Staff(one, len(came.get(one.pk, ()))) for one in departments]
