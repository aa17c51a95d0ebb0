"""Somebody interested is handed on: to another place here, or with their consent to a partner outside."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import Entry, record
from foundation.notices.models import Notice
from foundation.notices.outbox import Address, cancel, notify
from foundation.people.models import Partner, Workplace
from foundation.tenancy.models import WalledModel
from volunteers.models.enquiry import Enquiry
from volunteers.models.volunteer import Volunteer
from volunteers.words import facts

TO_PARTNER, TO_PERSON = "enquiry_to_partner", "enquiry_referred"


class Referral(WalledModel):
    """One handing on, from the side that let go: where to, and with whose consent. The row stays on both sides."""

    class How(models.TextChoices):
        PHONE = "phone", _("on the phone")
        IN_PERSON = "in_person", _("face to face")
        WRITING = "writing", _("in writing")

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="referrals")
    from_workplace = models.ForeignKey(Workplace, models.SET_NULL, null=True, blank=True, related_name="+")
    to_workplace = models.ForeignKey(Workplace, models.CASCADE, null=True, blank=True, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="+")
    consent_on = models.DateField(_("consent given on"), null=True, blank=True)
    consent_how = models.CharField(_("consent given"), max_length=10, choices=How.choices, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by_name = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True, blank=True)

    places = {
        "workplace": "from_workplace",
        "sector": "from_workplace__sector",
        "person": "enquiry__volunteer__person",
    }

    class Meta:
        verbose_name = _("handing on")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_workplace__isnull=False, partner__isnull=True)
                | Q(to_workplace__isnull=True, partner__isnull=False),
                name="referral_to_one",
            ),
            models.CheckConstraint(
                condition=Q(partner__isnull=True) | Q(consent_on__isnull=False) & ~Q(consent_how=""),
                name="referral_outside_with_consent",
                violation_error_message=_("Nobody is shown on outside the municipality without saying yes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry}: {self.to}"

    @property
    def to(self) -> Workplace | Partner:
        return self.to_workplace or self.partner

    @property
    def volunteer(self) -> Volunteer:
        return self.enquiry.volunteer

    @transaction.atomic
    def hand_on(self, by: Any, at: datetime | None = None) -> "Referral":
        """To another place here: whoever answers there is told, and so is the person. What was promised still stands."""
        self.from_workplace = self.volunteer.workplace
        self.enquiry.hand_on(self.to_workplace, by=by, at=at)
        self._keep(by, at)
        self._tell_person("enquiry_moved", {})
        return self

    @transaction.atomic
    def refer(self, by: Any, at: datetime | None = None) -> "Referral":
        """To a partner outside, who gets name and number two minutes later; then we owe them nothing more."""
        volunteer = self.volunteer
        volunteer.lock()
        at = at or timezone.now()  # what is closed from now on is opened by `undo`
        self.from_workplace = volunteer.workplace
        record(
            by, "enquiry.referred", self.enquiry, about=volunteer.person, changes={"to": str(self.to)}, at=at
        )
        volunteer.close(Volunteer.Closed.REFERRED, on=timezone.localdate(at))
        self._keep(by, at)
        self._tell_person(TO_PERSON, {"partner": self.partner})
        self._tell_partner(by)
        return self

    def _keep(self, by: Any, at: datetime | None) -> None:
        self.made_at, self.made_by_name = at or timezone.now(), by.name
        self.save(force_insert=True)

    def _tell_person(self, kind: str, more: dict[str, Any]) -> None:
        fields = (
            facts(self.volunteer, timezone.localdate(self.made_at)) | {"due_day": self.enquiry.due_at} | more
        )
        notify(self.volunteer.person, kind, fields, key=f"referral:{self.pk}", about=self, undo_window=True)

    def _tell_partner(self, by: Any) -> None:
        if not self.partner.email:
            return
        to = Address(self.partner.contact_name or self.partner.name, self.partner.email)
        person = self.volunteer.person
        reached = " / ".join(filter(None, [person.phone.as_national if person.phone else "", person.email]))
        fields = {"person": {"name": person.name, "reached": reached}, "contact": by.person}
        notify(to, TO_PARTNER, fields, key=f"referral:{self.pk}", about=self, undo_window=True)

    # The way back

    @property
    def has_left(self) -> bool:
        """The partner has the name already."""
        return Notice.objects.of(self).filter(kind=TO_PARTNER, state=Notice.State.SENT).exists()

    @property
    def is_acted_on(self) -> bool:
        """Somebody has done something with this person since, in the words of the log."""
        since = Entry.objects.filter(about_id=self.volunteer.person_id, is_read=False, at__gt=self.made_at)
        return since.exists()

    @transaction.atomic
    def undo(self, by: Any) -> None:
        """Back as it was, while nobody has acted on it."""
        row = Referral.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if row.undone_at:
            raise ValidationError(_("There is nothing to undo."))
        if self.has_left or self.is_acted_on:
            raise ValidationError(
                _("%(to)s has begun already, so this cannot be undone. Call them."),
                params={"to": str(self.to)},
            )
        cancel(about=self)
        if self.partner:
            self._reopen(by)
        elif self.from_workplace:
            self.enquiry.hand_on(self.from_workplace, by=by)
        else:
            self._placeless(by)
        self.undone_at = timezone.now()
        self.save(update_fields=["undone_at"])

    def _reopen(self, by: Any) -> None:
        volunteer = self.volunteer
        dropped_on = volunteer.steps.filter(dropped_at__gte=self.made_at).exclude(dropped_at=None)
        volunteer.closed_on, volunteer.closed_as = None, ""
        volunteer.save(update_fields=["closed_on", "closed_as"])
        dropped_on.update(dropped_at=None)
        record(by, "enquiry.not_referred", self.enquiry, about=volunteer.person)

    def _placeless(self, by: Any) -> None:
        volunteer = self.volunteer
        volunteer.workplace = None
        volunteer.save(update_fields=["workplace"])
        changes = {"from": self.to_workplace.name, "to": ""}
        record(by, "enquiry.handed_on", self.enquiry, about=volunteer.person, changes=changes)
