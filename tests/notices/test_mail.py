"""Real SMTP: what a server may answer, and what we make of it."""

import smtplib
import socket
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django import Settings

from foundation.notices.errors import Away, NotNow, Refused
from foundation.notices.letters import Letter
from foundation.notices.mail import Mailbox, _meaning
from foundation.notices.sms import ConsoleSms, MailboxSms, backend, is_mobile


class Sink:
    """Keeps what it takes; answers what the test says."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.rcpt, self.data = "250 OK", "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, to: str, options: list
    ) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(to)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.data == "hang up":
            server.transport.close()
        self.taken.append(envelope)
        return self.data


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    handler = Sink()
    controller = Controller(handler, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield handler
    controller.stop()


@pytest.fixture
def mailbox(sink: Sink) -> Iterator[Mailbox]:
    box = Mailbox(timeout=5)
    yield box
    box.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def letter(to: str = "ingrid@post.example", name: str = "Ingrid Solheim") -> Letter:
    return Letter(
        "email", to, name, "Ærlig talt", "Hei, æøå.", "<1@elvebyen.localhost>", sender_name="Elvebyen kommune"
    )


def test_letters_go_through_one_connection(mailbox: Mailbox, sink: Sink) -> None:
    mailbox.send(letter())
    first = mailbox.connection.connection
    mailbox.send(letter("solveig@post.example"))
    assert mailbox.connection.connection is first
    assert [envelope.rcpt_tos for envelope in sink.taken] == [
        ["ingrid@post.example"],
        ["solveig@post.example"],
    ]
    assert b"Message-ID: <1@elvebyen.localhost>" in sink.taken[0].content


def test_a_connection_that_died_meanwhile_is_opened_anew(mailbox: Mailbox, sink: Sink) -> None:
    mailbox.send(letter())
    mailbox.connection.connection.sock.shutdown(socket.SHUT_RDWR)
    mailbox.send(letter())
    assert len(sink.taken) == 2


@pytest.mark.parametrize(
    ("rcpt", "data", "error"),
    [
        ("550 no such user", "250 OK", Refused),
        ("450 try later", "250 OK", NotNow),
        ("250 OK", "554 no", Refused),
        ("250 OK", "451 later", NotNow),
        ("421 closing", "250 OK", Away),
        ("250 OK", "hang up", NotNow),
    ],
)
def test_what_the_server_says_decides_what_follows(
    mailbox: Mailbox, sink: Sink, rcpt: str, data: str, error: type[Exception]
) -> None:
    sink.rcpt, sink.data = rcpt, data
    with pytest.raises(error):
        mailbox.send(letter())
    sink.rcpt = sink.data = "250 OK"
    mailbox.send(letter())  # and the next letter is not harmed
    assert sink.taken[-1].rcpt_tos == ["ingrid@post.example"]


def test_nobody_at_the_port_is_away(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = free_port()
    with pytest.raises(Away):
        Mailbox(timeout=2).send(letter())


def test_a_server_that_accepts_and_says_nothing_is_away(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_PORT = silent.getsockname()[1]
        with pytest.raises(Away):
            Mailbox(timeout=1).send(letter())


def test_a_line_break_in_a_name_makes_no_header(mailbox: Mailbox, sink: Sink) -> None:
    with pytest.raises(Refused):
        mailbox.send(letter(name="Ingrid\nBcc: all@post.example"))
    assert sink.taken == []


def test_our_own_address_refused_is_not_the_readers_fault() -> None:
    assert isinstance(_meaning(smtplib.SMTPSenderRefused(550, b"not you", "us@x.example")), NotNow)


def test_a_text_message_goes_to_the_mailbox_by_number(sink: Sink) -> None:
    texting = MailboxSms()
    texting.send("+47 900 00 013", "Hei Ingrid! Ærlig talt.", "<2@elvebyen.localhost>")
    texting.close()
    assert sink.taken[0].rcpt_tos == ["4790000013@sms.invalid"]


def test_the_console_tells_no_words_in_production(settings: Settings, capsys: pytest.CaptureFixture) -> None:
    settings.PRODUCTION = True
    ConsoleSms().send("+4790000013", "Koden er 481 207", "<3@x>")
    assert capsys.readouterr().err == "SMS to …013: 1 part(s)\n"
    settings.PRODUCTION = False
    ConsoleSms().send("+4790000013", "Koden er 481 207", "<3@x>")
    assert capsys.readouterr().err == "SMS to +4790000013: Koden er 481 207\n"


def test_the_settings_name_the_way_of_texting(settings: Settings) -> None:
    settings.SMS_BACKEND = "foundation.notices.sms.ConsoleSms"
    assert isinstance(backend(), ConsoleSms)


@pytest.mark.parametrize(
    ("phone", "mobile"),
    [
        ("900 00 013", True),
        ("+47 412 34 567", True),
        ("32 26 12 34", False),
        ("", False),
        ("x", False),
        ("+46701234567", True),
    ],
)
def test_only_mobile_numbers_are_texted(phone: str, mobile: bool) -> None:
    assert is_mobile(phone) is mobile
