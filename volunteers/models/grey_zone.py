"""Grey zones: may a volunteer …? What speaks for and against, what is proposed, and what is decided, by whom (LEG-10)."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.pages.addresses import address
from foundation.people.models import Workplace
from foundation.tenancy.models import WalledModel

SEARCHED = ("task", "scenario", "challenge", "solution", "condition", "guideline")
DECIDED = ("decision", "condition", "guideline", "decided_on", "decided_by_name")


class Decision(models.TextChoices):
    STAFF = "staff", _("Staff do this")
    VOLUNTEER = "volunteer", _("A volunteer may")
    CONDITION = "condition", _("A volunteer may, if …")


class GreyZoneQuerySet(models.QuerySet):
    def current(self) -> "GreyZoneQuerySet":
        return self.filter(removed_on=None)

    def decided(self) -> "GreyZoneQuerySet":
        return self.exclude(decision="")

    def about(self, words: str) -> "GreyZoneQuerySet":
        """Each word stands somewhere in the case."""
        found = self
        for word in words.split()[:8]:
            anywhere = Q()
            for field in SEARCHED:
                anywhere |= Q(**{f"{field}__icontains": word})
            found = found.filter(anywhere)
        return found

    def for_place(self, workplace: Workplace) -> "GreyZoneQuerySet":
        """Its own, and those of the whole municipality."""
        return self.filter(Q(workplace=workplace) | Q(workplace=None))


class GreyZoneCase(WalledModel):
    """Of the whole municipality, or of one place. Nothing is in force before it is decided."""

    class Whom(models.TextChoices):
        RECIPIENT = "recipient", _("the one who is visited")
        VOLUNTEER = "volunteer", _("the volunteer")
        STAFF = "staff", _("those who work there")
        RELATIVE = "relative", _("relatives")
        MUNICIPALITY = "municipality", _("the municipality")

    code = models.CharField(max_length=20, blank=True, editable=False)  # of the cases that the house brings
    workplace = models.ForeignKey(
        Workplace, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("workplace")
    )
    task = models.CharField(_("the task"), max_length=120)
    scenario = models.TextField(_("what happens"), max_length=1000, blank=True)
    challenge = models.TextField(_("what is difficult"), max_length=1000)
    affects = models.JSONField(_("for whom"), default=list, blank=True)
    recipient_good = models.TextField(_("good for the one who is visited"), max_length=400, blank=True)
    recipient_bad = models.TextField(_("bad for the one who is visited"), max_length=400, blank=True)
    volunteer_good = models.TextField(_("good for the volunteer"), max_length=400, blank=True)
    volunteer_bad = models.TextField(_("bad for the volunteer"), max_length=400, blank=True)
    staff_good = models.TextField(_("good for those who work there"), max_length=400, blank=True)
    staff_bad = models.TextField(_("bad for those who work there"), max_length=400, blank=True)
    solution = models.TextField(_("what is proposed"), max_length=1000, blank=True)
    decision = models.CharField(_("what is decided"), max_length=9, choices=Decision.choices, blank=True)
    condition = models.TextField(_("if"), max_length=1000, blank=True)
    guideline = models.TextField(_("how it is done"), max_length=2000, blank=True)
    decided_on = models.DateField(_("when it was decided"), null=True, blank=True)
    decided_by_name = models.CharField(_("who decided"), max_length=200, blank=True)
    removed_on = models.DateField(null=True, blank=True)

    places = {"workplace": "workplace", "sector": "workplace__sector"}
    objects = GreyZoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("grey zone")
        ordering = ["task", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code"], condition=~Q(code=""), name="grey_zone_brought_once"
            ),
            models.CheckConstraint(
                condition=Q(decision="") | Q(decided_on__isnull=False) & ~Q(decided_by_name=""),
                name="grey_zone_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(decision="condition") | ~Q(condition=""),
                name="grey_zone_says_if",
                violation_error_message=_("Write when a volunteer may."),
            ),
        ]

    def __str__(self) -> str:
        return self.task

    def get_absolute_url(self) -> str:
        return address("grey_zone", self.pk)

    @property
    def tone(self) -> str:
        """How the decision looks."""
        return {"staff": "no", "volunteer": "done", "condition": "next"}.get(self.decision, "later")

    @property
    def answer(self) -> str:
        """The decision in words; what is only proposed never looks decided."""
        return str(self.get_decision_display() or _("Not decided yet"))

    @property
    def consequences(self) -> list[tuple[str, str, str]]:
        """For whom, the good and the bad."""
        rows = [
            (str(whom.label), getattr(self, f"{whom}_good"), getattr(self, f"{whom}_bad"))
            for whom in (self.Whom.RECIPIENT, self.Whom.VOLUNTEER, self.Whom.STAFF)
        ]
        return [row for row in rows if row[1] or row[2]]

    @transaction.atomic
    def keep(self, by: Any, at: datetime | None = None) -> None:
        is_new = self._state.adding
        self.full_clean(exclude=["municipality"])
        self.save()
        record(by, "grey_zone.added" if is_new else "grey_zone.changed", self, at=at)

    @transaction.atomic
    def decide(self, by: Any, at: datetime | None = None, **decided: Any) -> None:
        """What was decided before is kept beside."""
        stood = GreyZoneCase.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if stood.decision:
            kept = {name: getattr(stood, name) for name in DECIDED}
            FormerDecision.objects.create(case=self, replaced_at=at or timezone.now(), **kept)
        for name in DECIDED:
            setattr(self, name, decided.get(name, ""))
        self.full_clean(exclude=["municipality"])
        self.save(update_fields=DECIDED)
        record(by, "grey_zone.decided", self, changes={"decision": self.decision}, at=at)

    @transaction.atomic
    def remove(self, by: Any, on: date | None) -> None:
        """Out of the register, or (None) back in it. What points to it still finds it."""
        if (self.removed_on is None) == (on is None):
            return  # a double click
        self.removed_on = on
        self.save(update_fields=["removed_on"])
        record(by, "grey_zone.removed" if on else "grey_zone.back", self)


class FormerDecision(WalledModel):
    """What was in force before."""

    case = models.ForeignKey(GreyZoneCase, models.CASCADE, related_name="former")
    decision = models.CharField(max_length=9, choices=Decision.choices)
    condition = models.TextField(max_length=1000, blank=True)
    guideline = models.TextField(max_length=2000, blank=True)
    decided_on = models.DateField()
    decided_by_name = models.CharField(max_length=200)
    replaced_at = models.DateTimeField(default=timezone.now)

    places = {"workplace": "case__workplace", "sector": "case__workplace__sector"}

    class Meta:
        verbose_name = _("former decision")
        ordering = ["-replaced_at", "-id"]

    def __str__(self) -> str:
        return str(self.get_decision_display())
