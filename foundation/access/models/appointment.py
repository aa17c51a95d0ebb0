"""Appointments: who holds what role where, and when (CON-02, CON-03, NET-01, SYS-05)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Partner, Person, Sector, Workplace
from foundation.tenancy.context import current
from foundation.tenancy.models import WalledModel
from foundation.tenancy.roles import (
    MUNICIPALITY_ROLES,
    PARTNER_ROLES,
    ROLES,
    SECTOR_ROLES,
    WORKPLACE_ROLES,
)
from foundation.tenancy.translated import Translated


class AppointmentQuerySet(models.QuerySet):
    def current(self, today: date) -> "AppointmentQuerySet":
        return self.filter(starts_on__lte=today).exclude(ends_on__lt=today)

    def contacts(self) -> "AppointmentQuerySet":
        return self.filter(role="volunteer_contact")

    def of(self, person: Person) -> "AppointmentQuerySet":
        return self.filter(person=person)


class Appointment(Translated, WalledModel):
    """A person holds a role on a place in a period."""

    class TimeClass(models.TextChoices):
        FULL = "full", _("full time")
        SHARE = "share", _("a fixed share")
        NONE = "none", _("no time set aside")

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=30, choices=list(ROLES.items()))
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, verbose_name=_("sector"))
    workplace = models.ForeignKey(
        Workplace,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("workplace"),
    )
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, verbose_name=_("partner"))
    position_percent = models.PositiveSmallIntegerField(
        _("share of a full position (%)"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
    )
    time_class = models.CharField(
        _("time set aside"),
        max_length=5,
        choices=TimeClass.choices,
        default=TimeClass.SHARE,
    )
    other_profession = models.CharField(_("other work at the place"), max_length=120, blank=True)
    hours_text = models.CharField(_("when to reach them"), max_length=120, blank=True)
    deputy = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stands_in_for",
        verbose_name=_("deputy"),
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until and including"), null=True, blank=True)

    places = {
        "workplace": "workplace",
        "sector": "workplace__sector",
        "person": "person",
        "partner": "partner",
    }
    translated = ("hours_text",)
    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        ordering = ["workplace__name", "role", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="appointment_ends_after_start",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        role__in=dict(MUNICIPALITY_ROLES),
                        workplace=None,
                        sector=None,
                        partner=None,
                    )
                    | Q(
                        role__in=dict(SECTOR_ROLES),
                        workplace=None,
                        sector__isnull=False,
                        partner=None,
                    )
                    | Q(
                        role__in=dict(WORKPLACE_ROLES),
                        workplace__isnull=False,
                        sector=None,
                        partner=None,
                    )
                    | Q(
                        role__in=dict(PARTNER_ROLES),
                        workplace=None,
                        sector=None,
                        partner__isnull=False,
                    )
                ),
                name="appointment_role_fits_place",
                violation_error_message=_("This role is held on another kind of place."),
            ),
            models.CheckConstraint(
                condition=~Q(deputy=models.F("person")),
                name="appointment_deputy_is_another",
                violation_error_message=_("The deputy must be somebody else."),
            ),
            models.UniqueConstraint(
                fields=[
                    "municipality",
                    "person",
                    "role",
                    "workplace",
                    "sector",
                    "partner",
                ],
                condition=Q(ends_on__isnull=True),
                nulls_distinct=False,
                name="appointment_once",
                violation_error_message=_("This person already holds this role here."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.scope}"

    @property
    def scope(self) -> Any:
        """What the role is held on: the place, or the whole municipality."""
        return self.workplace or self.sector or self.partner or current()

    @property
    def hours(self) -> str:
        """When to reach them, in the reader's language where it is written so; a dash stays in its line: «9–15»."""
        return self.written("hours_text").replace("–", "\u2060–\u2060")

    @property
    def role_word(self) -> str:
        """The role in the municipality's own word."""
        from foundation.access.members import role_word

        return role_word(self.role)

    def is_current(self, today: date) -> bool:
        return self.starts_on <= today and (self.ends_on is None or self.ends_on >= today)

    @property
    def is_contact(self) -> bool:
        return self.role == "volunteer_contact"

    @property
    def has_no_time(self) -> bool:
        """A duty without time set aside (CON-03)."""
        return not self.position_percent and self.time_class != self.TimeClass.FULL

    @property
    def is_below_recommendation(self) -> bool:
        """CON-03, NET-01: less time than the municipality recommends for the role."""
        from foundation.access.roles import recommended_percent

        wanted = recommended_percent(self.role)
        return wanted is not None and (self.position_percent or 0) < wanted

    @transaction.atomic
    def appoint(self, by: Any) -> "Appointment":
        """Save a new appointment, grant what follows from it, and write it down."""
        from foundation.access.grants import refresh_grants

        self.full_clean(exclude=["municipality"])
        self.save()
        record(
            by,
            "appointment.made",
            self,
            about=self.person,
            changes={"role": self.role, "from": self.starts_on},
        )
        refresh_grants(self.person, self.deputy)
        return self

    @transaction.atomic
    def change(self, by: Any, **fields: Any) -> None:
        """Change share, deputy, hours or period; the former values stay in the log."""
        from foundation.access.grants import refresh_grants

        before = {name: getattr(self, name) for name in fields}
        for name, value in fields.items():
            setattr(self, name, value)
        self.full_clean(exclude=["municipality"])
        self.save(update_fields=list(fields))
        changes = {name: [str(before[name] or ""), str(value or "")] for name, value in fields.items()}
        record(by, "appointment.changed", self, about=self.person, changes=changes)
        refresh_grants(self.person, self.deputy, before.get("deputy"))

    @transaction.atomic
    def end(self, by: Any, on: date) -> None:
        """Last day of the appointment, that day included."""
        from foundation.access.grants import refresh_grants

        if on < self.starts_on:
            raise ValidationError(_("The last day cannot be before the first."))
        self.ends_on = on
        self.save(update_fields=["ends_on"])
        record(by, "appointment.ended", self, about=self.person, changes={"on": on})
        refresh_grants(self.person, self.deputy)
