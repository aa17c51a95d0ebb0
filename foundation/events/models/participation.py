"""Who takes part: one person's place at an event, or wait for one; never two for one."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.events.seats import Origin, SeatQuota
from foundation.people.belonging import Group
from foundation.people.models import Department, Person, Workplace
from foundation.tenancy.models import WalledModel


class ParticipationQuerySet(models.QuerySet):
    def active(self) -> "ParticipationQuerySet":
        return self.filter(state__in=ACTIVE)

    def signed_up(self) -> "ParticipationQuerySet":
        return self.filter(state=Participation.State.SIGNED_UP)

    def seated(self) -> "ParticipationQuerySet":
        """Whose seat is counted: theirs, or kept while they are asked."""
        return self.filter(state__in=SEATED)

    def unanswered(self, at: datetime) -> "ParticipationQuerySet":
        return self.filter(state=Participation.State.OFFERED, offered_until__lte=at)

    def resting(self) -> "ParticipationQuerySet":
        """Given back by the house for a break, and theirs again when it is over before the time."""
        return self.filter(state=Participation.State.RESTING)

    def waiting(self) -> "ParticipationQuerySet":
        """The waiting list, first come first."""
        return self.filter(state=Participation.State.WAITING).order_by("signed_up_at", "id")


class Participation(WalledModel):
    """One person's place at an event, or wait for one. A cancelled one stays; signing up again is a new row."""

    class State(models.TextChoices):
        SIGNED_UP = "signed_up", _("has a place")
        WAITING = "waiting", _("on the waiting list")
        OFFERED = "offered", _("is asked about a free place")
        INVITED = "invited", _("invited")
        DECLINED = "declined", _("said no thanks")
        CANCELLED = "cancelled", _("gave the place back")
        RESTING = "resting", _("gave the place back for a break")
        LAPSED = "lapsed", _("the place went on to another")

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    state = models.CharField(max_length=9, choices=State.choices)
    signed_up_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
    offered_until = models.DateTimeField(null=True, editable=False)
    attended = models.BooleanField(_("was here"), null=True)
    attended_at = models.DateTimeField(null=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    group = models.CharField(max_length=9, choices=Group.choices, blank=True)  # as whom, when it matters
    workplace = models.ForeignKey(Workplace, models.PROTECT, null=True, related_name="+")  # from where
    department = models.ForeignKey(Department, models.SET_NULL, null=True, related_name="+")
    quota = models.ForeignKey(SeatQuota, models.SET_NULL, null=True, related_name="+")

    places = {"workplace": "event__workplace", "sector": "event__workplace__sector", "person": "person"}
    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        ordering = ["signed_up_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "event", "person"],
                condition=Q(state__in=["signed_up", "waiting", "offered", "invited"]),
                name="participation_once",
                violation_error_message=_("This person is on the list already."),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "person"], name="participation_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.event}"

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def is_offered(self) -> bool:
        return self.state == self.State.OFFERED

    @property
    def has_seat(self) -> bool:
        return self.state in SEATED

    def comes_from(self, origin: Origin | None) -> None:
        if origin:
            self.group, self.workplace_id = origin.group, origin.workplace_id

    def leave(self, state: str, by: Any, at: datetime | None) -> None:
        """Called by the event's verbs, which hold the lock."""
        self.state, self.left_at = state, at or timezone.now()
        self.save(update_fields=["state", "left_at", "quota"])
        record(by, f"events.{state}", self.event, about=self.person, at=at)


SEATED = (Participation.State.SIGNED_UP, Participation.State.OFFERED)
ASKED = (Participation.State.INVITED, Participation.State.OFFERED)
ACTIVE = (*SEATED, Participation.State.WAITING, Participation.State.INVITED)
