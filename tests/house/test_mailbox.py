"""The mailbox takes real mail, keeps it, shows it to this machine alone, and knows the demo's codes."""

import json
import smtplib
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from config.mailbox import Mailbox, codes
from config.mailbox.sink import free_port
from config.mailbox.web import MailboxServer

SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # RFC 6238, appendix B


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    box = Mailbox(tmp_path / "mailbox")
    box.start()
    yield box
    box.stop()


@pytest.fixture
def page(mailbox: Mailbox, tmp_path: Path) -> Iterator[str]:
    logins = tmp_path / "demo-logins.json"
    logins.write_text(json.dumps([{"name": "Solveig", "email": "s@elvebyen.example", "totp_secret": SECRET}]))
    server = MailboxServer(mailbox, logins, free_port())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def send(mailbox: Mailbox, to: str, subject: str = "Velkommen", text: str = "Hei.") -> None:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "samspill@localhost", to, subject
    letter.set_content(text)
    letter.add_attachment("BEGIN:VCALENDAR", subtype="calendar", filename="møte.ics")
    with smtplib.SMTP("127.0.0.1", mailbox.port) as smtp:
        smtp.send_message(letter)


def test_a_letter_is_kept_with_its_links_and_attachments(mailbox: Mailbox) -> None:
    send(mailbox, "kari@elvebyen.example", text="Se http://elvebyen.localhost:8000/m/1/.")
    message = mailbox.wait_for("kari@elvebyen.example", "Velkommen")
    assert message.links == ["http://elvebyen.localhost:8000/m/1/"]
    assert [(file.name, file.mime) for file in message.attachments] == [("møte.ics", "text/calendar")]


def test_letters_survive_a_restart_and_can_be_deleted(mailbox: Mailbox) -> None:
    send(mailbox, "kari@elvebyen.example")
    again = Mailbox(mailbox.folder)
    assert [message.subject for message in again.messages()] == ["Velkommen"]
    again.clear()
    assert again.messages() == []


def test_an_sms_is_told_by_its_address(mailbox: Mailbox) -> None:
    send(mailbox, "+4741234567@sms.invalid")
    assert [(message.kind, message.to) for message in mailbox] == [("sms", ["+4741234567"])]


def test_some_addresses_are_answered_as_a_real_server_would(mailbox: Mailbox) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(mailbox, "refused@elvebyen.example")
    assert refused.value.recipients["refused@elvebyen.example"][0] == 550
    with pytest.raises(smtplib.SMTPRecipientsRefused) as busy:
        send(mailbox, "busy@elvebyen.example")
    assert busy.value.recipients["busy@elvebyen.example"][0] == 451


def test_the_page_shows_the_letter_and_the_code(mailbox: Mailbox, page: str) -> None:
    send(mailbox, "kari@elvebyen.example", text="<script>http://elvebyen.localhost:8000/m/1/")
    front = urlopen(page).read().decode()
    assert "Velkommen" in front
    assert "Solveig" in front
    (told,) = json.load(urlopen(f"{page}/api/messages"))
    letter = urlopen(f"{page}/messages/{told['id']}").read().decode()
    assert 'href="http://elvebyen.localhost:8000/m/1/"' in letter
    assert "<script>" not in letter
    assert urlopen(page + told["attachments"][0]["url"]).read() == b"BEGIN:VCALENDAR\r\n"


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {"Host": "evil.example"}, 403),
        ("/messages/../../secret", {}, 404),
        ("/static/../../manage.py", {}, 404),
        ("/messages/none", {}, 404),
    ],
)
def test_the_page_refuses_strangers_and_strange_paths(
    page: str, path: str, headers: dict, status: int
) -> None:
    with pytest.raises(HTTPError) as refusal:
        urlopen(Request(page + path, headers=headers))
    assert refusal.value.code == status


def test_another_site_cannot_delete(mailbox: Mailbox, page: str) -> None:
    send(mailbox, "kari@elvebyen.example")
    with pytest.raises(HTTPError):
        urlopen(Request(f"{page}/delete", method="POST", headers={"Origin": "http://evil.example"}))
    assert len(mailbox.messages()) == 1
    urlopen(Request(f"{page}/delete", method="POST", headers={"Origin": page}))
    assert mailbox.messages() == []


def test_codes_are_those_of_the_standard() -> None:
    assert [codes.code(SECRET, at) for at in (59, 1111111109, 20000000000)] == ["287082", "081804", "353130"]
    assert codes.seconds_left(59) == 1
