"""The reference letter: asked for at any time, written and approved by the contact (VOL-57)."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.links import make_link
from foundation.audit.models import record
from foundation.documents.issuing import issue
from foundation.documents.models import Document
from foundation.notices.outbox import cancel, notify, occasion
from foundation.tenancy.models import WalledModel
from foundation.tenancy.settings import setting
from volunteers.deadlines import working_deadline
from volunteers.models.volunteer import Volunteer


class ReferenceLetterQuerySet(models.QuerySet):
    def waiting(self) -> "ReferenceLetterQuerySet":
        """Asked for and not written yet, by volunteers old and new."""
        return self.filter(approved_at=None)

    def approved(self) -> "ReferenceLetterQuerySet":
        return self.filter(approved_at__isnull=False, document__revoked_at=None)

    def with_people(self) -> "ReferenceLetterQuerySet":
        return self.select_related("volunteer__person", "volunteer__workplace", "document")


class ReferenceLetter(WalledModel):
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="reference_letters")
    wish = models.CharField(_("what it is for"), max_length=300, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, blank=True)
    asked_by_volunteer = models.BooleanField(default=False)
    document = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by_name = models.CharField(max_length=200, blank=True)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }
    objects = ReferenceLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("reference letter")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "volunteer"],
                condition=Q(approved_at__isnull=True),
                name="reference_letter_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, document__isnull=True)
                | Q(approved_at__isnull=False, document__isnull=False),
                name="reference_letter_approved_has_document",
            ),
        ]

    def __str__(self) -> str:
        return str(self.volunteer)

    @classmethod
    @transaction.atomic
    def ask(
        cls, volunteer: Volunteer, by: Any, wish: str = "", at: datetime | None = None
    ) -> "ReferenceLetter":
        """The volunteer asks, also long after the ending. Asking twice is asking once."""
        at = at or timezone.now()
        due_at = working_deadline(at, setting("letter_days"))
        defaults = {"wish": wish, "asked_at": at, "due_at": due_at, "asked_by_volunteer": True}
        letter, made = cls.objects.get_or_create(volunteer=volunteer, approved_at=None, defaults=defaults)
        if made:
            record(by, "reference_letter.asked", letter, about=volunteer.person, at=at)
            letter._tell_contact(timezone.localdate(at))
        return letter

    def _tell_contact(self, today: date) -> None:
        from django.urls import reverse

        from volunteers.words import facts

        if contact := self.volunteer.contact(today):
            fields = facts(self.volunteer, today) | {"due_day": self.due_at}
            url = reverse("reference_letter", args=[self.volunteer.pk])
            notify(
                contact,
                "reference_letter_asked",
                fields,
                url=url,
                key=occasion("letter", self.pk),
                about=self,
            )

    @classmethod
    @transaction.atomic
    def write(
        cls, volunteer: Volunteer, fields: dict[str, Any], by: Any, at: datetime | None = None
    ) -> "ReferenceLetter":
        """The contact approves the text: it is issued in their name and signed by them. A former one no longer counts."""
        at = at or timezone.now()
        letter = volunteer.reference_letters.waiting().first() or cls(volunteer=volunteer, asked_at=at)
        for former in volunteer.reference_letters.approved().select_related("document"):
            former.document.revoke(by, str(_("A newer one has taken its place.")), at=at)
        letter.document = issue(
            "reference_letter",
            volunteer.person,
            fields,
            by=by,
            about=volunteer,
            workplace=volunteer.workplace,
            signers={"contact": by.person},
            at=at,
        )
        letter.document.sign("contact", by.person, "login", by=by, at=at)
        letter.approved_at, letter.approved_by_name = at, by.name
        letter.save()
        cancel(about=letter)
        record(by, "reference_letter.approved", letter, about=volunteer.person, at=at)
        if letter.asked_by_volunteer:
            letter._tell_volunteer(at)
        return letter

    def _tell_volunteer(self, at: datetime) -> None:
        from volunteers.words import facts

        volunteer = self.volunteer
        fields = facts(volunteer, timezone.localdate(at))
        url = letters_url(volunteer)
        notify(
            volunteer.person,
            "reference_letter_ready",
            fields,
            url=url,
            key=occasion("ready", self.pk),
            about=self,
        )


def letters_url(volunteer: Volunteer, days: int = 180) -> str:
    """A secret address that opens the volunteer's letters, also for somebody who never logs in."""
    from django.urls import reverse

    secret = make_link("letters", volunteer.person, about=volunteer, days=days)
    return reverse("letters", args=[secret])
