"""A register of five hundred is brought in by a real worker that is killed in the midst of it: each row once, or told why not."""

from datetime import timedelta
from pathlib import Path

import pytest
from kombu import Connection

from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.notices.workers import Broker, environment, wait_for, worker
from volunteers.models import RegisterImport, RegisterRow, Volunteer
from volunteers.tasks import STUCK_AFTER, bring_in, look_after_registers

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 500
WRONG, AGAIN = range(7, ROWS, 50), range(11, ROWS, 50)  # a number too short; the one before once more


def row(number: int) -> list[str]:
    if number in AGAIN:
        return row(number - 1)
    return [f"Nora {number} Vik", "123" if number in WRONG else f"+4741{number:06}"]


def started(cast: Cast) -> RegisterImport:
    with enter(cast.elvebyen):
        columns = {"name": 0, "phone": 1}
        register = RegisterImport(file_name="stor.csv", workplace=cast.solsiden, columns=columns)
        register.keep([row(number) for number in range(ROWS)], by=cast.kari).start(by=cast.kari)
    return register


def settled(cast: Cast) -> int:
    with enter(cast.elvebyen):
        return RegisterRow.objects.exclude(fate="").count()


def ask(broker: Broker, task: object, *args: str) -> None:
    with Connection(broker.url, transport_options=broker.options) as connection:
        task.apply_async(args=args, connection=connection)


def test_five_hundred_rows_survive_a_murder(cast: Cast, tmp_path: Path) -> None:
    broker, log, register = Broker(tmp_path / "broker"), tmp_path / "worker.log", started(cast)
    env = environment(**broker.env)
    with worker(env, log) as victim:
        ask(broker, bring_in, str(cast.elvebyen.pk), str(register.pk))
        assert wait_for(lambda: settled(cast) >= 100, 120, 0.02), log.read_text()
        victim.kill()
    assert 0 < settled(cast) < ROWS, "it was killed in the midst of it"
    with enter(cast.elvebyen):
        RegisterImport.objects.update(started_at=register.started_at - STUCK_AFTER - timedelta(minutes=1))
    with worker(env, log):
        ask(broker, look_after_registers)
        assert wait_for(lambda: is_done(cast), 120, 0.2), log.read_text()
    with enter(cast.elvebyen):
        rows = list(RegisterRow.objects.values_list("line", "fate", "why", "volunteer__person__name"))
        fates = {line - 2: fate for line, fate, _why, _name in rows}
        names = [name for _line, _fate, _why, name in rows if name]
        assert {number for number, fate in fates.items() if fate == "wrong"} == set(WRONG)
        assert {number for number, fate in fates.items() if fate == "here"} == set(AGAIN)
        assert len(fates) == ROWS
        assert all(why for _line, fate, why, _name in rows if fate != "new")
        assert sorted(names) == sorted(set(names))
        assert sorted(names) == sorted(Volunteer.objects.values_list("person__name", flat=True))
        assert len(names) == ROWS - len(WRONG) - len(AGAIN)


def is_done(cast: Cast) -> bool:
    with enter(cast.elvebyen):
        return RegisterImport.objects.get().state == RegisterImport.State.DONE
