import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from tests.conftest import letters_are_gone


@pytest.fixture(autouse=True)
def _sample_rooms(settings: object) -> None:
    settings.ROOT_URLCONF = "tests.access.urls"


@pytest.fixture
def posted(django_capture_on_commit_callbacks: Callable) -> Callable[[Callable], list[EmailMessage]]:
    """Do something as a committed request; returns the mails that left the house."""

    def do(deed: Callable) -> list[EmailMessage]:
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        letters_are_gone()
        return mail.outbox[before:]

    return do


def code_in(message: EmailMessage) -> str:
    return re.search(r"\b(\d{6})\b", message.body)[1]


def path_in(message: EmailMessage) -> str:
    return re.search(r"http://[^/]+(/\S+)", message.body)[1]
