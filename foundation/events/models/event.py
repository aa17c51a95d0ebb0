"""An event: something at a time and a place. Who takes part in it is `seating`."""

import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.events import telling
from foundation.events.kinds import unused
from foundation.events.models.participation import Participation
from foundation.events.models.seating import Seating
from foundation.pages.shipped import said_title
from foundation.people.models import Department, Person, Workplace
from foundation.tenancy.models import WalledModel
from foundation.tenancy.prepared import prepared


class EventQuerySet(models.QuerySet):
    def held(self) -> "EventQuerySet":
        """Not cancelled."""
        return self.filter(cancelled_at=None)

    def coming(self, now: datetime) -> "EventQuerySet":
        return self.held().filter(ends_at__gt=now).exclude(kind__in=unused())

    def of(self, person: Person) -> "EventQuerySet":
        """Where the person has a place."""
        mine = Participation.objects.filter(person=person, state=Participation.State.SIGNED_UP)
        return self.filter(pk__in=mine.values("event"))


class Event(Seating, WalledModel):
    """Something at a time and a place."""

    kind = models.CharField(max_length=40)
    title = models.CharField(_("title"), max_length=200)
    workplace = models.ForeignKey(
        Workplace, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("workplace")
    )
    department = models.ForeignKey(
        Department,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    responsible = models.ForeignKey(  # None: whoever answers at the place
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible")
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    online_url = models.URLField(_("link"), blank=True)
    capacity = models.PositiveIntegerField(
        _("number of places"),
        null=True,
        blank=True,
        help_text=_("Leave it empty when there is room for all."),
    )
    taken = models.PositiveIntegerField(default=0, editable=False)
    description = models.TextField(_("description"), blank=True)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)  # of the calendar file
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    places = {"workplace": "workplace", "sector": "workplace__sector"}
    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(taken__lte=F("capacity")),
                name="event_not_overbooked",
                violation_error_message=_("More people have a place than that."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gte=F("starts_at")),
                name="event_ends_after_start",
                violation_error_message=_("The end cannot be before the start."),
            ),
        ]
        indexes = [models.Index(fields=["municipality", "kind", "starts_at"], name="event_kind_start")]

    def is_coming(self, now: datetime) -> bool:
        """As the queryset's `coming`."""
        return self.cancelled_at is None and self.ends_at > now and self.kind not in unused()

    def __str__(self) -> str:
        """A title that was copied from the house's own is read in the reader's language."""
        return said_title(self.title)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @transaction.atomic
    def move(
        self,
        by: Any,
        starts_at: datetime,
        ends_at: datetime,
        place: str | None = None,
        online_url: str | None = None,
        at: datetime | None = None,
    ) -> None:
        """Another time or place: reminders are taken back, everybody is told, calendars are updated."""
        event = self._locked()
        event._must_be_open(at or timezone.now())
        before = f"{event.starts_at:%Y-%m-%dT%H:%M%z} {event.place}"
        event.starts_at, event.ends_at = starts_at, ends_at
        event.place = event.place if place is None else place
        event.online_url = event.online_url if online_url is None else online_url
        event.full_clean(exclude=["municipality"])
        event._changed(at, "starts_at", "ends_at", "place", "online_url")
        after = f"{event.starts_at:%Y-%m-%dT%H:%M%z} {event.place}"
        record(by, "events.moved", event, changes={"to": [before, after]}, at=at)
        telling.moved(event, by)
        self._become(event)

    @transaction.atomic
    def cancel(self, by: Any, at: datetime | None = None) -> None:
        """It will not be held. Whoever had a place, waited or was invited is told."""
        event = self._locked()
        if event.is_cancelled:
            return
        event.cancelled_at = at or timezone.now()
        event._changed(at, "cancelled_at")
        record(by, "events.cancelled", event, at=at)
        telling.cancelled(event, by)
        self._become(event)

    def _locked(self) -> "Event":
        """The row as it is now, nobody else's until we are done: the order of the waiting list depends on it."""
        return _alone(self.pk)[0]

    def _become(self, locked: "Event") -> None:
        """As the row has become: what is done to the locked one is done to it in memory too."""
        for field in self._meta.concrete_fields:
            setattr(self, field.attname, getattr(locked, field.attname))

    def _must_be_open(self, at: datetime) -> None:
        if self.is_cancelled:
            raise ValidationError(_("This is cancelled."))
        if self.ends_at < at:
            raise ValidationError(_("This is over."))

    def _changed(self, at: datetime | None, *fields: str) -> None:
        self.sequence += 1
        self.changed_at = at or timezone.now()
        self.save(update_fields=[*fields, "sequence", "changed_at"])


@prepared
def _alone(event: uuid.UUID) -> models.QuerySet[Event]:
    return Event.objects.select_for_update(of=["self"]).filter(pk=event)
