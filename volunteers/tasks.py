"""The jobs of this room. A register is brought in a few rows at a time, so that what is done stays done."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from foundation.tenancy.tasks import PlatformTask, known_active
from volunteers import happenings
from volunteers.models import RegisterImport, RegisterRow
from volunteers.register import Known, lines

_log = logging.getLogger(__name__)
AT_A_TIME = 50
STUCK_AFTER = timedelta(minutes=5)
KEPT_FOR = timedelta(days=14)  # a file that was only looked at, and lines that could not be read


@shared_task(base=PlatformTask, name="volunteers.bring_in")
def bring_in(municipality_id: str, register_import_id: str) -> None:
    """Safe to run twice and after a kill: each row is asked anew, and a settled one is left alone."""
    municipality = known_active(municipality_id)
    more = True
    while more:
        with enter(municipality):
            more = bring_some(register_import_id)


def bring_some(register_import_id: str) -> bool:
    """The next rows, in the transaction that is open. False when there are none left."""
    register = RegisterImport.objects.select_for_update(of=("self",)).get(pk=register_import_id)
    if register.state != RegisterImport.State.RUNNING:
        return False
    waiting = list(register.rows.filter(fate="")[:AT_A_TIME])
    known = Known.at(register)
    for line in lines(register, waiting, known):
        _settle(register, line.row, line.fate, line.why, line.told)
    if len(waiting) < AT_A_TIME:
        register.finish()
        return False
    return True


def _settle(register: RegisterImport, row: RegisterRow, fate: str, why: str, told: dict) -> None:
    row.register = register
    row.settle(fate, why, told)


@shared_task(base=PlatformTask, name="volunteers.put_in_the_week")
def put_in_the_week() -> None:
    """A lost round costs a quarter of an hour; none stops those of others."""
    for pk in Municipality.objects.active().values_list("pk", flat=True):
        try:
            with enter(pk):
                happenings.go_round(timezone.now())
        except Exception:
            _log.exception("what happens at the places of one municipality was not looked after")


@shared_task(base=PlatformTask, name="volunteers.look_after_registers")
def look_after_registers() -> None:
    """A job that was lost goes on by itself, and what nobody brought in is not kept."""
    for pk in Municipality.objects.active().values_list("pk", flat=True):
        with enter(pk):
            _look_after(str(pk))


def _look_after(municipality_id: str) -> None:
    now = timezone.now()
    running = RegisterImport.objects.filter(state=RegisterImport.State.RUNNING)
    for register in running.filter(started_at__lt=now - STUCK_AFTER):
        bring_in.later(municipality_id, str(register.pk))
    old = RegisterImport.objects.filter(looked_at__lt=now - KEPT_FOR)
    old.filter(state=RegisterImport.State.LOOKED_AT).delete()
    RegisterRow.objects.filter(register__in=old).exclude(cells=[]).exclude(register__in=running).update(
        cells=[]
    )
