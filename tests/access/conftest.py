import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from foundation.notices.drain import drain
from tests.cast import Cast
from tests.conftest import letters_are_gone

Posted = Callable[[Callable[[], object]], list[EmailMessage]]


@pytest.fixture(autouse=True)
def _sample_rooms(settings: object) -> None:
    settings.ROOT_URLCONF = "tests.access.urls"


@pytest.fixture
def posted(django_capture_on_commit_callbacks: Callable) -> Posted:
    """Do something as a committed request; returns the mails that left the house at once."""

    def do(deed: Callable[[], object]) -> list[EmailMessage]:
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        letters_are_gone()
        return mail.outbox[before:]

    return do


@pytest.fixture
def invited(cast: Cast) -> Callable[[str], str]:
    """Invite somebody by key; returns the path that stands in the mail."""
    from foundation.access.invitations import invite

    def do(key: str) -> str:
        person, before = cast.all[key], len(mail.outbox)
        with cast.at(key):
            invite(person, by=cast.all["marit" if cast.home[key] == "elvebyen" else "solrun"])
        drain(person.municipality_id)
        [message] = mail.outbox[before:]
        return path_in(message)

    return do


def code_in(message: EmailMessage) -> str:
    return re.search(r"\b(\d{6})\b", message.body)[1]


def path_in(message: EmailMessage) -> str:
    return re.search(r"http://[^/]+(/\S+)", message.body)[1]
