"""Jobs and the wall: every job stands on one of our two bases, and runs with no municipality entered before it."""

import inspect
import uuid
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from celery import Celery, Task
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, transaction

from config.celery import app
from foundation.people.models import Person
from foundation.tenancy.context import NoMunicipality, enter, peek_id
from foundation.tenancy.tasks import MunicipalityTask, PlatformTask, UnknownMunicipality
from tests.house.routes import model_of
from tests.house.seed import Seed
from tests.house.tree import ROOMS, calls
from tests.house.world import World

app.loader.import_default_modules()
JOBS = [task for name, task in sorted(app.tasks.items()) if type(task).__module__.split(".")[0] in ROOMS]
PLATFORM = [job for job in JOBS if isinstance(job, PlatformTask)]
MUNICIPAL = [job for job in JOBS if isinstance(job, MunicipalityTask)]
REFUSALS = (UnknownMunicipality, ObjectDoesNotExist)


def given(job: Task, municipality: Any, seed: Seed) -> dict[str, str]:
    """What the job takes: `municipality`, and rows named for their model, as in addresses (`document_id`)."""
    values = {}
    for name, parameter in inspect.signature(job.run).parameters.items():
        if name in ("municipality", "municipality_id"):
            values[name] = str(municipality)
        elif model := model_of(name):
            values[name] = str(seed.row(model).pk)
        elif parameter.default is parameter.empty and parameter.kind is not parameter.VAR_POSITIONAL:
            pytest.fail(f"{job.name}: what is {name}? Name it for its model, such as document_id.")
    return values


@pytest.fixture
def blank(world: World, monkeypatch: pytest.MonkeyPatch) -> Callable[[Task, dict], bool]:
    """Runs a job with nothing entered, undoes it, and tells whether the other municipality was touched."""
    monkeypatch.setattr(Task, "apply_async", lambda self, args=(), kwargs=None, **rest: None)

    def run(job: Task, values: dict[str, Any], refusals: tuple[type[Exception], ...] = ()) -> bool:
        with transaction.atomic():
            _blank()
            with suppress(*refusals), transaction.atomic():
                job(**values)
            assert _entered() == "", f"{job.name} leaves a municipality entered"
            touched = world.changed()
            transaction.set_rollback(True)
        return touched

    return run


def _blank() -> None:
    assert peek_id() is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.municipality_id', '', true)")


def _entered() -> str:
    assert peek_id() is None
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.municipality_id', true)")
        return cursor.fetchone()[0] or ""


def test_there_are_jobs() -> None:
    assert {"notices.tick", "notices.drain", "documents.make_pdf"} <= {job.name for job in JOBS}


def test_every_job_stands_on_one_of_the_two_bases() -> None:
    loose = [job.name for job in JOBS if not isinstance(job, (MunicipalityTask, PlatformTask))]

    assert loose == [], "give it base=MunicipalityTask, or PlatformTask if it enters by itself"


@pytest.mark.parametrize("job", PLATFORM, ids=lambda job: job.name)
def test_a_platform_job_runs_with_nothing_entered(job: Task, world: World, blank: Callable) -> None:
    values = given(job, world.a.pk, world.ours)

    assert not (blank(job, values) and values)


@pytest.mark.parametrize("job", PLATFORM, ids=lambda job: job.name)
def test_a_platform_job_refuses_an_unknown_municipality(job: Task, world: World, blank: Callable) -> None:
    values = given(job, uuid.uuid4(), world.theirs)

    assert not (blank(job, values, REFUSALS) and values)


@pytest.mark.parametrize("job", PLATFORM, ids=lambda job: job.name)
def test_a_platform_job_finds_no_row_of_the_other_municipality(
    job: Task, world: World, blank: Callable
) -> None:
    values = given(job, world.a.pk, world.theirs)

    assert not (blank(job, values, REFUSALS) and values)


def test_a_municipal_job_enters_by_id_and_refuses_an_unknown_one(world: World, blank: Callable) -> None:
    for job in MUNICIPAL:
        values = given(job, world.a.pk, world.ours)
        assert not blank(job, {"municipality_id": world.a.pk, **values})
        with pytest.raises(UnknownMunicipality):
            blank(job, {"municipality_id": uuid.uuid4(), **values})


# The two bases, shown on jobs of an application of their own

planted = Celery("planted", set_as_current=False)


@planted.task(base=MunicipalityTask)
def peek(person_id: str) -> str:
    return Person.objects.get(pk=person_id).name


@planted.task(base=PlatformTask)
def forgetful(municipality_id: str) -> int:
    return Person.objects.count()


def test_the_base_enters_the_municipality_it_is_given(world: World) -> None:
    person = world.theirs.row(Person)
    _blank()

    assert peek(world.b.pk, str(person.pk)) == person.name
    assert _entered() == ""


def test_the_base_finds_no_row_of_another_municipality(world: World) -> None:
    _blank()
    with pytest.raises(Person.DoesNotExist):
        peek(world.a.pk, str(world.theirs.row(Person).pk))


def test_a_job_inside_another_municipality_runs_in_its_own(world: World) -> None:
    person = world.ours.row(Person)
    with enter(world.b):
        assert peek(world.a.pk, str(person.pk)) == person.name
        assert peek_id() == world.b.pk


def test_the_base_refuses_an_unknown_municipality() -> None:
    with pytest.raises(UnknownMunicipality, match="no active municipality has the id"):
        peek(uuid.uuid4(), "")


def test_a_job_that_forgets_to_enter_is_told(world: World, blank: Callable) -> None:
    with pytest.raises(NoMunicipality):
        blank(forgetful, {"municipality_id": str(world.a.pk)})


# What no job may do


def test_no_job_waits_in_the_broker() -> None:
    """A broker is no calendar: what is due later stands in the database, and the tick finds it."""
    waiting = [
        str(call)
        for call in calls("apply_async", "later", "signature", "s", "retry", "wake", "send_task")
        if call.keywords & {"eta", "countdown"}
    ]

    assert waiting == []


def test_jobs_are_queued_after_commit() -> None:
    """`task.later(…)` and `wake` are the ways; `delay` would run for a transaction that may be rolled back."""
    early = [str(call) for call in calls("delay", "apply_async", "send_task")]

    assert [where for where in early if not where.startswith("foundation/tenancy/tasks.py")] == []
