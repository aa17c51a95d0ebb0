"""Makes the demonstration's two municipalities, once. Refused in production."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from foundation.tenancy.models import Municipality


class Command(BaseCommand):
    help = "Make the demo's two municipalities, unless they are there already."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError(_("The demo is not for production: its passwords are known to all."))
        if Municipality.objects.filter(is_demo=True).exists():
            self.stdout.write(_("The demo is already there."))
            return
        from coordination.demo.telling import tell, write_down

        logins = tell()
        write_down(logins)
        self.stdout.write(_("The demo is made: %(count)s people can log in.") % {"count": len(logins)})
