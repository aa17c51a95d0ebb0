"""Each person's own choices: read when a message is promised and again when it is sent, changed by one verb."""

import uuid
from typing import Any

from django.db import transaction
from django.db.models import F

from foundation.audit.models import record
from foundation.notices.groups import GROUPS
from foundation.notices.kinds import Kind, kinds
from foundation.notices.models import Choice, Notice, QuietHours
from foundation.notices.models.mark import mark
from foundation.people.models import Person
from foundation.tenancy.context import current_id, forget, remember
from foundation.tenancy.settings import setting

Hours = tuple[int, int]


def promised_way(person: Person, kind: Kind) -> str:
    """When a message is promised: from a memory of some seconds, since planners ask for everybody."""
    if kind.group.is_necessary:
        return ""
    return remember(("choices", current_id()), _all).get((person.pk, kind.group.code), "")


def way_of(person: Person, kind: Kind) -> str:
    """When it is sent: as it stands now. Empty when the person has chosen nothing else than «how we reach you»."""
    if kind.group.is_necessary:
        return ""
    chosen = Choice.objects.filter(person=person, group=kind.group.code)
    return chosen.values_list("way", flat=True).first() or ""


def _all() -> dict[tuple[uuid.UUID, str], str]:
    rows = Choice.objects.values_list("person_id", "group", "way")
    return {(person, group): way for person, group, way in rows}


def ways_of(person: Person) -> dict[str, str]:
    return dict(Choice.objects.filter(person=person).values_list("group", "way"))


def own_hours(person: Person) -> Hours | None:
    return QuietHours.objects.filter(person=person).values_list("begins", "ends").first()


def usual_hours() -> Hours:
    """The municipality's, for text messages."""
    return setting("sms_until_hour") % 24, setting("sms_from_hour")


@transaction.atomic
def choose(person: Person, ways: dict[str, str], hours: Hours | None, by: Any) -> bool:
    """How each group comes ("" as usual) and when it is quiet (None as the municipality has it). False when nothing is new."""
    before, ways = _stand(person), {code: way for code, way in ways.items() if not GROUPS[code].is_necessary}
    for code, way in ways.items():
        _keep(person, code, way)
    if hours is None:
        QuietHours.objects.filter(person=person).delete()
    else:
        QuietHours.objects.update_or_create(person=person, defaults={"begins": hours[0], "ends": hours[1]})
    forget()
    after = _stand(person)
    if after == before:
        return False
    record(by, "notices.chosen", person, about=person, changes={"choices": [before, after]})
    _ask_again(person)
    return True


def _keep(person: Person, code: str, way: str) -> None:
    if way:
        Choice.objects.update_or_create(person=person, group=code, defaults={"way": way})
    else:
        Choice.objects.filter(person=person, group=code).delete()


def _stand(person: Person) -> dict[str, Any]:
    return ways_of(person) | {"quiet": list(own_hours(person) or [])}


def _ask_again(person: Person) -> None:
    """What waits for the morning is looked at anew: the next drain puts it off again if it should."""
    waiting = Notice.objects.pending().filter(person=person, try_at__gt=F("due_at"), attempts=0)
    free = [code for code, kind in kinds().items() if kind.disturbs]
    moments = list(waiting.filter(kind__in=free).values_list("due_at", flat=True))
    waiting.filter(kind__in=free).update(try_at=F("due_at"), gathered=False)
    mark(moments)
