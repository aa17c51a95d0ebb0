"""E-mail by SMTP: one connection, opened when first needed and looked at before each letter."""

import re
import smtplib
from email.utils import formataddr, parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from foundation.notices.errors import Away, NoSuchAddress, NotNow, Refused
from foundation.notices.letters import Letter

_CLOSING = 421  # "service not available, closing channel" (RFC 5321 §4.2.3)


class Mailbox:
    """Where letters are posted. Close it when done."""

    def __init__(self, timeout: int | None = None) -> None:
        self.connection: Any = get_connection(timeout=timeout or settings.EMAIL_TIMEOUT)

    def send(self, letter: Letter) -> str:
        """Returns when the other side has taken it over."""
        message = EmailMessage(
            subject=letter.subject,
            body=letter.text,
            from_email=_from(letter.sender_name),
            to=[formataddr((letter.name, letter.to))],
            reply_to=[letter.reply_to] if letter.reply_to else None,
            headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
        )
        for name, mime, text in letter.attachments:
            message.attach(name, text, mime)
        return self._post(message)

    def send_plain(self, to: str, subject: str, text: str, message_id: str) -> str:
        return self._post(EmailMessage(subject, text, to=[to], headers={"Message-ID": message_id}))

    def close(self) -> None:
        try:
            self.connection.close()
        except (OSError, smtplib.SMTPException):
            self.connection.connection = None

    def _post(self, message: EmailMessage) -> str:
        self._open()
        try:
            self.connection.send_messages([message])
        except ValueError as error:  # Django's: not an address, or a line break in a header
            raise Refused(_short(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise _meaning(error) from error
        return ""

    def _open(self) -> None:
        smtp = getattr(self.connection, "connection", None)
        try:
            if smtp is not None and smtp.noop()[0] != 250:
                self.close()
        except (OSError, smtplib.SMTPException):
            self.close()
        try:
            self.connection.open()
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Away(_short(error)) from error


def _meaning(error: Exception) -> Exception:
    code, words = _answer(error)
    if code == _CLOSING:
        return Away(words)
    if isinstance(error, smtplib.SMTPSenderRefused):
        return NotNow(words)  # our own address: the operator's to mend, not the reader's
    if not 500 <= code < 600:
        return NotNow(words)
    return NoSuchAddress(words) if _is_unknown(error, code, words) else Refused(words)


def _is_unknown(error: Exception, code: int, words: str) -> bool:
    """By the finer code where there is one (RFC 3463: 5.1.x is about the address), else by what 550 mostly means."""
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    finer = re.match(r"5\.\d+\.\d+", words)
    return finer[0].startswith("5.1.") if finer else code in (550, 551, 553)


def _answer(error: Exception) -> tuple[int, str]:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return code, _short(words)
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code, _short(error.smtp_error)
    return 0, _short(error)


def _short(words: object) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return " ".join(text.split())[:200] or type(words).__name__


def _from(name: str) -> str:
    """The municipality's name in front of the address that our mail server may send from."""
    ours, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((name or ours, address))
