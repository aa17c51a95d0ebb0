"""What chafes, or pleases: told to the contact, with a name or without, and answered by a day (VOL-53, VOL-54)."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.notices.outbox import cancel, notify, occasion
from foundation.pages.addresses import address
from foundation.people.models import Workplace
from foundation.tenancy.models import WalledModel
from foundation.tenancy.settings import setting
from volunteers.deadlines import working_deadline
from volunteers.models.volunteer import Volunteer
from volunteers.words import facts


class ConcernQuerySet(models.QuerySet):
    def open(self) -> "ConcernQuerySet":
        return self.filter(answered_at=None)

    def with_people(self) -> "ConcernQuerySet":
        return self.select_related("volunteer__person", "workplace")

    def answered_to_all(self, workplace: Workplace | None) -> "ConcernQuerySet":
        """Answers to what was said without a name: whoever asked finds them among the others at the place."""
        rows = self.filter(volunteer=None, workplace=workplace).exclude(answer="")
        return rows.order_by("-answered_at")


class Concern(WalledModel):
    """Told without a name it is the place's, and nothing here or in the log says whose it was."""

    class Category(models.TextChoices):
        GOOD = "good", _("Something good")
        STEAM = "steam", _("I only need to let off steam")
        RELATIVES = "relatives", _("Relatives, or a conflict in a family")
        BOUNDARIES = "boundaries", _("Unclear boundaries")
        STAFF_TASKS = "staff_tasks", _("I was asked to do what staff do")
        RECEPTION = "reception", _("How I am received")
        STAFF = "staff", _("The relation to somebody who works here")
        VOLUNTEERS = "volunteers", _("The relation to other volunteers")
        TIME = "time", _("It takes too much time")
        DEPENDENCY = "dependency", _("Somebody has come to depend on me")
        GIFTS = "gifts", _("Gifts or money")
        ENDING = "ending", _("I wonder whether to stop")

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, null=True, blank=True, related_name="concerns")
    workplace = models.ForeignKey(Workplace, models.PROTECT, null=True, blank=True, related_name="+")
    category = models.CharField(_("what it is about"), max_length=12, choices=Category.choices)
    text = models.TextField(_("in your own words"), max_length=4000)
    told_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)

    places = {"workplace": "workplace", "sector": "workplace__sector", "person": "volunteer__person"}
    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = _("concern")
        ordering = ["-told_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False), name="concern_answer_has_a_day"
            )
        ]
        indexes = [
            models.Index(
                fields=["municipality", "due_at"], condition=Q(answered_at__isnull=True), name="concern_due"
            )
        ]

    def __str__(self) -> str:
        return f"{self.teller}: {self.get_category_display()}"

    def get_absolute_url(self) -> str:
        return address("concern", self.pk)

    @property
    def teller(self) -> str:
        return self.volunteer.name if self.volunteer else str(_("Somebody who gave no name"))

    @property
    def is_open(self) -> bool:
        return self.answered_at is None

    @classmethod
    @transaction.atomic
    def tell(
        cls,
        volunteer: Volunteer,
        category: str,
        text: str,
        by: Any,
        is_anonymous: bool = False,
        at: datetime | None = None,
    ) -> "Concern":
        """Whoever answers at the place today has some working days."""
        volunteer.lock()
        at = at or timezone.now()
        concern = cls.objects.create(
            volunteer=None if is_anonymous else volunteer,
            workplace=volunteer.workplace,
            category=category,
            text=text,
            told_at=at,
            due_at=working_deadline(at, setting("concern_days")),
        )
        teller = None if is_anonymous else by
        record(teller, "concern.told", concern, about=None if is_anonymous else volunteer.person, at=at)
        concern._tell_those_who_answer(volunteer, by)
        return concern

    def _tell_those_who_answer(self, volunteer: Volunteer, by: Any) -> None:
        """And a receipt to whoever gave their name."""
        fields = facts(volunteer, timezone.localdate(self.told_at)) | {"due_day": self.due_at}
        url, contact = self.get_absolute_url(), fields["contact"]
        if contact and contact.pk != by.person.pk:
            notify(contact, "concern_told", fields, url=url, key=occasion("concern", self.pk), about=self)
        if self.volunteer and contact:
            key = occasion("concern-received", self.pk)
            notify(volunteer.person, "concern_received", fields, url=url, key=key, about=self)

    @transaction.atomic
    def reply(self, text: str, by: Any, at: datetime | None = None) -> None:
        """The first answer stops the clock; writing it again puts it right."""
        self.answer, self.answered_by_name = text, by.name
        self.answered_at = self.answered_at or at or timezone.now()
        self.save(update_fields=["answer", "answered_by_name", "answered_at"])
        cancel(about=self)
        record(by, "concern.answered", self, about=self._person, at=at)
        if self.volunteer:
            fields = facts(self.volunteer, timezone.localdate(at)) | {"sender": by.person}
            key = occasion("concern-answered", self.pk)
            url = self.get_absolute_url()
            notify(self.volunteer.person, "concern_answered", fields, url=url, key=key, about=self)

    @transaction.atomic
    def close(self, by: Any, at: datetime | None = None) -> None:
        """Read, and nothing to answer."""
        self.answered_at, self.answered_by_name = at or timezone.now(), by.name
        self.save(update_fields=["answered_at", "answered_by_name"])
        cancel(about=self)
        record(by, "concern.closed", self, about=self._person, at=at)

    @transaction.atomic
    def reopen(self, by: Any) -> None:
        """Undo of `close`. What has been answered stays so."""
        if self.answer:
            return
        self.answered_at, self.answered_by_name = None, ""
        self.save(update_fields=["answered_at", "answered_by_name"])
        record(by, "concern.reopened", self, about=self._person)

    @property
    def _person(self) -> Any:
        return self.volunteer.person if self.volunteer else None
