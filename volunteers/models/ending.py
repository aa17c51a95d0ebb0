"""The ending, begun by either, with thanks before the door closes (VOL-55, VOL-56, VOL-57)."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.documents.models import Document
from foundation.notices.outbox import notify
from foundation.tenancy.models import WalledModel
from volunteers.deadlines import closing
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer


class Ending(WalledModel):
    class Initiator(models.TextChoices):
        VOLUNTEER = "volunteer", _("the volunteer")
        WORKPLACE = "workplace", _("the workplace")

    class Reason(models.TextChoices):
        MOVING = "moving", _("is moving")
        HEALTH = "health", _("health or energy")
        TIME = "time", _("too little time")
        OTHER_WORK = "other_work", _("studies or work")
        TASK_ENDED = "task_ended", _("the task came to an end")
        NOT_A_FIT = "not_a_fit", _("did not become what we hoped")
        OTHER = "other", _("something else")

    volunteer = models.OneToOneField(Volunteer, models.CASCADE, related_name="ending")
    initiated_by = models.CharField(max_length=10, choices=Initiator.choices)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    reason_text = models.CharField(_("in your own words"), max_length=500, blank=True)
    last_day = models.DateField(_("last day"))
    may_ask_again = models.BooleanField(_("may we ask again later?"), null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    # Thanks, for short and long service alike
    closing_letter = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")
    reference_letter = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")
    reference_declined = models.BooleanField(_("does not want a reference letter"), default=False)
    gift = models.CharField(_("personal gift or attention"), max_length=200, blank=True)
    thanked_on = models.DateField(_("thanked on"), null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }

    class Meta:
        verbose_name = _("ending")
        ordering = ["last_day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(completed_at__isnull=True)
                | Q(thanked_on__isnull=False, closing_letter__isnull=False)
                & (Q(reference_letter__isnull=False) | Q(reference_declined=True)),
                name="ending_thanks_before_closing",
                violation_error_message=_(
                    "The thanks remain. Write a letter or note the gift, then you can finish."
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.volunteer)

    @classmethod
    @transaction.atomic
    def start(
        cls,
        volunteer: Volunteer,
        initiated_by: str,
        last_day: date,
        by: Any,
        reason: str = "",
        reason_text: str = "",
        at: datetime | None = None,
    ) -> "Ending":
        """Begin the ending. The contact is told when it was the volunteer who began it."""
        from volunteers.words import facts

        ending = cls.objects.create(
            volunteer=volunteer,
            initiated_by=initiated_by,
            last_day=last_day,
            reason=reason,
            reason_text=reason_text,
            started_at=at or timezone.now(),
        )
        step = volunteer.open_step(Step.ENDING, due_at=closing(last_day), at=at)
        record(by, "ending.started", ending, about=volunteer.person, changes={"last_day": last_day}, at=at)
        contact = volunteer.contact(timezone.localdate(at))
        if initiated_by == cls.Initiator.VOLUNTEER and contact:
            fields = facts(volunteer, timezone.localdate(at)) | {"day": last_day}
            url = volunteer.get_absolute_url()
            notify(contact, "ending_started", fields, url=url, key=f"ending:{ending.pk}", about=step)
        return ending

    @property
    def missing(self) -> list[str]:
        """What remains before it can be completed, each a short sentence."""
        remains = []
        if self.thanked_on is None:
            remains.append(_("Thank, and note how."))
        if self.closing_letter_id is None:
            remains.append(_("Write the closing letter."))
        if self.reference_letter_id is None and not self.reference_declined:
            remains.append(_("Offer a reference letter."))
        return remains

    @transaction.atomic
    def complete(self, by: Any, at: datetime | None = None) -> None:
        """Close with thanks; refused while something remains."""
        if self.missing:
            raise ValidationError(
                _("The thanks remain. Write a letter or note the gift, then you can finish.")
            )
        self.completed_at = at or timezone.now()
        self.save(update_fields=["completed_at"])
        volunteer = self.volunteer
        volunteer.finish_step(Step.ENDING, by=by, at=at)
        record(by, "ending.completed", self, about=volunteer.person, at=at)
        volunteer.close(Volunteer.Closed.ENDED, self.last_day)
