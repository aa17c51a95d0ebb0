"""Sends what is due without Celery: once, or for ever when the broker is away."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from foundation.notices import planning
from foundation.notices.drain import drain
from foundation.notices.models.mark import due_municipalities
from foundation.tenancy.models import Municipality


class Command(BaseCommand):
    help = "Send the messages that are due, and plan the coming two days. --loop goes on until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="do it again and again")
        parser.add_argument("--every", type=float, default=10.0, help="seconds between the rounds of a loop")

    def handle(self, *args: Any, **options: Any) -> None:
        self._round()
        while options["loop"]:
            time.sleep(options["every"])
            close_old_connections()
            self._round()

    def _round(self) -> None:
        for municipality in Municipality.objects.active().values_list("pk", flat=True):
            planning.plan(municipality)
        for municipality in due_municipalities():
            drain(municipality)
