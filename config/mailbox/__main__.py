"""Serves the mailbox: SMTP on EMAIL_PORT, its page on MAILBOX_PORT."""

import os
import signal
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings

    from config.mailbox.sink import Mailbox
    from config.mailbox.web import MailboxServer

    if settings.PRODUCTION:
        sys.exit(
            "The mailbox is for trying Samspill; production sends real mail. Unset SAMSPILL_MODE=production."
        )
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    mailbox = Mailbox(settings.DATA_DIR / "mailbox", settings.EMAIL_PORT)
    mailbox.start()
    try:
        MailboxServer(mailbox, settings.DEMO_LOGINS, settings.MAILBOX_PORT).serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        mailbox.stop()


main()
