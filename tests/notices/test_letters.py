"""What goes out: its words, its link and its files, to the address of today in the language of the reader."""

import pytest
from django.core import mail
from django.db.models.functions import Now

from foundation.notices.drain import drain
from foundation.notices.models import Notice
from tests.cast import Cast
from tests.notices.promises import ATTACHED, CALENDAR, answers, promise, row, sent

__all__ = ["answers"]
pytestmark = pytest.mark.usefixtures("daytime")


def test_a_notice_goes_out_with_its_words_and_its_link(cast: Cast) -> None:
    promise(cast, attachments=[ATTACHED])
    drain(cast.elvebyen.pk)
    [letter] = mail.outbox
    assert letter.to == ["Ingrid Solheim <ingrid@elvebyen.example>"]
    assert letter.from_email.startswith("Elvebyen kommune <")
    assert letter.subject == "Du har plass på Introduksjonskurs"
    assert letter.body.startswith(
        "Hei, Ingrid.\n\nVi ses torsdag 26. november kl. 14.00. Kalenderfil ligger ved."
    )
    assert "\nVennlig hilsen\nElvebyen kommune\n" in letter.body
    assert "http://elvebyen.localhost:8000/kurs/1/\n" in letter.body


def test_the_calendar_file_comes_along_as_a_calendar(cast: Cast) -> None:
    promise(cast, attachments=[ATTACHED])
    drain(cast.elvebyen.pk)
    text, calendar = sent()[0].get_payload()
    assert (calendar.get_content_type(), calendar.get_param("method")) == ("text/calendar", "REQUEST")
    assert calendar.get_filename() == "kurs.ics"
    assert calendar.get_payload(decode=True).decode() == CALENDAR[2]


def test_a_letter_has_the_same_message_id_each_time_and_says_it_is_automatic(cast: Cast) -> None:
    promise(cast)
    drain(cast.elvebyen.pk)
    [letter] = sent()
    assert letter["Message-ID"] == f"<{row(cast).message_id}@elvebyen.localhost>"
    assert letter["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("language", "subject", "day"),
    [
        ("nb", "Du har plass på Introduksjonskurs", "torsdag 26. november kl. 14.00"),
        ("nn", "Du har plass på Introduksjonskurs", "torsdag 26. november kl. 14.00"),
        ("en", "You have a seat at Introduksjonskurs", "Thursday 26 November at 14:00"),
    ],
)
def test_each_reads_their_own_language(cast: Cast, language: str, subject: str, day: str) -> None:
    with cast.at("ingrid"):
        cast.ingrid.language = language
        cast.ingrid.save()
    promise(cast)
    drain(cast.elvebyen.pk)
    assert mail.outbox[0].subject == subject
    assert day in mail.outbox[0].body


def test_without_a_choice_it_is_the_municipalitys_language(cast: Cast) -> None:
    promise(cast, to="torgeir")
    drain(cast.fjordvik.pk)
    assert "Vennleg helsing\nFjordvik kommune" in mail.outbox[0].body


def test_the_address_is_the_one_of_today(cast: Cast) -> None:
    promise(cast)
    with cast.at("ingrid"):
        cast.ingrid.email = "ny@post.example"
        cast.ingrid.save()
    drain(cast.elvebyen.pk)
    assert mail.outbox[0].to == ["Ingrid Solheim <ny@post.example>"]


def test_a_text_message_comes_to_the_mailbox_of_the_demo(cast: Cast) -> None:
    with cast.at("ingrid"):
        cast.ingrid.channel = "sms"
        cast.ingrid.save()
    promise(cast)
    drain(cast.elvebyen.pk)
    [message] = mail.outbox
    assert message.to == [f"{str(cast.ingrid.phone)[1:]}@sms.invalid"]
    assert message.body.startswith("Du har plass på kurset torsdag 26. november kl. 14.00.")


def test_the_page_shows_what_was_promised_when_it_is_due(cast: Cast) -> None:
    promise(cast, undo_window=True)
    with cast.at("ingrid"):
        assert Notice.objects.inbox(cast.ingrid).count() == 0
        Notice.objects.update(due_at=Now(), try_at=Now())
    drain(cast.elvebyen.pk)
    with cast.at("ingrid"):
        [notice] = Notice.objects.inbox(cast.ingrid)
        assert (notice.title, notice.url, notice.is_unread) == (
            "Du har plass på Introduksjonskurs",
            "/kurs/1/",
            True,
        )
        assert Notice.objects.inbox(cast.solveig).count() == 0
        Notice.objects.inbox(cast.ingrid).mark_read()
        assert Notice.objects.inbox(cast.ingrid).unread().count() == 0


def test_what_was_sent_is_not_kept(cast: Cast) -> None:
    promise(cast, attachments=[ATTACHED])
    drain(cast.elvebyen.pk)
    notice = row(cast)
    assert (notice.state, notice.fields, notice.url, notice.attachments) == ("sent", {}, "", [])
