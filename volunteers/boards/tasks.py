"""What the clock does: slots weeks ahead, cut-offs, offers that run out. PostgreSQL is the record; a lost round costs some minutes."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from foundation.notices.planning import whose_turn
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from foundation.tenancy.tasks import PlatformTask, known_active, wake
from volunteers.boards.making import back, rest, resting
from volunteers.boards.models import Scheme, SchemeMember, Slot

_STALE = 60  # seconds: the next tick asks anew
_log = logging.getLogger(__name__)


@shared_task(base=PlatformTask, name="boards.tick", expires=_STALE)
def tick() -> None:
    """Every thirty seconds, for a tenth of the municipalities: each is looked after every five minutes."""
    active = list(Municipality.objects.active().values_list("pk", flat=True))
    for municipality in whose_turn(active, timezone.now()):
        wake(go_round, str(municipality))


@shared_task(base=PlatformTask, name="boards.go_round", expires=_STALE)
def go_round(municipality_id: str) -> None:
    """Each deed is a transaction of its own, and none stops the others. Two rounds at once do nothing twice."""
    municipality, now = known_active(municipality_id), timezone.now()
    with enter(municipality):
        deeds = list(due(now))
    for deed in deeds:
        try:
            with enter(municipality):
                deed(now)
        except Exception:
            _log.exception("a deed of the boards failed")


def due(now: datetime) -> list[Callable[[datetime], object]]:
    lapsed = Q(event__participations__state="offered", event__participations__offered_until__lte=now)
    to_settle = Slot.objects.to_settle(now).order_by("pk")
    unanswered = Slot.objects.open_to_all().filter(lapsed).distinct().order_by("pk")
    running = Scheme.objects.running(timezone.localdate(now)).with_places().order_by("pk")
    gone = SchemeMember.objects.filter(left_on=None, volunteer__closed_on__isnull=False).with_people()
    return [
        *(partial(member.leave, None) for member in gone),
        *(partial(rest, member, pause) for member, pause in resting(timezone.localdate(now))),
        *(partial(slot.take_again, person) for slot, person in back(now)),
        *(slot.settle for slot in to_settle),
        *(slot.ask_the_next for slot in unanswered),
        *(scheme.extend for scheme in running),
    ]
