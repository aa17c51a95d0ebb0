"""Text messages: a backend per way of sending. A backend is a class with `send`; `SMS_BACKEND` names it.

`send` returns the provider's id (or nothing), or raises one of the three errors of `errors`.
"""

import sys
from typing import Protocol

import phonenumbers
from django.conf import settings
from django.utils.module_loading import import_string

from foundation.notices import gsm
from foundation.notices.mail import Mailbox

_MOBILE = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}


class SmsBackend(Protocol):
    def send(self, to: str, text: str, message_id: str) -> str: ...

    def close(self) -> None: ...


class ConsoleSms:
    """Sends nothing. Says in the log that it would have; the words only where no real person's message passes."""

    def send(self, to: str, text: str, message_id: str) -> str:
        words = f"{gsm.parts(text)} part(s)" if settings.PRODUCTION else text
        print(f"SMS to {'…' + to[-3:] if settings.PRODUCTION else to}: {words}", file=sys.stderr, flush=True)
        return ""

    def close(self) -> None:
        pass


class MailboxSms:
    """To `<digits>@sms.invalid` by the same SMTP, so that the demo's mailbox shows text messages too."""

    def __init__(self) -> None:
        self.mailbox = Mailbox()

    def send(self, to: str, text: str, message_id: str) -> str:
        digits = "".join(sign for sign in to if sign.isdigit())
        return self.mailbox.send_plain(f"{digits}@sms.invalid", f"SMS {to}", text, message_id)

    def close(self) -> None:
        self.mailbox.close()


def backend() -> SmsBackend:
    return import_string(settings.SMS_BACKEND)()


def is_mobile(phone: object) -> bool:
    """Whether a text message could reach this number. Landlines cannot be texted."""
    try:
        number = phonenumbers.parse(str(phone), settings.PHONENUMBER_DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in _MOBILE
