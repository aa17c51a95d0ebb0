"""Sends what is due without Celery: once, or for ever when the broker is away."""

import logging
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, close_old_connections

from foundation.notices import planning
from foundation.notices.drain import drain
from foundation.notices.forgetting import forget_old
from foundation.notices.models.mark import due_municipalities
from foundation.tenancy.models import Municipality

_log = logging.getLogger(__name__)


FORGET_AT = 2000  # some times a day, at ten seconds a round


class Command(BaseCommand):
    rounds = 0
    help = "Send the messages that are due, and plan the coming two days. --loop goes on until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="do it again and again")
        parser.add_argument("--every", type=float, default=10.0, help="seconds between the rounds of a loop")

    def handle(self, *args: Any, **options: Any) -> None:
        well = self._round()
        while options["loop"]:
            time.sleep(options["every"])
            close_old_connections()  # also one that broke
            self._round()
        if not well:
            raise CommandError("Not everything was sent. The log says why.")

    def _round(self) -> bool:
        """False when something failed: the next round tries again, whatever it was."""
        try:
            active = list(Municipality.objects.active().values_list("pk", flat=True))
            if self.rounds % FORGET_AT == 0:
                for municipality in active:
                    self._try(forget_old, municipality)
            self.rounds += 1
            planned = [self._try(planning.plan, municipality) for municipality in active]
            return all(planned + [self._try(drain, municipality) for municipality in due_municipalities()])
        except DatabaseError:
            _log.exception("the database does not answer")
            return False

    def _try(self, work: Callable[[uuid.UUID], object], municipality: uuid.UUID) -> bool:
        try:
            work(municipality)
        except Exception:  # one municipality must not stop the others
            _log.exception("%s failed in %s", work, municipality)
            return False
        return True
