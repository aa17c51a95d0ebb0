"""Courses and what they are put together of (CRS-01, CRS-02, CRS-04, CRS-06)."""

from calendar import monthrange
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from courses.models.library import LibraryTopic
from courses.shipped import subject_names, texts_of, titles_of
from foundation.audit.models import record
from foundation.pages.addresses import address
from foundation.pages.shipped import in_readers_language
from foundation.people.models import Person, Workplace
from foundation.tenancy.models import WalledModel


class Course(WalledModel):
    """What is taught. Its code is also the code of the qualification it gives."""

    class Kind(models.TextChoices):
        INTRO = "intro", _("introduction course")
        TARGETED = "targeted", _("targeted course")
        EMPLOYEE = "employee", _("course for employees")
        JOINT = "joint", _("course for volunteers and employees together")
        DIGITAL = "digital", _("digital course that others hold")
        EVENT = "event", _("motivation event")

    code = models.SlugField(max_length=40)
    title = models.CharField(_("title"), max_length=200)
    aim = models.TextField(_("what you know afterwards"), blank=True)
    invitation = models.TextField(_("invitation"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=120)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.TARGETED)
    url = models.URLField(_("address"), max_length=500, blank=True)  # of a digital course (CRS-18)
    provider = models.CharField(_("provider"), max_length=200, blank=True)
    for_volunteers = models.BooleanField(_("open to volunteers"), default=True)
    for_employees = models.BooleanField(_("open to employees and managers"), default=False)
    workplace = models.ForeignKey(
        Workplace, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("workplace")
    )
    offer_after = models.PositiveSmallIntegerField(
        _("offered after so many assignments"), null=True, blank=True
    )
    every_months = models.PositiveSmallIntegerField(
        _("held again after so many months"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    valid_months = models.PositiveSmallIntegerField(_("valid for so many months"), null=True, blank=True)

    class Meta:
        verbose_name = _("course")
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="course_once"),
            models.CheckConstraint(
                condition=~models.Q(kind="digital") | (~models.Q(url="") & ~models.Q(provider="")),
                name="digital_course_is_somewhere",
                violation_error_message=_("Write where a digital course is, and who holds it."),
            ),
        ]

    def __str__(self) -> str:
        return self.said("title")

    def get_absolute_url(self) -> str:
        return address("course", self.pk)

    def said(self, field: str) -> str:
        """In the reader's language as long as the text is the house's own."""
        return in_readers_language(getattr(self, field), texts_of(self.code, field))

    @property
    def purpose(self) -> str:
        return self.said("aim")

    def valid_until(self, taken_on: date) -> date | None:
        """The last day it counts, taken then; None for ever."""
        if self.valid_months is None:
            return None
        years, month = divmod(taken_on.month - 1 + self.valid_months, 12)
        year, month = taken_on.year + years, month + 1
        return date(year, month, min(taken_on.day, monthrange(year, month)[1]))

    def parts(self) -> "models.QuerySet[Topic]":
        return self.topics.used().select_related("library", "lecturer")

    @transaction.atomic
    def write(self, by: Any) -> None:
        """Keep what has been set; a new course gets a code of its own."""
        is_new = not self.code
        if is_new:
            self.code = _free_code(self.title)
        self.save()
        record(by, "course.made" if is_new else "course.changed", self, changes={"title": self.title})

    @transaction.atomic
    def add(self, topics: list[LibraryTopic], by: Any) -> "list[Topic]":
        """Put topics of the library last in the course, each once."""
        used = set(self.topics.used().values_list("library_id", flat=True))
        last = self.topics.aggregate(last=models.Max("number"))["last"] or 0
        new = [one for one in topics if one.pk not in used]
        added = [
            Topic(course=self, library=one, number=number, title=one.title, minutes=one.minutes)
            for number, one in enumerate(new, start=last + 1)
        ]
        for part in added:
            part.lecturer = part.library.lecturer
        Topic.objects.bulk_create(added)
        record(by, "course.topics", self, changes={"added": [one.title for one in new]})
        return added

    def must_cover(self) -> None:
        """An introduction course goes through what everybody must know; refuse what would leave some of it out (CRS-01)."""
        if self.kind != self.Kind.INTRO:
            return
        rows = self.topics.used().filter(is_compulsory=True, library__isnull=False)
        covered = {code for covers in rows.values_list("library__covers", flat=True) for code in covers}
        if missing := [str(name) for code, name in subject_names().items() if code not in covered]:
            told = _("The introduction course must go through: %(missing)s.")
            raise ValidationError(told, params={"missing": ", ".join(missing)})


def _free_code(title: str) -> str:
    code = slugify(title)[:34] or "course"
    taken = set(Course.objects.filter(code__startswith=code).values_list("code", flat=True))
    return next(one for one in (code, *(f"{code}-{n}" for n in range(2, 1000))) if one not in taken)


class TopicQuerySet(models.QuerySet):
    def used(self) -> "TopicQuerySet":
        """In the course now; what was taken out stands in the sessions that went through it."""
        return self.filter(is_used=True)


class Topic(WalledModel):
    """A part of a course. What is compulsory must be covered before a session can be closed."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="topics")
    library = models.ForeignKey(LibraryTopic, models.PROTECT, null=True, blank=True, related_name="parts")
    number = models.PositiveSmallIntegerField(_("place in the programme"))
    title = models.CharField(_("title"), max_length=200)
    goal = models.TextField(_("goal"), blank=True)  # "" as in the library
    is_compulsory = models.BooleanField(_("compulsory"), default=False)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=20)
    lecturer = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lecturer")
    )
    is_used = models.BooleanField(default=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        ordering = ["number", "id"]

    def __str__(self) -> str:
        return in_readers_language(self.title, titles_of(self.title))

    @property
    def purpose(self) -> str:
        return self.goal or (self.library.purpose if self.library else "")

    @transaction.atomic
    def change(self, by: Any) -> None:
        """Keep what has been set, unless an introduction course would leave out what it must go through."""
        self.save()
        self.course.must_cover()
        record(by, "course.part", self.course, changes={"topic": self.title, "minutes": self.minutes})

    @transaction.atomic
    def take_out(self, by: Any) -> None:
        self.is_used = False
        self.save(update_fields=["is_used"])
        self.course.must_cover()
        record(by, "course.topics", self.course, changes={"taken out": [self.title]})
