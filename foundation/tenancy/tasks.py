"""Jobs and the wall: a task takes the municipality's id first and runs inside it."""

import logging
import uuid
from typing import Any

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

from foundation.tenancy.context import current_id, enter

_log = logging.getLogger(__name__)


class UnknownMunicipality(LookupError):
    """A job was given an id that is no active municipality."""


class MunicipalityTask(Task):
    """The base of every ordinary task: enters for it, one transaction around the whole task."""

    abstract = True

    def __call__(self, municipality_id: str | uuid.UUID, *args: Any, **kwargs: Any) -> Any:
        with enter(known_active(municipality_id)):
            return super().__call__(*args, **kwargs)

    def later(self, *args: Any, **kwargs: Any) -> None:
        """Queue after commit, in the municipality that is entered now."""
        municipality_id = str(current_id())
        transaction.on_commit(lambda: wake(self, municipality_id, *args, **kwargs))


class PlatformTask(Task):
    """Enters nothing: for ticks, drains and PDF jobs, which enter once per short step themselves."""

    abstract = True

    def later(self, *args: Any, **kwargs: Any) -> None:
        """Queue after commit; arguments say which municipality, if any."""
        transaction.on_commit(lambda: wake(self, *args, **kwargs))


def wake(task: Task, *args: Any, **kwargs: Any) -> None:
    """Wake a worker. When the broker is down nothing is lost: PostgreSQL is the record and the next tick finds it."""
    try:
        task.apply_async(args, kwargs, retry=False)
    except (OperationalError, OSError):  # kombu's name for all that a broker can do
        _log.warning("the broker is away; %s waits for the next tick", task.name)


def known_active(municipality_id: str | uuid.UUID) -> uuid.UUID:
    from foundation.tenancy.models import Municipality

    found = Municipality.objects.filter(pk=municipality_id, active=True).values_list("pk", flat=True).first()
    if found is None:
        raise UnknownMunicipality(f"no active municipality has the id {municipality_id}")
    return found
