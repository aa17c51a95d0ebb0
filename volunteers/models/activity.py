"""What a volunteer can do: types of activity, and the activities that a workplace offers (VOL-13, ASG-06)."""

from functools import cached_property
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.pages.addresses import address
from foundation.pages.shipped import in_readers_language
from foundation.people.demands import Demand, demands_of
from foundation.people.models import Department, Person, Workplace
from foundation.tenancy.models import WalledModel
from foundation.tenancy.translated import Translated
from volunteers.shipped import instead_of, texts_of


class ActivityTypeQuerySet(models.QuerySet):
    def publishable(self) -> "ActivityTypeQuerySet":
        """What is the municipality's own duty is never offered to a volunteer (LEG-13)."""
        return self.filter(is_statutory=False)


class ActivityType(WalledModel):
    """A kind of activity with its frame: what it is, and what it is not (ASG-04, ASG-06)."""

    class Form(models.TextChoices):
        ONE_TO_ONE = "one_to_one", _("one to one")
        GROUP = "group", _("several together")
        TASK = "task", _("a task")

    class Owner(models.TextChoices):
        MUNICIPALITY = "municipality", _("the municipality")
        PARTNER = "partner", _("an organisation")
        CENTRE = "centre", _("the volunteer centre")
        TOGETHER = "together", _("the municipality and an organisation together")

    class Setting(models.TextChoices):
        PLACE = "place", _("at the place")
        HOME = "home", _("at home with somebody")
        OUT = "out", _("out and about")
        PHONE = "phone", _("on the phone, from home")

    code = models.SlugField(max_length=40)
    name = models.CharField(_("name"), max_length=120)
    public_text = models.TextField(_("what it is, for those who may want to"))
    included = models.TextField(_("included"), blank=True)
    not_included = models.TextField(_("not included"), blank=True)
    typical_minutes = models.PositiveSmallIntegerField(_("usual length in minutes"), null=True, blank=True)
    interests = models.JSONField(default=list)  # codes of tags
    drawing = models.CharField(max_length=40, blank=True)
    form = models.CharField(_("with one or several"), max_length=10, choices=Form.choices, blank=True)
    owner = models.CharField(
        _("who runs it"), max_length=12, choices=Owner.choices, default=Owner.MUNICIPALITY
    )
    setting = models.CharField(_("where it is"), max_length=5, choices=Setting.choices, default=Setting.PLACE)
    adults_only = models.BooleanField(_("only for those who are 18"), default=False)
    decided_locally = models.BooleanField(_("a grey zone: each place decides"), default=False)
    instead = models.TextField(_("who does it instead"), blank=True)
    is_statutory = models.BooleanField(_("the municipality's own duty"), default=False)
    asks = models.JSONField(default=list)  # what must be there before the first time: see `models.readiness`

    objects = ActivityTypeQuerySet.as_manager()

    class Meta:
        verbose_name = _("kind of activity")
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="activity_type_once")]

    def __str__(self) -> str:
        return self.said("name")

    def said(self, field: str) -> str:
        """In the reader's language as long as the text is the house's own."""
        return in_readers_language(getattr(self, field), texts_of(self.code, field))

    @property
    def said_instead(self) -> str:
        """Who does what is never a volunteer's, in the reader's language."""
        return in_readers_language(self.instead, instead_of(self.code))

    @cached_property
    def demands(self) -> list[Demand]:
        """The courses that are asked of whoever does this."""
        return demands_of([self.code])

    @transaction.atomic
    def change(self, by: Any, fields: list[str]) -> None:
        self.save(update_fields=fields)
        record(by, "activity_type.changed", self, changes={"fields": fields})

    def get_absolute_url(self) -> str:
        return address("activity_type", self.pk)

    @property
    def part_of_it(self) -> list[str]:
        return self._lines("included")

    @property
    def never(self) -> list[str]:
        """What is not part of it, line by line."""
        return self._lines("not_included")

    def _lines(self, field: str) -> list[str]:
        lines = (line.strip(" -") for line in self.said(field).splitlines())
        return [line for line in lines if line]


class ActivityQuerySet(models.QuerySet):
    def published(self) -> "ActivityQuerySet":
        rows = self.filter(is_published=True, activity_type__is_statutory=False)
        return rows.filter(workplace__published=True, workplace__closed_on=None)

    def with_places(self) -> "ActivityQuerySet":
        return self.select_related(
            "activity_type", "workplace__district", "department", "receiver", "supports__partner"
        )


class Activity(Translated, WalledModel):
    """An activity that a workplace offers, as it stands in the portal's activity menu."""

    class Commitment(models.TextChoices):
        ONCE = "once", _("just once")
        SOMETIMES = "sometimes", _("now and then")
        REGULAR = "regular", _("regularly, as agreed")

    activity_type = models.ForeignKey(ActivityType, models.PROTECT, related_name="activities")
    workplace = models.ForeignKey(Workplace, models.PROTECT, related_name="activities")
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True)
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("in one or two sentences"), blank=True)
    time_text = models.CharField(_("when"), max_length=120, blank=True)
    times = models.JSONField(default=list)  # codes of tags: weekday_afternoon, weekend_day …
    weekly_minutes = models.PositiveSmallIntegerField(_("minutes a week"), null=True, blank=True)
    commitment = models.CharField(_("commitment"), max_length=9, choices=Commitment.choices, blank=True)
    is_low_threshold = models.BooleanField(_("short and simple, easy to begin with"), default=False)
    receiver = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, verbose_name=_("who receives you"), related_name="+"
    )
    supports = models.ForeignKey(  # what an organisation runs already, and we stand behind (ASG-19)
        "volunteers.PartnerOffer", models.SET_NULL, null=True, blank=True, related_name="supported_by"
    )
    duplicate_reason = models.TextField(_("why beside what there is already"), max_length=400, blank=True)
    is_full = models.BooleanField(_("full now"), default=False)
    is_published = models.BooleanField(_("shown in the portal"), default=True)

    places = {"workplace": "workplace", "sector": "workplace__sector"}
    translated = ("title", "text", "time_text")
    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["workplace__name", "title", "id"]

    def __str__(self) -> str:
        """A place that has not named it says the kind."""
        return str(self.activity_type) if self.title == self.activity_type.name else self.written("title")

    @transaction.atomic
    def offer(self, by: Any) -> None:
        self.save()
        record(by, "activity.offered", self)

    @transaction.atomic
    def change(self, by: Any, changes: dict[str, Any]) -> None:
        """Keep what has been set; `changes` tells what, for the log."""
        self.save()
        record(by, "activity.changed", self, changes=changes)

    def fill(self, by: Any, is_full: bool) -> None:
        """Full: it stays in the menu, and whoever chooses it comes on a waiting list."""
        if self.is_full != is_full:
            self.is_full = is_full
            self.change(by, {"is_full": is_full})

    @property
    def facts(self) -> str:
        """What kind, where in the house and when, as far as the title does not say it."""
        kind = str(self.activity_type)
        known = [kind if kind != self.title else "", str(self.department or ""), self.written("time_text")]
        return " · ".join(filter(None, known)) or self.in_a_sentence

    @property
    def in_a_sentence(self) -> str:
        return self.written("text") or self.activity_type.said("public_text")
