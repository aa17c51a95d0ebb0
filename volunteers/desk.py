"""Whose desk a step lies on today: who answers at the place, then the deputy, then the network coordinator (VOL-19, CON-08).

Asked once for many steps: one query, whatever their number.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from foundation.access.members import Member
from foundation.access.models import Appointment
from foundation.access.roles import Watches, held_at, holder
from foundation.people.models import Person
from foundation.tenancy.prepared import prepared
from foundation.tenancy.settings import setting
from volunteers.deadlines import add_working_days
from volunteers.models import CareStep

AT_PLACE = ("volunteer_contact", "deputy_contact")
ROLES = (*AT_PLACE, "network_coordinator")


@prepared
def _appointments(today: date, workplaces: list[uuid.UUID] | None) -> QuerySet[Appointment]:
    return held_at.makes(ROLES, today, workplaces).select_related("workplace")


@dataclass
class Desk:
    """Who answers where, today."""

    today: date
    watches: Watches
    appointments: list[Appointment]
    here: dict[tuple[uuid.UUID | None, uuid.UUID], Person]  # by place: who looks after the volunteers there

    @classmethod
    def of(cls, today: date, workplaces: Iterable[uuid.UUID] | None = None) -> "Desk":
        """At these places, else at all."""
        appointments = _appointments(today, None if workplaces is None else list(workplaces))
        held = (
            (one.workplace_id, who) for one in appointments for who in (one.person, one.deputy, holder(one))
        )
        return cls(
            today, Watches(appointments), appointments, {(place, who.pk): who for place, who in held if who}
        )

    @property
    def coordinator(self) -> Person | None:
        return self.watches.coordinator

    def answering(self, workplace_id: uuid.UUID | None) -> Person | None:
        return self.watches[workplace_id].answering

    def deputy(self, workplace_id: uuid.UUID | None) -> Person | None:
        """Somebody else than the one who answers."""
        watch = self.watches[workplace_id]
        return None if watch.deputy == watch.answering else watch.deputy

    def looks_after(self, workplace_id: uuid.UUID | None, person_id: uuid.UUID | None) -> Person | None:
        """This person, if the volunteers of the place are theirs today; the network coordinator's are everybody."""
        return self.here.get((workplace_id, person_id)) or self.here.get((None, person_id))

    def told(self, step: CareStep) -> list[tuple[Person, date]]:
        """Who has been told, and when, because nothing happened in time. The newest last."""
        if step.due_at is None:
            return []
        due, place = timezone.localdate(step.due_at), step.volunteer.workplace_id
        steps = (
            (self.deputy(place), add_working_days(due, setting("deputy_after_days"))),
            (self.coordinator, add_working_days(due, setting("coordinator_after_days"))),
        )
        owner = self.owner(step)
        return [(who, day) for who, day in steps if who and who != owner and day <= self.today]

    def owner(self, step: CareStep) -> Person | None:
        """Whoever has taken it over, as long as the volunteer is at their place; else who answers there."""
        place = step.volunteer.workplace_id
        return self.looks_after(place, step.responsible_id) or self.answering(place)

    def lies_before(self, person: Person, step: CareStep) -> bool:
        return self.owner(step) == person or any(who == person for who, _day in self.told(step))

    def held_by_another(self, person: Person, step: CareStep) -> str:
        """Who has it, when this person only stands in for them. The deputy sees what the contact sees, always."""
        owner = self.owner(step)
        return "" if owner is None or self.lies_before(person, step) else owner.name

    def sees(self, person: Person, step: CareStep) -> bool:
        return self.lies_before(person, step) or self.watches[step.volunteer.workplace_id].deputy == person

    def only(self, person: Person, steps: Iterable[CareStep]) -> list[CareStep]:
        return [step for step in steps if self.lies_before(person, step)]

    def seen(self, person: Person, steps: Iterable[CareStep]) -> list[CareStep]:
        return [step for step in steps if self.sees(person, step)]


def desk_now(now: datetime, member: Member | None = None) -> Desk:
    """For a page, which asks several times, it is made once: of the places whose steps the member can see at all."""
    today = timezone.localdate(now)
    if member is None:
        return Desk.of(today)
    everywhere = member.holds("network_coordinator")
    places = None if everywhere else {place for role in AT_PLACE for place in member.scopes(role)}
    return member.once(f"desk {today}", lambda: Desk.of(today, places))
