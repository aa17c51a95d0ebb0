"""For whom a course is mandatory, recommended or optional, and who need not take it (CRS-16)."""

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from foundation.audit.models import record
from foundation.pages.templatetags.samspill import and_list
from foundation.people.doing import kinds_of_activity
from foundation.people.models import Person
from foundation.people.qualifications import grant
from foundation.tenancy.models import WalledModel


class Level(models.TextChoices):
    MANDATORY = "mandatory", _("mandatory")
    RECOMMENDED = "recommended", _("recommended")
    OPTIONAL = "optional", _("optional")


FOR = {
    Level.MANDATORY: _("Mandatory for: %(whom)s"),
    Level.RECOMMENDED: _("Recommended for: %(whom)s"),
    Level.OPTIONAL: _("Optional for: %(whom)s"),
}


class CourseRule(WalledModel):
    """How much a course is asked of those who do one kind of activity; `activity` "" is all of them."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="rules")
    activity = models.CharField(max_length=40, blank=True)  # the code of a kind of activity
    level = models.CharField(max_length=11, choices=Level.choices)
    since = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["course", "activity"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "course", "activity"], name="course_rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.course}: {self.get_level_display()}"


@transaction.atomic
def set_rules(course: Course, levels: dict[str, str], by: Any) -> None:
    """activity -> level; what is optional needs no rule, unless it is the exception from a rule for all."""
    everybody = levels.get("") or Level.OPTIONAL
    wanted = {code: level for code, level in levels.items() if level and (code == "" or level != everybody)}
    if wanted.get("") == Level.OPTIONAL:
        del wanted[""]
    kept = {rule.activity for rule in course.rules.all() if wanted.get(rule.activity) == rule.level}
    course.rules.exclude(activity__in=kept).delete()
    CourseRule.objects.bulk_create(
        CourseRule(course=course, activity=code, level=level)
        for code, level in wanted.items()
        if code not in kept
    )
    record(by, "course.rules", course, changes={"levels": wanted})


def rules_in_words(course: Course) -> list[str]:
    """«Mandatory for: coffee visits and walks», the strictest first. One query, and the names of the kinds."""
    names = {"": str(_("everybody"))} | dict(kinds_of_activity())
    by_level: dict[str, list[str]] = {}
    for rule in course.rules.all():
        by_level.setdefault(rule.level, []).append(names.get(rule.activity, rule.activity).lower())
    return [str(FOR[level] % {"whom": and_list(by_level[level])}) for level in Level if level in by_level]


def level_for(rules: list[CourseRule], activities: set[str]) -> str:
    """The strictest that holds for somebody who does this."""
    by_code = {rule.activity: rule.level for rule in rules}
    everybody = by_code.get("", Level.OPTIONAL)
    found = {by_code.get(code, everybody) for code in activities} or {everybody}
    return next(str(level) for level in Level if level in found)


class Exemption(WalledModel):
    """Knows it already: the course counts as taken, and it is kept why and who said so."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    course = models.ForeignKey(Course, models.PROTECT, related_name="exemptions")
    reason = models.CharField(_("reason"), max_length=300)
    granted_by_name = models.CharField(max_length=200)
    granted_on = models.DateField(default=timezone.localdate)

    places = {"person": "person"}

    class Meta:
        verbose_name = _("exemption")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "person", "course"], name="exemption_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.course}"

    @classmethod
    @transaction.atomic
    def grant(cls, person: Person, course: Course, reason: str, by: Any) -> "Exemption":
        found, made = cls.objects.get_or_create(
            person=person, course=course, defaults={"reason": reason, "granted_by_name": by.name}
        )
        if made:
            grant(
                person, code=course.code, title=course.title, on=found.granted_on, source_id=found.pk, by=by
            )
            record(by, "course.exempted", found, about=person, changes={"course": course.title})
        return found
