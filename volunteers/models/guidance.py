"""A volunteer asks for guidance (VOL-50)."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.notices.outbox import notify
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from foundation.tenancy.settings import setting
from volunteers.deadlines import working_deadline
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer


class GuidanceRequest(WalledModel):
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="guidance_requests")
    text = models.TextField(_("what it is about"), blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    guide = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    agreed_for = models.DateTimeField(_("agreed time"), null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)

    places = {"workplace": "volunteer__workplace", "person": "volunteer__person"}

    class Meta:
        verbose_name = _("wish for guidance")
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return str(self.volunteer)

    @classmethod
    @transaction.atomic
    def ask(cls, volunteer: Volunteer, text: str, by: Any, at: datetime | None = None) -> "GuidanceRequest":
        from volunteers.words import facts

        at = at or timezone.now()
        request = cls.objects.create(volunteer=volunteer, text=text, asked_at=at)
        due_at = working_deadline(at, setting("guidance_days"))
        step = volunteer.open_step(Step.GUIDANCE, due_at=due_at, at=at, note=text[:500])
        record(by, "guidance.asked", request, about=volunteer.person, at=at)
        today = timezone.localdate(at)
        contact = volunteer.contact(today)
        if contact:
            fields = facts(volunteer, today)
            url = volunteer.get_absolute_url()
            notify(contact, "guidance_asked", fields, url=url, key=f"guidance:{request.pk}", about=step)
        return request

    @transaction.atomic
    def agree(self, when: datetime, by: Any) -> None:
        """A time is agreed; the step waits for that day."""
        self.agreed_for, self.guide = when, by.person
        self.save(update_fields=["agreed_for", "guide"])
        self.volunteer.open_step(Step.GUIDANCE, due_at=when, planned_at=when)
        record(by, "guidance.agreed", self, about=self.volunteer.person, changes={"for": when})

    @transaction.atomic
    def hold(self, by: Any, at: datetime | None = None) -> None:
        """It was held; what was said is nobody else's."""
        self.held_at = at or timezone.now()
        self.save(update_fields=["held_at"])
        self.volunteer.finish_step(Step.GUIDANCE, by=by, at=at)
