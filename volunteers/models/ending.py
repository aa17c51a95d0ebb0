"""The ending, begun by either, with thanks before the door closes (VOL-55, VOL-56, VOL-57)."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.documents.issuing import issue
from foundation.documents.models import Document
from foundation.notices.outbox import cancel, notify, occasion
from foundation.tenancy.models import WalledModel
from volunteers.deadlines import closing, opening, working_deadline
from volunteers.models.ending_told import ToldOfEnding, Way
from volunteers.models.letter import ReferenceLetter, letters_url
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer

REMAINS = _("The thanks remain. Write a letter or note the gift, then you can finish.")


class Ending(ToldOfEnding, WalledModel):
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
    no_gift = models.BooleanField(_("no gift this time"), default=False)
    thanked_on = models.DateField(_("thanked on"), null=True, blank=True)
    # Who else knows, and since when; nobody's name but that of the one who told
    recipients_told_on = models.DateField(null=True, blank=True)
    recipients_told_by_name = models.CharField(max_length=200, blank=True)
    organisation_told_on = models.DateField(null=True, blank=True)
    organisation_told_by_name = models.CharField(max_length=200, blank=True)
    organisation_told_by = models.CharField(max_length=6, choices=Way.choices, blank=True)
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
                & (Q(reference_letter__isnull=False) | Q(reference_declined=True))
                & (~Q(gift="") | Q(no_gift=True)),
                name="ending_thanks_before_closing",
                violation_error_message=REMAINS,
            )
        ]

    def __str__(self) -> str:
        return str(self.volunteer)

    @property
    def is_completed(self) -> bool:
        return self.completed_at is not None

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
        may_ask_again: bool | None = None,
        at: datetime | None = None,
    ) -> "Ending":
        """Begin the ending. The contact is told when the volunteer says it themself."""
        volunteer.lock()
        if cls.objects.filter(volunteer=volunteer).exists():
            raise ValidationError(_("The ending has already begun."))
        ending = cls.objects.create(
            volunteer=volunteer,
            initiated_by=initiated_by,
            last_day=last_day,
            reason=reason,
            reason_text=reason_text,
            may_ask_again=may_ask_again,
            started_at=at or timezone.now(),
        )
        volunteer.open_step(Step.ENDING, due_at=_by(last_day, ending.started_at), at=at)
        record(by, "ending.started", ending, about=volunteer.person, changes={"last_day": last_day}, at=at)
        if by.person.pk == volunteer.person_id:
            ending._tell_contact(timezone.localdate(at))
        return ending

    def _tell_contact(self, today: date) -> None:
        from volunteers.words import facts

        volunteer = self.volunteer
        if contact := volunteer.contact(today):
            fields = facts(volunteer, today) | {"day": self.last_day}
            url, key = volunteer.get_absolute_url(), occasion("ending", self.pk)
            notify(contact, "ending_started", fields, url=url, key=key, about=volunteer.step(Step.ENDING))

    @transaction.atomic
    def change(self, by: Any, **fields: Any) -> None:
        """Another last day, reason or wish. The former values stay in the log."""
        self.volunteer.lock()
        before = {name: getattr(self, name) for name in fields}
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        self.volunteer.open_step(Step.ENDING, due_at=_by(self.last_day, timezone.now()))
        changed = {
            name: [str(before[name]), str(value)] for name, value in fields.items() if before[name] != value
        }
        record(by, "ending.changed", self, about=self.volunteer.person, changes=changed)

    @transaction.atomic
    def regret(self, by: Any) -> None:
        """They go on together. The log keeps that it was begun."""
        volunteer = self.volunteer
        volunteer.lock()
        for step in volunteer.steps.open().filter(code=Step.ENDING):
            step.drop()
        record(by, "ending.regretted", self, about=volunteer.person, changes={"last_day": self.last_day})
        if self.closing_letter:
            self.closing_letter.revoke(by, str(_("They go on together.")))
        self.delete()

    # Thanks

    @property
    def missing(self) -> list[str | Promise]:
        """What remains before it can be completed, each a short sentence."""
        remains: list[str | Promise] = []
        if self.thanked_on is None:
            remains.append(_("Thank, and note how."))
        elif not self.gift and not self.no_gift:
            remains.append(_("Note the gift, or that there was none."))
        if self.closing_letter_id is None:
            remains.append(_("Write the closing letter."))
        if self.reference_letter_id is None and not self.reference_declined:
            remains.append(_("Offer a reference letter."))
        return remains

    @transaction.atomic
    def thank(self, by: Any, gift: str = "", on: date | None = None, no_gift: bool = False) -> None:
        """One POST: «thanked». How, or that there was no gift, may be written afterwards."""
        self.volunteer.lock()
        self.thanked_on = on or self.thanked_on or timezone.localdate()
        self.gift = gift or self.gift
        self.no_gift = no_gift and not gift or self.no_gift and not self.gift
        self.save(update_fields=["thanked_on", "gift", "no_gift"])
        record(by, "ending.thanked", self, about=self.volunteer.person, changes={"on": self.thanked_on})

    @transaction.atomic
    def undo_thanks(self, by: Any) -> None:
        self.volunteer.lock()
        self.thanked_on = None
        self.save(update_fields=["thanked_on"])
        record(by, "ending.not_thanked", self, about=self.volunteer.person)

    @transaction.atomic
    def write_letter(self, fields: dict[str, Any], by: Any, at: datetime | None = None) -> Document:
        """The closing letter, in the contact's words. Writing it again takes the former one back."""
        volunteer, former = self.volunteer, self.closing_letter
        volunteer.lock()
        self.closing_letter = issue(
            "closing_letter",
            volunteer.person,
            fields,
            by=by,
            about=self,
            workplace=volunteer.workplace,
            at=at,
        )
        self.save(update_fields=["closing_letter"])
        if former:
            former.revoke(by, str(_("A newer one has taken its place.")), at=at)
        record(by, "ending.letter_written", self, about=volunteer.person, at=at)
        return self.closing_letter

    @transaction.atomic
    def attach_reference(self, letter: ReferenceLetter, by: Any) -> None:
        self.reference_letter, self.reference_declined = letter.document, False
        self.save(update_fields=["reference_letter", "reference_declined"])
        record(by, "ending.reference_attached", self, about=self.volunteer.person)

    @transaction.atomic
    def decline_reference(self, by: Any) -> None:
        """Offered, and «no, thank you». It can be asked for later."""
        self.volunteer.lock()
        self.reference_declined = True
        self.save(update_fields=["reference_declined"])
        record(by, "ending.reference_declined", self, about=self.volunteer.person)

    @transaction.atomic
    def undo_declined(self, by: Any) -> None:
        self.volunteer.lock()
        self.reference_declined = False
        self.save(update_fields=["reference_declined"])
        record(by, "ending.reference_not_declined", self, about=self.volunteer.person)

    # The last day

    @transaction.atomic
    def complete(self, by: Any, at: datetime | None = None) -> None:
        """Close with thanks; refused while something remains. What was planned for later is called off."""
        volunteer = self.volunteer
        volunteer.lock()
        if self.missing:
            raise ValidationError(REMAINS)
        self.completed_at = at or timezone.now()
        self.save(update_fields=["completed_at"])
        self._clear_the_table(by, self.completed_at)
        volunteer.finish_step(Step.ENDING, by=by, at=at)
        record(by, "ending.completed", self, about=volunteer.person, at=at)
        volunteer.close(Volunteer.Closed.ENDED, self.last_day)
        self._say_thanks()

    def _clear_the_table(self, by: Any, at: datetime) -> None:
        volunteer = self.volunteer
        for first in volunteer.first_assignments.planned().with_people():
            first.call_off(by)
        for wish in volunteer.guidance_requests.open().filter(event__starts_at__gt=at):
            cancel(about=wish.event)
            wish.event.cancel(by=by)
        for pause in volunteer.pauses.current(timezone.localdate(at)):
            pause.end(by, at=at)
        for agreement in volunteer.agreements.running():
            agreement.terminate(by, on=self.last_day)

    def _say_thanks(self) -> None:
        """The letters reach the volunteer in the morning of the last day, or at once when it has been."""
        from volunteers.words import facts

        volunteer = self.volunteer
        fields = facts(volunteer, timezone.localdate(self.completed_at)) | {"start_on": volunteer.started_on}
        due_at = max(self.completed_at, opening(self.last_day))
        key = occasion("thanks", self.pk)
        notify(
            volunteer.person,
            "ending_thanks",
            fields,
            url=letters_url(volunteer),
            key=key,
            about=self,
            due_at=due_at,
        )


def _by(last_day: date, told_at: datetime) -> datetime:
    """The last day; whoever says it on that very evening, or afterwards, leaves the next working day for thanks."""
    due_at = closing(last_day)
    return due_at if told_at < due_at else working_deadline(told_at, 1)
