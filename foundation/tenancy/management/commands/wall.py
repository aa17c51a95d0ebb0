"""`manage.py wall`: does the wall stand? For deploys and for every night."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from foundation.tenancy.catalog import flaws
from foundation.tenancy.walls import walled_tables


class Command(BaseCommand):
    help = "Asks the database whether every municipality's rows are behind the wall."

    def handle(self, *args: Any, **options: Any) -> None:
        if found := flaws():
            raise CommandError("The wall has holes:\n" + "\n".join(map(str, found)))
        self.stdout.write(f"The wall stands around {len(walled_tables())} tables.")
