"""How a first meeting is prepared: a closed door, who answers for it, and who takes part beside the contact (VOL-25)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone

from foundation.events.calendar import attached
from foundation.events.models import Event
from foundation.notices.outbox import notify, occasion
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.words import facts


@dataclass(frozen=True)
class Plan:
    """What is said beside time and place."""

    closed_room: bool = False
    responsible: Person | None = None  # the contact, when nobody is named
    participants: tuple[Person, ...] = ()


ALONE = Plan()


class MeetingParticipant(WalledModel):
    """Somebody who works at the place and takes part."""

    conversation = models.ForeignKey("volunteers.Conversation", models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")

    places = {"workplace": "conversation__volunteer__workplace", "person": "conversation__volunteer__person"}

    class Meta:
        ordering = ["person__name", "id"]

    def __str__(self) -> str:
        return str(self.person)


class PlannedMeeting:
    """The part of `Conversation` that tells who is there, and tells them."""

    def plan(self, plan: Plan) -> None:
        """What was said before is replaced; whoever is not to come after all is told."""
        self.closed_room, self.responsible = plan.closed_room, plan.responsible
        self.save(update_fields=["closed_room", "responsible"])
        left = self.participants.exclude(person__in=plan.participants).select_related("person")
        if self.is_agreed:
            self._tell([one.person for one in left], "meeting_joined_off")
        self.participants.all().delete()
        rows = [MeetingParticipant(conversation=self, person=person) for person in plan.participants]
        MeetingParticipant.objects.bulk_create(rows)

    def answerable(self, today: date) -> Person | None:
        """Who answers for it: whoever is named, else the contact."""
        return self.responsible or self.volunteer.contact(today)

    def company(self, today: date) -> list[Person]:
        """Who comes, beside the volunteer and the contact."""
        rows = [one.person for one in self.participants.select_related("person")]
        known = (None, self.volunteer.contact(today), self.volunteer.person)
        return [person for person in dict.fromkeys([self.responsible, *rows]) if person not in known]

    def _tell(self, people: Iterable[Person], kind: str) -> None:
        """Those who work there, each with the calendar file as it stands."""
        event, today = self.event, timezone.localdate()
        fields = facts(self.volunteer, today) | when_of(event) | {"host": self.answerable(today)}
        key = occasion(kind, event.pk, str(event.sequence))
        for person in people:
            notify(
                person,
                kind,
                fields,
                url=reverse("visits"),
                key=key,
                about=event,
                attachments=[attached(event)],
            )


def when_of(event: Event) -> dict[str, Any]:
    return {"day": event.starts_at, "time": event.starts_at, "place": event.place}
