"""`manage.py start`: the whole house in one process tree, for trying and developing. bin/run calls it after the set-up."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.embedded.ground import CannotStart
from config.house import House
from config.processes import stop_on_signals


class Command(BaseCommand):
    help = "Serve the demo: database, broker, web, worker, beat and mailbox. Ctrl-C stops it."
    requires_system_checks = []

    def handle(self, *args: object, **options: object) -> None:
        if settings.PRODUCTION:
            raise CommandError("bin/run is for trying Samspill. docs/running.md tells how production runs.")
        stop_on_signals()
        house = House(settings.DATA_DIR, settings.BASE_DIR)
        try:
            house.open()
            house.watch()
        except KeyboardInterrupt:
            self.stdout.write("\nStopping.")
        except CannotStart as reason:
            raise CommandError(str(reason)) from None
        finally:
            house.close()
        self.stdout.write("Stopped. Nothing is left running.")
