"""What Celery runs. PostgreSQL is the record: a lost message costs half a minute and nothing else."""

import uuid

from celery import shared_task

from foundation.notices import drain as draining
from foundation.notices import forgetting, planning
from foundation.notices.clock import database_now
from foundation.notices.models.mark import due_municipalities
from foundation.tenancy.models import Municipality
from foundation.tenancy.tasks import PlatformTask, UnknownMunicipality, known_active, wake

_STALE = 60  # seconds: the next tick asks anew, so old wake-ups may be thrown away


@shared_task(base=PlatformTask, name="notices.tick", expires=_STALE)
def tick() -> None:
    """Every thirty seconds: wake whoever has something due, and plan for a tenth of the municipalities."""
    for municipality in due_municipalities():
        wake(drain, str(municipality))
    active = list(Municipality.objects.active().values_list("pk", flat=True))
    for municipality in planning.whose_turn(active, database_now()):
        wake(plan, str(municipality))


@shared_task(base=PlatformTask, name="notices.drain", expires=_STALE)
def drain(municipality: str) -> None:
    if here := _active(municipality):
        draining.drain(here)


@shared_task(base=PlatformTask, name="notices.plan", expires=_STALE)
def plan(municipality: str) -> None:
    if here := _active(municipality):
        planning.plan(here)


@shared_task(base=PlatformTask, name="notices.forget", expires=3600)
def forget() -> None:
    """Some times a day: what is old goes, in one municipality after another."""
    for municipality in Municipality.objects.active().values_list("pk", flat=True):
        wake(forget_old, str(municipality))


@shared_task(base=PlatformTask, name="notices.forget_old", expires=3600)
def forget_old(municipality: str) -> None:
    if here := _active(municipality):
        forgetting.forget_old(here)


def _active(municipality: str) -> uuid.UUID | None:
    """A municipality may have left since the wake-up was queued."""
    try:
        return known_active(municipality)
    except UnknownMunicipality:
        return None
