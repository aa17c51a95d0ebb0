"""A promise to somebody of the cast, and what becomes of it."""

from datetime import date, time
from email.message import Message
from typing import Any

import pytest
from django.core import mail

from foundation.notices import posting
from foundation.notices.attachments import Attachment, makes
from foundation.notices.letters import Letter
from foundation.notices.models import Notice
from foundation.notices.outbox import notify
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.conftest import letters_are_gone

FIELDS = {
    "course": {"title": "Introduksjonskurs", "short_title": "introkurs"},
    "day": date(2026, 11, 26),
    "time": time(14),
}
CALENDAR = ("kurs.ics", "text/calendar; method=REQUEST", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
makes("of the tests")(lambda _of, _to: CALENDAR)
ATTACHED = Attachment("of the tests", "0" * 32)


def promise(
    cast: Cast, to: str = "ingrid", kind: str = "course_confirmed", key: str = "course:1", **given: Any
) -> None:
    with cast.at(to):
        notify(cast.all[to], kind, FIELDS, "/kurs/1/", key=key, **given)


def row(cast: Cast, channel: str = "email") -> Notice:
    with enter(cast.elvebyen):
        return Notice.objects.get(channel=channel)


def change(cast: Cast, **values: Any) -> None:
    with enter(cast.elvebyen):
        Notice.objects.filter(channel="email").update(**values)


def sent() -> list[Message]:
    return [message.message() for message in mail.outbox]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """What the mail server says to the coming letters; when the list is empty it takes them."""
    letters_are_gone()  # none of an earlier test hears what this one is to be told
    coming: list[Exception] = []
    real = posting.Post._send

    def send(self: posting.Post, letter: Letter) -> str:
        if coming:
            raise coming.pop(0)
        return real(self, letter)

    monkeypatch.setattr(posting.Post, "_send", send)
    return coming
