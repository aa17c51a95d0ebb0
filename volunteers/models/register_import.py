"""A register that somebody brings: the rows as they stood, what becomes of each, and the way back."""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import Entry, record
from foundation.notices.outbox import silent
from foundation.pages.addresses import address
from foundation.people.models import Person, Workplace
from foundation.tenancy.models import WalledModel
from volunteers.models.enquiry import Enquiry
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer

BEFORE_ACTIVE = (Step.RECRUITMENT, Step.INTERESTED, Step.FIRST_MEETING, Step.FIRST_ASSIGNMENT)


class RegisterImport(WalledModel):
    class State(models.TextChoices):
        LOOKED_AT = "looked_at", _("looked at, nothing is brought in")
        RUNNING = "running", _("on its way in")
        DONE = "done", _("brought in")
        UNDONE = "undone", _("taken back")

    class Stand(models.TextChoices):
        ACTIVE = "active", _("They are volunteers already")
        INTERESTED = "interested", _("They have asked, and wait for an answer")

    file_name = models.CharField(max_length=200)
    workplace = models.ForeignKey(Workplace, models.CASCADE, related_name="+")
    stand = models.CharField(max_length=10, choices=Stand.choices, default=Stand.ACTIVE)
    head = models.JSONField(default=list)
    columns = models.JSONField(default=dict)  # field -> number of the column
    state = models.CharField(max_length=9, choices=State.choices, default=State.LOOKED_AT)
    brought_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    brought_by_name = models.CharField(max_length=200)
    looked_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    places = {"workplace": "workplace", "sector": "workplace__sector"}

    class Meta:
        verbose_name = _("register brought in")
        ordering = ["-looked_at", "-id"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return address("register_import", self.pk)

    @property
    def is_open(self) -> bool:
        return self.state == self.State.LOOKED_AT

    @transaction.atomic
    def keep(self, rows: list[list[str]], by: Any) -> "RegisterImport":
        """The file's rows, to be looked at. Nobody is brought in by this."""
        self.brought_by, self.brought_by_name = by.person, by.name
        self.save()
        RegisterRow.objects.bulk_create(
            RegisterRow(register=self, line=line, cells=cells) for line, cells in enumerate(rows, start=2)
        )
        record(by, "register.looked_at", self, changes={"rows": len(rows)})
        return self

    @transaction.atomic
    def arrange(self, by: Any, columns: dict[str, int], stand: str) -> None:
        """Which column holds what, put right before anything is brought in."""
        self.columns, self.stand = columns, stand
        self.save(update_fields=["columns", "stand"])
        record(by, "register.arranged", self)

    @transaction.atomic
    def start(self, by: Any) -> bool:
        """False when it was started before."""
        row = RegisterImport.objects.select_for_update().get(pk=self.pk)
        if row.state != self.State.LOOKED_AT:
            return False
        self.state, self.started_at = self.State.RUNNING, timezone.now()
        self.brought_by, self.brought_by_name = by.person, by.name
        self.save(update_fields=["state", "started_at", "brought_by", "brought_by_name"])
        record(by, "register.started", self)
        return True

    @transaction.atomic
    def finish(self) -> None:
        """What stood in the file is not kept when it has been brought in."""
        self.rows.exclude(fate=RegisterRow.Fate.WRONG).update(cells=[])
        self.state, self.finished_at = self.State.DONE, timezone.now()
        self.save(update_fields=["state", "finished_at"])

    @transaction.atomic
    def throw_away(self, by: Any) -> None:
        """The file was only looked at."""
        if not self.is_open:
            raise ValidationError(_("It is brought in already. Take it back instead."))
        record(by, "register.thrown_away", self)
        self.delete()

    def touched(self) -> list[str]:
        """Names of those with whom something has happened since, in the words of the log: then there is no way back."""
        made = self.rows.filter(volunteer__isnull=False).values("volunteer__person")
        since = Entry.objects.filter(about_id__in=made, is_read=False, at__gt=self.finished_at)
        people = Person.objects.filter(pk__in=since.values("about_id"))
        return list(people.values_list("name", flat=True))

    @transaction.atomic
    def undo(self, by: Any) -> int:
        """Everybody who was brought in is gone again, as long as nothing has happened with any of them."""
        row = RegisterImport.objects.select_for_update().get(pk=self.pk)
        if row.state != self.State.DONE:
            raise ValidationError(_("There is nothing to undo."))
        if names := self.touched():
            raise ValidationError(
                _("It cannot be taken back: something has happened with %(names)s since."),
                params={"names": ", ".join(names[:5])},
            )
        volunteers = Volunteer.objects.filter(register_row__register=self)
        people = list(volunteers.values_list("person", flat=True))
        volunteers.delete()
        Person.objects.filter(pk__in=people).delete()
        self.state, self.undone_at = self.State.UNDONE, timezone.now()
        self.save(update_fields=["state", "undone_at"])
        record(by, "register.undone", self, changes={"people": len(people)})
        return len(people)


class RegisterRow(WalledModel):
    """One line of the file. The cells are kept until it is brought in, or thrown away."""

    class Fate(models.TextChoices):
        NEW = "new", _("new")
        HERE = "here", _("already here")
        WRONG = "wrong", _("wrong")

    register = models.ForeignKey(RegisterImport, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    cells = models.JSONField(default=list)
    fate = models.CharField(max_length=5, choices=Fate.choices, blank=True)
    why = models.CharField(max_length=200, blank=True)
    volunteer = models.OneToOneField(
        Volunteer, models.SET_NULL, null=True, blank=True, related_name="register_row"
    )

    places = {
        "workplace": "register__workplace",
        "sector": "register__workplace__sector",
    }

    class Meta:
        ordering = ["line", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "register", "line"], name="register_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.register}: {self.line}"

    @transaction.atomic
    def settle(self, fate: str, why: str = "", told: dict[str, Any] | None = None) -> None:
        """What became of the row; a new one is brought in. Nobody is written to: they have known us for long."""
        if fate == self.Fate.NEW:
            with silent():
                self.volunteer = _brought(self.register, told)
        self.fate, self.why = fate, why[:200]
        self.save(update_fields=["fate", "why", "volunteer"])


def _brought(register: RegisterImport, told: dict[str, Any]) -> Volunteer:
    by, at = register.brought_by, timezone.now()
    since = told.pop("since", None)
    if register.stand == RegisterImport.Stand.INTERESTED:
        volunteer = _asked(register, told, at)
    else:
        volunteer = _active(register, told, since, at)
    record(
        by,
        "volunteer.imported",
        volunteer,
        about=volunteer.person,
        changes={"register": str(register)},
        at=at,
    )
    return volunteer


def _asked(register: RegisterImport, told: dict[str, Any], at: datetime) -> Volunteer:
    birth_year = told.pop("birth_year", None)
    enquiry = Enquiry(channel=Enquiry.Channel.OTHER, submission=uuid.uuid4(), **told)
    volunteer = enquiry.register(register.workplace, by=register.brought_by, at=at).volunteer
    Person.objects.filter(pk=volunteer.person_id).update(birth_year=birth_year)
    return volunteer


def _active(register: RegisterImport, told: dict[str, Any], since: Any, at: datetime) -> Volunteer:
    """The steps before are behind them, and each says where that is known from."""
    way = "email" if told.get("email") else "sms" if told.get("phone") else "paper"
    person = Person.objects.create(channel=way, **told)
    volunteer = Volunteer.objects.create(
        person=person,
        workplace=register.workplace,
        registered_at=at,
        started_on=since or timezone.localdate(at),
    )
    note = _("From the register «%(file)s»") % {"file": register.file_name}
    for code in BEFORE_ACTIVE:
        volunteer.finish_step(code, by=register.brought_by, at=at, note=note[:500])
    return volunteer
