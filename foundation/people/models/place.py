"""Where people meet: sectors, districts, workplaces, their departments, and partners outside the municipality."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.people.phones import PhoneField
from foundation.people.validators import validate_organisation_number
from foundation.tenancy.models import WalledModel
from foundation.tenancy.roles import PARTNER_ROLES, SECTOR_ROLES, WORKPLACE_ROLES
from foundation.tenancy.translated import Translated


class Named(WalledModel):
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        abstract = True
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Sector(Named):
    """Part of the municipality's organisation, such as health and care (SYS-04)."""

    places = {"sector": "pk"}

    class Meta(Named.Meta):
        verbose_name = _("sector")
        default_permissions = ()
        permissions = SECTOR_ROLES
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="sector_name_once")]


class District(Named):
    """Part of the municipality's map (SYS-04)."""

    class Meta(Named.Meta):
        verbose_name = _("district")
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="district_name_once")]


class WorkplaceQuerySet(models.QuerySet):
    def open(self, today: date) -> "WorkplaceQuerySet":
        return self.exclude(closed_on__lte=today)

    def published(self) -> "WorkplaceQuerySet":
        return self.filter(published=True)


class Workplace(Translated, Named):
    """A place that works with volunteers (CON-01): nursing home, day centre, home service."""

    class Kind(models.TextChoices):
        NURSING_HOME = "nursing_home", _("nursing home")
        ACTIVITY_CENTRE = "activity_centre", _("activity centre")
        DAY_CENTRE = "day_centre", _("day centre")
        HOME_SERVICE = "home_service", _("home service")
        HEALTH_HOUSE = "health_house", _("health house")
        SHARED_HOUSING = "shared_housing", _("shared housing")
        OTHER = "other", _("other")

    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    service_type = models.CharField(
        _("kind of place"), max_length=20, choices=Kind.choices, default=Kind.OTHER
    )
    sector = models.ForeignKey(Sector, models.PROTECT, verbose_name=_("sector"), null=True, blank=True)
    district = models.ForeignKey(District, models.PROTECT, verbose_name=_("district"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    places_count = models.PositiveIntegerField(_("number of residents or guests"), null=True, blank=True)
    structure_text = models.TextField(_("how we are organised"), blank=True)
    core_values = models.CharField(_("core values"), max_length=200, blank=True)
    goals = models.TextField(_("goals"), blank=True)
    certifications = models.CharField(_("certifications"), max_length=200, blank=True)
    public_text = models.TextField(_("about us, for those who want to volunteer"), blank=True)
    guidance_text = models.TextField(_("guidance we offer, when and how much"), blank=True)
    published = models.BooleanField(_("shown in the portal"), default=True)
    included_from = models.DateField(_("part of the network since"), null=True, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    places = {"workplace": "pk", "sector": "sector"}
    translated = ("core_values", "public_text")
    objects = WorkplaceQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("workplace")
        default_permissions = ()
        permissions = WORKPLACE_ROLES
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "name"],
                name="workplace_name_once",
                violation_error_message=_("There is already a place with this name."),
            )
        ]

    @property
    def short(self) -> str:
        return self.short_name or self.name


class Department(Named):
    """A ward, zone or room of a workplace."""

    workplace = models.ForeignKey(Workplace, models.CASCADE, related_name="departments")
    staff_count = models.PositiveSmallIntegerField(_("number of employees"), null=True, blank=True)

    places = {"workplace": "workplace", "sector": "workplace__sector"}

    class Meta(Named.Meta):
        verbose_name = _("department")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "workplace", "name"],
                name="department_name_once",
            )
        ]


class Partner(Named):
    """A voluntary organisation, volunteer centre, school, congregation or business that we work with."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("association")
        VOLUNTEER_CENTRE = "volunteer_centre", _("volunteer centre")
        SCHOOL = "school", _("school")
        CONGREGATION = "congregation", _("congregation")
        BUSINESS = "business", _("business")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.ASSOCIATION)
    organisation_number = models.CharField(
        _("organisation number"),
        max_length=9,
        blank=True,
        validators=[validate_organisation_number],
    )
    offers = models.TextField(_("what they offer"), blank=True)
    contact_name = models.CharField(_("contact person"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = PhoneField(_("phone"), blank=True)

    places = {"partner": "pk"}

    class Meta(Named.Meta):
        verbose_name = _("partner")
        default_permissions = ()
        permissions = PARTNER_ROLES
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="partner_name_once")]
