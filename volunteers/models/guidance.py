"""A volunteer asks for guidance: somebody answers, agrees a time and holds it. What was said is nobody else's (VOL-50)."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.events.models import Event
from foundation.notices.outbox import cancel, notify, occasion
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from foundation.tenancy.settings import setting
from volunteers.deadlines import day_deadline, working_deadline
from volunteers.models.concern import Concern
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer

LENGTH = timedelta(minutes=30)  # what is kept in the calendars for a talk


class GuidanceRequestQuerySet(models.QuerySet):
    def open(self) -> "GuidanceRequestQuerySet":
        return self.filter(held_at=None)

    def unanswered(self) -> "GuidanceRequestQuerySet":
        return self.open().filter(agreed_at=None)

    def with_people(self) -> "GuidanceRequestQuerySet":
        return self.select_related("volunteer__person", "volunteer__workplace", "event", "guide")


class GuidanceRequest(WalledModel):
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="guidance_requests")
    text = models.TextField(_("what it is about"), blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    agreed_at = models.DateTimeField(null=True, blank=True)
    guide = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    event = models.OneToOneField(Event, models.SET_NULL, null=True, blank=True, related_name="+")
    held_at = models.DateTimeField(null=True, blank=True)
    shared_note = models.TextField(_("what we agreed"), max_length=2000, blank=True)  # only if both want it
    # A talk that the contact offers after something difficult (VOL-51)
    offered_at = models.DateTimeField(null=True, blank=True)
    offered_by_name = models.CharField(max_length=200, blank=True)
    concern = models.ForeignKey(Concern, models.SET_NULL, null=True, blank=True, related_name="reflections")

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }
    objects = GuidanceRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish for guidance")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "volunteer"],
                condition=Q(held_at__isnull=True),
                name="guidance_open_once",
                violation_error_message=_("You have already asked. Somebody will be in touch with you."),
            )
        ]

    def __str__(self) -> str:
        return str(self.volunteer)

    @property
    def is_open(self) -> bool:
        return self.held_at is None

    @classmethod
    @transaction.atomic
    def ask(cls, volunteer: Volunteer, text: str, by: Any, at: datetime | None = None) -> "GuidanceRequest":
        """Whoever answers at the place today is told, and has a few days to find a time."""
        from volunteers.words import facts

        volunteer.lock()
        if volunteer.guidance_requests.open().exists():
            raise ValidationError(_("You have already asked. Somebody will be in touch with you."))
        at = at or timezone.now()
        request = cls.objects.create(volunteer=volunteer, text=text, asked_at=at)
        due_at = working_deadline(at, setting("guidance_days"))
        step = volunteer.open_step(Step.GUIDANCE, due_at=due_at, at=at, planned_at=None)
        record(by, "guidance.asked", request, about=volunteer.person, at=at)
        today = timezone.localdate(at)
        contact = volunteer.contact(today)
        if contact and contact.pk != by.person.pk:
            fields = facts(volunteer, today) | {"due_day": due_at}
            url = volunteer.get_absolute_url()
            notify(
                contact, "guidance_asked", fields, url=url, key=occasion("guidance", request.pk), about=step
            )
        return request

    @classmethod
    @transaction.atomic
    def offer(
        cls, volunteer: Volunteer, by: Any, concern: Concern | None = None, at: datetime | None = None
    ) -> "GuidanceRequest":
        """After something difficult: the contact offers a talk to reflect. Whoever has asked already gets it as well."""
        volunteer.lock()
        at = at or timezone.now()
        request = volunteer.guidance_requests.open().first() or cls(volunteer=volunteer, asked_at=at)
        if request.offered_at:
            return request  # a double click
        request.offered_at, request.offered_by_name, request.concern = at, by.name, concern
        request.save()
        due_at, note = (
            working_deadline(at, setting("reflection_days")),
            gettext("Offered after something difficult."),
        )
        step = volunteer.open_step(Step.GUIDANCE, due_at=due_at, at=at, note=note)
        record(by, "reflection.offered", request, about=volunteer.person, at=at)
        request._tell_of_the_offer(step, by, at)
        return request

    def _tell_of_the_offer(self, step: Any, by: Any, at: datetime) -> None:
        from volunteers.words import facts

        volunteer = self.volunteer
        fields = facts(volunteer, timezone.localdate(at)) | {"sender": by.person, "due_day": step.due_at}
        url, key = reverse("guidance_request", args=[volunteer.pk]), occasion("reflection", self.pk, at)
        notify(volunteer.person, "reflection_offered", fields, url=url, key=key, about=self, undo_window=True)

    @transaction.atomic
    def undo_offer(self, by: Any) -> None:
        """Nothing was offered after all. What the volunteer had asked for stands."""
        volunteer = self.volunteer
        volunteer.lock()
        if self.offered_at is None:
            raise ValidationError(_("There is nothing to undo."))
        if self.agreed_at or self.held_at:
            raise ValidationError(_("A time is agreed already, so this cannot be undone."))
        cancel(about=self)
        record(by, "reflection.not_offered", self, about=volunteer.person)
        if self.asked_at < self.offered_at:
            self.offered_at, self.offered_by_name, self.concern = None, "", None
            self.save(update_fields=["offered_at", "offered_by_name", "concern"])
            due_at = working_deadline(self.asked_at, setting("guidance_days"))
            volunteer.open_step(Step.GUIDANCE, due_at=due_at, note="")
            return
        for step in volunteer.steps.open().filter(code=Step.GUIDANCE):
            step.drop()
        self.delete()

    @transaction.atomic
    def agree(
        self,
        when: datetime | None = None,
        *,
        by: Any,
        guide: Person | None = None,
        place: str = "",
        at: datetime | None = None,
    ) -> None:
        """One POST: «a time is agreed». When, where and with whom may follow; then both get it in their calendar."""
        volunteer = self.volunteer
        volunteer.lock()
        at = at or timezone.now()
        self.agreed_at, self.guide = self.agreed_at or at, guide or self.guide or by.person
        self.save(update_fields=["agreed_at", "guide"])
        if when:
            self._set_time(when, place, by)
        due_at = self.event.ends_at if self.event else day_deadline(at, 7)
        planned_at = self.event.starts_at if self.event else None
        step = volunteer.open_step(Step.GUIDANCE, due_at=due_at, planned_at=planned_at, at=at)
        cancel(about=step)
        record(by, "guidance.agreed", self, about=volunteer.person, changes={"for": when}, at=at)

    def _set_time(self, when: datetime, place: str, by: Any) -> None:
        """Both get it in their calendar; a moved talk stays the same entry."""
        place = place or self.volunteer.workplace.short
        times = {"starts_at": when, "ends_at": when + LENGTH}
        if self.event:
            self.event.move(by=by, place=place, **times)
            self._change_guide(by)
            return
        workplace = self.volunteer.workplace
        self.event = Event.objects.create(
            kind="guidance", title=gettext("A chat"), workplace=workplace, place=place, **times
        )
        self.save(update_fields=["event"])
        self._change_guide(by)

    def _change_guide(self, by: Any) -> None:
        together = {self.volunteer.person, self.guide}
        for seat in self.event.participations.active().select_related("person"):
            if seat.person not in together:
                self.event.cancel_place(seat.person, by=by)
        for person in together:
            self.event.sign_up(person, by=by)

    @transaction.atomic
    def undo_agreed(self, by: Any) -> None:
        """No time is agreed after all: the wish waits again, with the deadline it had."""
        volunteer = self.volunteer
        volunteer.lock()
        if self.event:
            self.event.cancel(by=by)
        self.agreed_at = self.guide = self.event = None
        self.save(update_fields=["agreed_at", "guide", "event"])
        due_at = working_deadline(self.asked_at, setting("guidance_days"))
        volunteer.open_step(Step.GUIDANCE, due_at=due_at, planned_at=None)
        record(by, "guidance.not_agreed", self, about=volunteer.person)

    @transaction.atomic
    def hold(self, by: Any, at: datetime | None = None) -> None:
        """It was held; what was said is nobody else's."""
        self.volunteer.lock()
        self.refresh_from_db(fields=["held_at"])
        if self.held_at:
            return  # a double click
        self.held_at = at or timezone.now()
        self.guide = self.guide or by.person
        self.save(update_fields=["held_at", "guide"])
        self.volunteer.finish_step(Step.GUIDANCE, by=by, at=self.held_at)

    @transaction.atomic
    def note(self, text: str, by: Any) -> None:
        """What both want to have written, for both to read."""
        self.shared_note = text
        self.save(update_fields=["shared_note"])
        record(by, "guidance.noted", self, about=self.volunteer.person)

    @transaction.atomic
    def undo_held(self, by: Any) -> None:
        self.volunteer.lock()
        self.held_at = None
        self.save(update_fields=["held_at"])
        self.volunteer.reopen_step(Step.GUIDANCE, by)
