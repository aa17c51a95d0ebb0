"""What is gone through before and on the first day: point by point, in the words that stood there, and signed off (VOL-33, 34, 40).

The house ships the points (`texts/checklists.yaml`); a municipality's own wording of one is a new row with a new number, so that
what was ticked always tells which wording it was given in.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.models.volunteer import Volunteer


class Checklist(models.TextChoices):
    DILEMMAS = "dilemmas", _("Dilemmas to talk through")
    PRACTICAL = "practical", _("Practical information")
    FIRST_DAY = "first_day", _("The first day")


class PointWording(WalledModel):
    """A point in the municipality's own words. Rows are added, never changed: the newest counts."""

    checklist = models.CharField(max_length=20, choices=Checklist.choices)
    code = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()  # the house's own wording is number 1
    title = models.CharField(_("what it is about"), max_length=120)
    text = models.TextField(_("what applies here"), blank=True)
    is_used = models.BooleanField(_("on the list"), default=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("point of a checklist")
        ordering = ["checklist", "code", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "checklist", "code", "number"], name="point_wording_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    @transaction.atomic
    def write(
        cls, checklist: str, code: str, title: str, text: str, is_used: bool, by: Any
    ) -> "PointWording":
        """A new wording; number 1 is the house's."""
        former = cls.objects.filter(checklist=checklist, code=code).order_by("-number").first()
        made = cls.objects.create(
            checklist=checklist,
            code=code,
            number=(former.number if former else 1) + 1,
            title=title,
            text=text,
            is_used=is_used,
            made_by_name=by.name,
        )
        record(by, "point.worded", made, changes={"checklist": checklist, "title": title})
        return made


class TickQuerySet(models.QuerySet):
    def standing(self) -> "TickQuerySet":
        return self.filter(taken_back_at=None)


class Tick(WalledModel):
    """A point that was gone through with one volunteer: when, by whom, and in which wording."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="ticks")
    checklist = models.CharField(max_length=20, choices=Checklist.choices)
    code = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    given_at = models.DateTimeField(default=timezone.now)
    given_by_name = models.CharField(max_length=200)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }
    objects = TickQuerySet.as_manager()

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "volunteer", "checklist", "code"],
                condition=Q(taken_back_at=None),
                name="tick_once",
            )
        ]

    def __str__(self) -> str:
        return self.title


class SignOff(WalledModel):
    """A whole checklist is gone through: by whom and when. Required lists count from here."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="sign_offs")
    checklist = models.CharField(max_length=20, choices=Checklist.choices)
    signed_at = models.DateTimeField(default=timezone.now)
    signed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    signed_by_name = models.CharField(max_length=200)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }

    class Meta:
        ordering = ["-signed_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "volunteer", "checklist"], name="sign_off_once")
        ]

    def __str__(self) -> str:
        return self.get_checklist_display()


@transaction.atomic
def tick(
    volunteer: Volunteer,
    checklist: str,
    points: list[Any],
    chosen: set[str],
    by: Any,
    at: datetime | None = None,
) -> None:
    """Exactly the chosen points stand ticked. `points` are `checklists.Point`s, as they were read."""
    at = at or timezone.now()
    volunteer.lock()
    standing = volunteer.ticks.standing().filter(checklist=checklist)
    standing.exclude(code__in=chosen).update(taken_back_at=at)
    had = set(standing.values_list("code", flat=True))
    fresh = [point for point in points if point.code in chosen - had]
    Tick.objects.bulk_create(
        Tick(
            volunteer=volunteer,
            checklist=checklist,
            code=point.code,
            number=point.number,
            title=point.title,
            text=point.text,
            given_at=at,
            given_by_name=by.name,
        )
        for point in fresh
    )
    changes = {"checklist": checklist, "points": sorted(chosen)}
    record(by, "checklist.ticked", volunteer, about=volunteer.person, changes=changes, at=at)


@transaction.atomic
def sign_off(
    volunteer: Volunteer, checklist: str, points: list[Any], by: Any, at: datetime | None = None
) -> SignOff:
    """The whole list is gone through. Signed once; who was first stays."""
    volunteer.lock()
    had = set(volunteer.ticks.standing().filter(checklist=checklist).values_list("code", flat=True))
    if missing := [point.title for point in points if point.code not in had]:
        told = _("Not everything is gone through yet: %(missing)s.")
        raise ValidationError(told, params={"missing": ", ".join(missing)})
    at = at or timezone.now()
    given = {"signed_at": at, "signed_by": by.person, "signed_by_name": by.name}
    signed, is_new = SignOff.objects.get_or_create(volunteer=volunteer, checklist=checklist, defaults=given)
    if is_new:
        changes = {"checklist": checklist}
        record(by, "checklist.signed_off", volunteer, about=volunteer.person, changes=changes, at=at)
    return signed
