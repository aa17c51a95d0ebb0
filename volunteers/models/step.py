"""The nine steps of the care wheel (VOL-01). History is never overwritten: a repeated step is a new row."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.grants import roles_of
from foundation.audit.models import record
from foundation.notices.outbox import cancel
from foundation.people.models import Person
from foundation.tenancy.elements import in_use
from foundation.tenancy.models import WalledModel
from volunteers.definitions import checklist_of, title_lazy
from volunteers.models.volunteer import Volunteer


class Step(models.TextChoices):
    RECRUITMENT = "recruitment", title_lazy("recruitment", _("Recruitment"))
    INTERESTED = "interested", title_lazy("interested", _("Interested"))
    FIRST_MEETING = "first_meeting", title_lazy("first_meeting", _("First meeting"))
    FIRST_ASSIGNMENT = "first_assignment", title_lazy("first_assignment", _("First assignment"))
    FOLLOW_UP = "follow_up", title_lazy("follow_up", _("Follow-up call"))
    TRAINING = "training", title_lazy("training", _("Training"))
    GATHERING = "gathering", title_lazy("gathering", _("Gathering"))
    GUIDANCE = "guidance", title_lazy("guidance", _("Guidance"))
    ENDING = "ending", title_lazy("ending", _("Ending"))


#: Come round again for as long as the volunteer is here: nobody waits for them, so they are never late.
SEASONAL = (Step.TRAINING, Step.GATHERING)
ORDER = {code: number for number, code in enumerate(Step.values, start=1)}


def late(now: datetime) -> Q:
    """Of an open step: somebody waits for it, and it should have been done."""
    return Q(due_at__lt=now) & ~Q(code__in=SEASONAL)


class CareStepQuerySet(models.QuerySet):
    def open(self) -> "CareStepQuerySet":
        return self.filter(done_at=None, dropped_at=None)

    def done(self) -> "CareStepQuerySet":
        return self.filter(done_at__isnull=False)

    def overdue(self, now: datetime) -> "CareStepQuerySet":
        return self.open().filter(late(now))

    def of_ongoing(self) -> "CareStepQuerySet":
        """Steps of volunteers whom we still owe something. Where no courses are in use, nobody is asked to find one."""
        found = self.filter(volunteer__closed_on=None)
        return found if in_use("courses") else found.exclude(code=Step.TRAINING)

    def awake(self, today: date) -> "CareStepQuerySet":
        """Without what can wait while the volunteer has a pause: a wish for guidance and an ending cannot."""
        from volunteers.models.pause import Pause

        paused = Exists(Pause.objects.current(today).filter(volunteer=OuterRef("volunteer")))
        return self.filter(~paused | Q(code__in=(Step.GUIDANCE, Step.ENDING)))

    def with_people(self) -> "CareStepQuerySet":
        return self.select_related("volunteer__person", "volunteer__workplace", "responsible")


class CareStep(WalledModel):
    """One step of one volunteer: when it was opened, when it is due, when it happens, and who did it."""

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="steps")
    code = models.CharField(max_length=20, choices=Step.choices)
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(null=True, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    responsible = models.ForeignKey(  # empty: whoever answers for the workplace today
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_name = models.CharField(max_length=200, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)  # not relevant after all
    note = models.CharField(max_length=500, blank=True)
    ticks = models.JSONField(default=list)  # {text, at, by} of the points that were gone through
    title = models.CharField(max_length=40, blank=True)  # as it was called when it was done
    checklist = models.JSONField(default=list)  # as it stood when it was done

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }
    objects = CareStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        ordering = ["opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "volunteer", "code"],
                condition=Q(done_at__isnull=True, dropped_at__isnull=True),
                name="step_open_once",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dropped_at__isnull=True), name="step_done_or_dropped"
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "due_at"],
                condition=Q(done_at__isnull=True, dropped_at__isnull=True),
                name="step_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}: {self.get_code_display()}"

    @property
    def number(self) -> int:
        return ORDER[self.code]

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped_at is None

    @property
    def is_seasonal(self) -> bool:
        return self.code in SEASONAL

    def is_past_due(self, now: datetime) -> bool:
        return self.is_open and self.due_at is not None and self.due_at < now

    def is_late(self, now: datetime) -> bool:
        """Somebody waits for it, and it should have been done."""
        return self.is_past_due(now) and not self.is_seasonal

    def owner(self, today: date) -> Person | None:
        """Nobody is forgotten: an open step always belongs to somebody who is still here. As `Desk` says it."""
        if self.responsible and any(self._is_at(*held) for held in roles_of(self.responsible, today)):
            return self.responsible
        return self.volunteer.contact(today)

    def _is_at(self, role: str, scope: Any) -> bool:
        """A role in which one looks after this volunteer."""
        if role == "network_coordinator":
            return True
        return role in ("volunteer_contact", "deputy_contact") and scope == self.volunteer.workplace

    def finish(self, by: Any, at: datetime | None = None, note: str = "") -> None:
        self.done_at, self.done_by_name = at or timezone.now(), by.name if by else ""
        self.note = note or self.note
        self.title = str(self.get_code_display())
        self.checklist = checklist_of(self.code, self.volunteer.workplace_id)
        self.save(update_fields=["done_at", "done_by_name", "note", "title", "checklist"])
        cancel(about=self)  # no reminder of what is done
        record(by, f"step.{self.code}.done", self, about=self.volunteer.person, changes={"note": note}, at=at)

    @property
    def lines(self) -> list[str]:
        """What is easily forgotten: as it stands now, or as it stood when the step was done."""
        return self.checklist if self.done_at else checklist_of(self.code, self.volunteer.workplace_id)

    @property
    def called(self) -> str:
        return self.title or str(self.get_code_display())

    @transaction.atomic
    def write_down(
        self, by: Any, note: str, responsible: Person | None, due_at: datetime | None, ticked: list[str]
    ) -> None:
        """Note, who does it, by when, and the points that were gone through; each keeps who and when."""
        had = {tick["text"]: tick for tick in self.ticks}
        fresh = {"at": timezone.now().isoformat(), "by": by.name}
        self.ticks = [had.get(text) or {"text": text} | fresh for text in ticked]
        if due_at != self.due_at:
            cancel(about=self)  # another day is another promise
        self.note, self.responsible, self.due_at = note, responsible, due_at
        self.save(update_fields=["note", "responsible", "due_at", "ticks"])
        changes = {"note": note, "responsible": responsible.name if responsible else "", "due_at": due_at}
        record(by, f"step.{self.code}.written", self, about=self.volunteer.person, changes=changes)

    def drop(self, at: datetime | None = None) -> None:
        self.dropped_at = at or timezone.now()
        self.save(update_fields=["dropped_at"])
        cancel(about=self)

    @transaction.atomic
    def take_over(self, by: Any, due_at: datetime, at: datetime | None = None) -> None:
        """Somebody else does it: the deputy or the network coordinator, with a new promise of when."""
        former = self.owner(timezone.localdate(at))
        self.responsible, self.due_at = by.person, due_at
        self.save(update_fields=["responsible", "due_at"])
        cancel(about=self)
        changes = {"from": former.name if former else "", "due_at": due_at}
        record(by, f"step.{self.code}.taken_over", self, about=self.volunteer.person, changes=changes, at=at)

    @transaction.atomic
    def reopen(self, by: Any) -> None:
        """Undo: the deed did not happen. What it opened of the same kind is dropped; the log keeps both."""
        for newer in self.volunteer.steps.open().filter(code=self.code).exclude(pk=self.pk):
            newer.drop()
        self.done_at, self.done_by_name = None, ""
        self.save(update_fields=["done_at", "done_by_name"])
        record(by, f"step.{self.code}.reopened", self, about=self.volunteer.person)
