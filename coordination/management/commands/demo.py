"""Makes the demonstration's two municipalities, once. Refused in production."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _


class Command(BaseCommand):
    help = "Make the demo's two municipalities, unless they are there already."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(_("The demo is not for production: its passwords are known to all."))
        from coordination.demo.telling import tell, write_down

        made = tell()
        count = write_down()
        told = (
            _("The demo is made: %(count)s people can log in.")
            if made
            else _("The demo is there: %(count)s people can log in.")
        )
        self.stdout.write(told % {"count": count})
