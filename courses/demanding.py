"""What is asked of whom, told to those who let somebody begin (CRS-16)."""

from collections.abc import Collection

from django.db.models import QuerySet

from courses.models import Course, CourseRule
from courses.models.requirement import Level, level_for
from foundation.people.demands import ByKind, Demand, tells_demands
from foundation.tenancy.prepared import prepared
from foundation.tenancy.settings import setting


@tells_demands
def demands(kinds: Collection[str]) -> ByKind:
    """Activities are what volunteers do: a course for employees only is asked of nobody by them."""
    by_course: dict[Course, list[CourseRule]] = {}
    for rule in _rules(["", *kinds]):
        by_course.setdefault(rule.course, []).append(rule)
    found: ByKind = {kind: [] for kind in ("", *kinds)}
    for course, its in by_course.items():
        for kind, asked in found.items():
            level = level_for(its, {kind})
            if level != Level.OPTIONAL:
                asked.append(_demand(course, its, kind, level))
    return found


@prepared
def _rules(activities: list[str]) -> QuerySet[CourseRule]:
    rules = CourseRule.objects.filter(activity__any_of=activities, course__for_volunteers=True)
    return rules.select_related("course")


def _demand(course: Course, rules: list[CourseRule], kind: str, level: str) -> Demand:
    since = {rule.activity: rule.since for rule in rules}
    return Demand(
        code=course.code,
        title=str(course),
        minutes=course.minutes,
        is_mandatory=level == Level.MANDATORY,
        since=since.get(kind) or since[""],
        # nobody waits for the introduction: it comes some time after the first day
        days=setting("training_days") if course.kind == Course.Kind.INTRO else None,
    )
