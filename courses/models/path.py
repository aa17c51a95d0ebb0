"""A training path: courses, material, guidance and gatherings in an order, for those who do some kinds of activity (CRS-05)."""

from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from foundation.audit.models import record
from foundation.pages.addresses import address
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel


class TrainingPath(WalledModel):
    """`kinds` empty is for everybody."""

    name = models.CharField(_("name"), max_length=120)
    text = models.TextField(_("text"), max_length=600, blank=True)
    kinds = models.JSONField(default=list, blank=True)  # codes of kinds of activity

    class Meta:
        verbose_name = _("training path")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("training_path", self.pk)

    def is_for(self, kinds: set[str]) -> bool:
        return not self.kinds or bool(kinds & set(self.kinds))

    @transaction.atomic
    def write(self, by: Any) -> None:
        self.save()
        record(by, "training_path.written", self, changes={"name": self.name})

    @transaction.atomic
    def add(self, step: "PathStep", by: Any) -> None:
        """Last in the path."""
        TrainingPath.objects.select_for_update().get(pk=self.pk)
        step.path = self
        step.number = (self.steps.aggregate(last=models.Max("number"))["last"] or 0) + 1
        step.full_clean(exclude=["municipality"])
        step.save()
        record(by, "training_path.step", self, changes={"added": str(step)})


class PathStepQuerySet(models.QuerySet):
    def used(self) -> "PathStepQuerySet":
        """What was taken out stands with those who had done it."""
        return self.filter(is_used=True)


class PathStep(WalledModel):
    class Kind(models.TextChoices):
        COURSE = "course", _("course")
        MATERIAL = "material", _("something to read or see")
        GUIDANCE = "guidance", _("guidance")
        GATHERING = "gathering", _("gathering")

    path = models.ForeignKey(TrainingPath, models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices)
    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=200, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    is_used = models.BooleanField(default=True)

    objects = PathStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a training path")
        ordering = ["number", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="course", course__isnull=False)
                | (~Q(kind="course") & Q(course=None) & ~Q(title="")),
                name="path_step_is_something",
                violation_error_message=_("Choose the course, or write what it is."),
            )
        ]

    def __str__(self) -> str:
        return str(self.course) if self.course else self.title

    @transaction.atomic
    def take_out(self, by: Any) -> None:
        self.is_used = False
        self.save(update_fields=["is_used"])
        record(by, "training_path.step", self.path, changes={"taken out": str(self)})

    @transaction.atomic
    def tick(self, person: Person, is_done: bool, by: Any) -> None:
        """Done, or not after all. A course is ticked by being taken, never here."""
        if self.kind == self.Kind.COURSE:
            return
        if is_done:
            _row, changed = PathTick.objects.get_or_create(
                step=self, person=person, defaults={"by_name": by.name}
            )
        else:
            changed = PathTick.objects.filter(step=self, person=person).delete()[0]
        if changed:
            record(by, "training_path.ticked", self.path, about=person, changes={str(self): is_done})


class PathTick(WalledModel):
    step = models.ForeignKey(PathStep, models.CASCADE, related_name="ticks")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    done_on = models.DateField(default=timezone.localdate)
    by_name = models.CharField(max_length=200)

    places = {"person": "person"}

    class Meta:
        verbose_name = _("what is done of a training path")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "step", "person"], name="path_tick_once")
        ]

    def __str__(self) -> str:
        return str(self.step)
