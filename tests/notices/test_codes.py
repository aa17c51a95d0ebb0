"""A code to log in with is sent at once and kept nowhere."""

from typing import Any

import pytest
from django.core import mail

from foundation.notices.errors import Away
from foundation.notices.models import DueMark, Notice
from foundation.notices.outbox import Address, send_now_on_commit
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.conftest import letters_are_gone
from tests.notices.promises import answers

__all__ = ["answers"]
pytestmark = pytest.mark.usefixtures("daytime")


def test_a_code_is_sent_on_commit_and_kept_nowhere(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as hooks, enter(cast.elvebyen):
        send_now_on_commit(cast.ingrid, "login_code", {"code": "481 207", "minutes": 10})
        assert (mail.outbox, Notice.objects.count(), DueMark.objects.count()) == ([], 0, 0)
    for hook in hooks:
        hook()
    letters_are_gone()
    [letter] = mail.outbox
    assert letter.subject == "Koden din til Elvebyen kommune"
    assert "Koden er 481 207. Den virker i 10 minutter" in letter.body


def test_a_code_can_be_sent_where_no_municipality_is_entered(
    db: None, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        send_now_on_commit(
            Address("Drift", email="drift@samspill.example"), "login_code", {"code": "1", "minutes": 9}
        )
    letters_are_gone()
    assert mail.outbox[0].subject == "Koden din til Samspill"


def test_a_code_that_cannot_be_sent_is_not_told_to_the_log(
    cast: Cast, answers: list, django_capture_on_commit_callbacks: Any, caplog: pytest.LogCaptureFixture
) -> None:
    answers.append(Away("connection refused for ingrid@elvebyen.example"))
    with django_capture_on_commit_callbacks(execute=True), enter(cast.elvebyen):
        send_now_on_commit(cast.ingrid, "login_code", {"code": "481207", "minutes": 10})
    letters_are_gone()
    assert (caplog.messages, answers) == (["a login_code could not be sent: Away"], [])
