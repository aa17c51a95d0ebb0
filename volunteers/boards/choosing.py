"""Several turns ticked at once, on the phone: one POST, each turn as sure as by itself (ASG-07)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation.events.models import Participation
from foundation.people.models import Person
from foundation.tenancy.prepared import prepared
from volunteers.boards.models import Scheme, SchemeMember, Slot
from volunteers.boards.models.member import volunteer_for
from volunteers.boards.models.slot import hold


@dataclass
class Outcome:
    """What became of the ticks; `missed` says why, a sentence each."""

    taken: list[Slot] = field(default_factory=list)
    given_back: list[Slot] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


@transaction.atomic
def choose(scheme: Scheme, person: Person, ticked: Iterable[Any], shown: Iterable[Any], by: Any) -> Outcome:
    """Exactly the ticked ones of those that were shown are the person's. In one order for all, so that nobody waits in a ring."""
    wanted, outcome = {str(pk) for pk in ticked}, Outcome()
    volunteer = volunteer_for(scheme, person)
    if volunteer is None:
        return outcome
    member = SchemeMember.join(scheme, volunteer, by=by) if wanted else None
    hold(person)
    for slot in _coming(scheme.pk, list(shown), person.pk, timezone.now()):
        if (str(slot.pk) in wanted) != slot.is_theirs:
            if str(slot.pk) in wanted:
                _take(slot, member, by, outcome)
            else:
                slot.give_back(person, by=by)
                outcome.given_back.append(slot)
    return outcome


@prepared
def _coming(scheme: uuid.UUID, shown: list[uuid.UUID], person: uuid.UUID, now: datetime) -> QuerySet[Slot]:
    mine = Participation.objects.seated().filter(person_id=person)
    slots = Slot.objects.filter(scheme_id=scheme).coming(now).filter(pk__any_of=shown)
    return slots.with_events().annotate(is_theirs=Q(event__in=mine.values("event"))).order_by("pk")


def _take(slot: Slot, member: SchemeMember, by: Any, outcome: Outcome) -> None:
    try:
        slot.take(member, by=by)
    except ValidationError as error:
        outcome.missed += [sentence for sentence in error.messages if sentence not in outcome.missed]
    else:
        outcome.taken.append(slot)
