"""Answers to somebody interested: the municipality's own words to begin from, and what was sent."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.notices import fields as values
from foundation.notices import letters
from foundation.notices.kinds import FIELD, kind
from foundation.notices.models import Notice
from foundation.notices.outbox import drafts, notify
from foundation.notices.recipients import channels
from foundation.tenancy.models import WalledModel
from volunteers.models.enquiry import Enquiry
from volunteers.words import facts

KIND = "enquiry_reply"
#: What a template may be filled with.
FIELDS = (
    "volunteer.first_name",
    "contact.name",
    "contact.first_name",
    "contact.phone",
    "workplace.name",
    "due_day",
)


def check_fields(text: str) -> None:
    if unknown := sorted(set(FIELD.findall(text)) - set(FIELDS)):
        raise ValidationError(
            _("We do not know %(fields)s. Choose among the fields below."),
            params={"fields": ", ".join(f"{{{name}}}" for name in unknown)},
        )


class ReplyTemplate(WalledModel):
    """One answer in one language. Changed by the municipality it is its own, and is left alone afterwards."""

    code = models.SlugField(max_length=40, blank=True)  # of those the house ships
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    title = models.CharField(_("name of the answer"), max_length=80)
    subject = models.CharField(_("subject"), max_length=120, validators=[check_fields])
    text = models.TextField(_("text"), max_length=2000, validators=[check_fields])
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer to begin from")
        ordering = ["title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code", "language"],
                condition=~models.Q(code=""),
                name="reply_template_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @transaction.atomic
    def keep(self, by: Any) -> "ReplyTemplate":
        self.changed_at = timezone.now()
        self.save()
        record(by, "reply_template.changed", self)
        return self

    @transaction.atomic
    def remove(self, by: Any) -> None:
        record(by, "reply_template.removed", self)
        self.delete()

    def merged(self, enquiry: Enquiry, by: Any) -> dict[str, str]:
        """Subject and text for this person, as whoever answers would write it."""
        known = _merge_values(enquiry, by, self.language)
        return {
            "subject": letters.fill(self.subject, known, self.language),
            "text": letters.fill(self.text, known, self.language).strip(),
        }


def _merge_values(enquiry: Enquiry, by: Any, language: str) -> dict[str, Any]:
    given = facts(enquiry.volunteer, timezone.localdate()) | {"contact": by.person, "due_day": enquiry.due_at}
    return values.plain_values(given, FIELDS, language)


class EnquiryReply(WalledModel):
    """What was answered, kept as it was sent."""

    enquiry = models.ForeignKey(Enquiry, models.CASCADE, related_name="replies")
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("text"), max_length=2000)
    way = models.CharField(max_length=6, choices=Notice.Channel.choices)
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by_name = models.CharField(max_length=200)
    submission = models.UUIDField(default=uuid.uuid4, editable=False)  # of the form: sent twice is sent once

    places = {
        "workplace": "enquiry__volunteer__workplace",
        "sector": "enquiry__volunteer__workplace__sector",
        "person": "enquiry__volunteer__person",
    }

    class Meta:
        verbose_name = _("answer")
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "submission"], name="enquiry_reply_once")
        ]

    def __str__(self) -> str:
        return self.subject

    def send(self, by: Any, at: datetime | None = None) -> bool:
        """The first answer stops the clock. False when the same form was sent before."""
        self.sent_by_name, self.sent_at = by.name, at or timezone.now()
        self.way = way_to(self.enquiry)
        if not self.way:
            raise ValidationError(_("No message reaches this person. Call instead."))
        try:
            with transaction.atomic():
                self.save(force_insert=True)
                self._go(by)
        except IntegrityError:
            return False
        return True

    def _go(self, by: Any) -> None:
        person = self.enquiry.volunteer.person
        self.enquiry.answer(by=by, at=self.sent_at)
        record(by, "enquiry.replied", self.enquiry, about=person, at=self.sent_at)
        notify(person, KIND, self.fields(by), key=f"{KIND}:{self.pk}", about=self)

    def fields(self, by: Any) -> dict[str, Any]:
        given = facts(self.enquiry.volunteer, timezone.localdate(self.sent_at))
        return given | {"contact": by.person, "message": {"subject": self.subject, "text": self.text}}

    def letter(self, by: Any) -> letters.Letter:
        """As it would arrive, unsent."""
        person = self.enquiry.volunteer.person
        [draft] = drafts(person, KIND, self.fields(by), "", key="preview", due_at=timezone.now())
        return draft.letter()


def way_to(enquiry: Enquiry) -> str:
    return next(iter(channels(enquiry.volunteer.person, kind(KIND))), "")
