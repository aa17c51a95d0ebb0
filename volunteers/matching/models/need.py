"""A service needs something (ASG-12): asked of organisations, answered by each; the first yes takes it on. Or refused at the boundary (ASG-13)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.roles import coordinator
from foundation.audit.models import record
from foundation.notices.outbox import cancel, notify, occasion
from foundation.pages.addresses import address
from foundation.people.models import Partner, Person, Workplace
from foundation.tenancy.models import WalledModel
from volunteers.matching.belonging import NUMBER, no_number
from volunteers.models import ActivityType, GreyZoneCase
from volunteers.representatives import representatives
from volunteers.words import place_facts


class NeedRequestQuerySet(models.QuerySet):
    def open(self) -> "NeedRequestQuerySet":
        return self.filter(settled_at=None)

    def refused(self) -> "NeedRequestQuerySet":
        """Because it is the work of those who work here."""
        return self.filter(outcome=NeedRequest.Outcome.BOUNDARY)

    def refused_of(self, kind: ActivityType) -> "NeedRequestQuerySet":
        """Shown to whoever asks for the same."""
        return self.refused().filter(activity_type=kind).order_by("-settled_at")


class NeedRequest(WalledModel):
    class Outcome(models.TextChoices):
        TAKEN = "taken", _("an organisation takes it on")
        BOUNDARY = "boundary", _("it is the municipality’s own duty, or too close to it")
        NOBODY = "nobody", _("nobody has room for it now")
        WITHDRAWN = "withdrawn", _("it is no longer needed")

    workplace = models.ForeignKey(Workplace, models.PROTECT, related_name="+", verbose_name=_("workplace"))
    activity_type = models.ForeignKey(
        ActivityType, models.PROTECT, related_name="+", verbose_name=_("kind of activity")
    )
    text = models.TextField(_("what is needed"), max_length=1000, validators=[no_number])
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    grey_zone = models.ForeignKey(
        GreyZoneCase, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("grey zone")
    )
    reason = models.TextField(_("why"), max_length=1000, blank=True, validators=[no_number])
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_name = models.CharField(max_length=200, blank=True)

    places = {"workplace": "workplace", "sector": "workplace__sector"}
    objects = NeedRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("need")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text__regex=NUMBER) & ~Q(reason__regex=NUMBER), name="need_without_numbers"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, outcome="")
                | Q(settled_at__isnull=False) & ~Q(outcome=""),
                name="need_settled_as_something",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="boundary") | ~Q(reason=""),
                name="need_refused_with_a_reason",
                violation_error_message=_("Write why, so that whoever asked understands."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.activity_type)

    def get_absolute_url(self) -> str:
        return address("need_request", self.pk)

    @property
    def is_open(self) -> bool:
        return self.settled_at is None

    @transaction.atomic
    def ask(self, by: Any, at: datetime | None = None) -> None:
        self.asked_by, self.asked_at = by.person, at or timezone.now()
        self.full_clean(exclude=["municipality"])
        self.save(force_insert=True)
        record(by, "need.asked", self, changes={"kind": self.activity_type.code}, at=at)
        if to := coordinator(timezone.localdate(at)):
            self.tell(to, "need_asked_here", f"need {self.pk}")

    @transaction.atomic
    def pass_on(self, partners: Iterable[Partner], by: Any, at: datetime | None = None) -> list["NeedOffer"]:
        """Each is asked once."""
        self._must_be_open()
        known = set(self.offers.values_list("partner", flat=True))
        made = [
            NeedOffer.objects.create(
                need=self, partner=one, asked_at=at or timezone.now(), asked_by_name=by.name
            )
            for one in partners
            if one.pk not in known
        ]
        for offer in made:
            record(by, "need.passed_on", self, changes={"partner": str(offer.partner)}, at=at)
            for person in representatives(offer.partner, timezone.localdate(at)):
                self.tell(person, "need_asked_of_us", f"offer {offer.pk} {person.pk}")
        return made

    @transaction.atomic
    def settle(
        self,
        outcome: str,
        reason: str,
        by: Any,
        at: datetime | None = None,
        grey_zone: GreyZoneCase | None = None,
    ) -> None:
        """`grey_zone`: where it is talked about, when it is too close to what staff do."""
        self._must_be_open()
        self.outcome, self.reason, self.grey_zone = outcome, reason, grey_zone
        self.settled_at, self.settled_by_name = at or timezone.now(), by.name
        self.full_clean(exclude=["municipality"])
        self.save(update_fields=["outcome", "reason", "grey_zone", "settled_at", "settled_by_name"])
        cancel(about=self)
        record(by, "need.settled", self, changes={"outcome": outcome}, at=at)
        if self.asked_by_id != by.person.pk:
            self.tell(self.asked_by, "need_settled", f"settled {self.pk}")

    def tell(self, to: Person, kind: str, key: str) -> None:
        fields = {"workplace": place_facts(self.workplace)}
        notify(to, kind, fields, url=self.get_absolute_url(), key=occasion(key), about=self)

    def _must_be_open(self) -> None:
        rows = NeedRequest.objects.select_for_update(of=("self",)).filter(pk=self.pk)
        self.settled_at = rows.values_list("settled_at", flat=True).get()
        if self.settled_at is not None:
            raise ValidationError(_("This is settled already."))


class NeedOffer(WalledModel):
    """One organisation is asked, and answers. The database lets one of them take it on."""

    class Answer(models.TextChoices):
        YES = "yes", _("yes, we can")
        NO = "no", _("no, not this time")

    need = models.ForeignKey(NeedRequest, models.CASCADE, related_name="offers")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="+", verbose_name=_("organisation"))
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by_name = models.CharField(max_length=200)
    answer = models.CharField(_("answer"), max_length=3, choices=Answer.choices, blank=True)
    reason = models.TextField(_("in a few words"), max_length=600, blank=True, validators=[no_number])
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    is_organiser = models.BooleanField(default=False)

    places = {"partner": "partner", "workplace": "need__workplace", "sector": "need__workplace__sector"}

    class Meta:
        verbose_name = _("question to an organisation")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "need", "partner"], name="need_asked_once"),
            models.UniqueConstraint(
                fields=["municipality", "need"], condition=Q(is_organiser=True), name="need_one_organiser"
            ),
            models.CheckConstraint(
                condition=Q(is_organiser=False) | Q(answer="yes"), name="need_organiser_said_yes"
            ),
            models.CheckConstraint(condition=~Q(reason__regex=NUMBER), name="need_offer_without_numbers"),
        ]

    def __str__(self) -> str:
        return str(self.partner)

    @transaction.atomic
    def reply(self, answer: str, reason: str, by: Any, at: datetime | None = None) -> None:
        """The first yes takes it on; a later yes is kept, and whoever gave it sees who was first."""
        self.need._must_be_open()
        self.answer, self.reason = answer, reason
        self.answered_at, self.answered_by_name = at or timezone.now(), by.name
        self.is_organiser = answer == self.Answer.YES
        self.full_clean(exclude=["municipality"])
        self.save()
        record(by, "need.answered", self, changes={"answer": answer}, at=at)
        if self.is_organiser:
            self.need.settle(NeedRequest.Outcome.TAKEN, "", by=by, at=at)
