"""A message as it was received: read from its file, never changed."""

import email.policy
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

SMS_DOMAIN = "sms.invalid"
ENVELOPE = "X-Envelope-To"  # whom the SMTP client named, which need not be whom the letter names
LINK = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True)
class Attachment:
    name: str
    mime: str
    content: bytes


class Message:
    """A received mail or SMS. Its id is its file's name, in order of arrival."""

    def __init__(self, file: Path):
        self.id = file.stem
        self.received_at = datetime.fromtimestamp(int(self.id.split("-")[0]) / 1e9, UTC)
        self.mail: EmailMessage = BytesParser(policy=email.policy.default).parsebytes(file.read_bytes())

    def __repr__(self) -> str:
        return f"<{self.kind} to {', '.join(self.to)}: {self.subject}>"

    @cached_property
    def addresses(self) -> list[str]:
        return [address for line in self.mail.get_all(ENVELOPE, []) for address in line.split(", ")]

    @property
    def kind(self) -> str:
        return "sms" if any(address.endswith(f"@{SMS_DOMAIN}") for address in self.addresses) else "mail"

    @property
    def to(self) -> list[str]:
        """Addresses; of an SMS, numbers."""
        return [address.removesuffix(f"@{SMS_DOMAIN}") for address in self.addresses]

    @property
    def sender(self) -> str:
        return str(self.mail.get("From", ""))

    @property
    def subject(self) -> str:
        return str(self.mail.get("Subject", "")).strip()  # a long one begins on the next line

    @cached_property
    def text(self) -> str:
        part = self.mail.get_body(("plain", "html"))
        if part is None:
            return ""
        content = part.get_content().replace("\r\n", "\n")
        return content if part.get_content_type() == "text/plain" else text_of(content)

    @property
    def links(self) -> list[str]:
        return [link.rstrip(".,;:!?)]") for link in LINK.findall(self.text)]

    @cached_property
    def attachments(self) -> list[Attachment]:
        return [
            Attachment(
                part.get_filename() or "vedlegg",
                part.get_content_type(),
                part.get_payload(decode=True) or b"",
            )
            for part in self.mail.iter_attachments()
        ]

    def as_dict(self) -> dict:
        return {
            "id": self.id,
            "kind": self.kind,
            "to": self.to,
            "from": self.sender,
            "subject": self.subject,
            "text": self.text,
            "links": self.links,
            "attachments": [
                {"name": file.name, "mime": file.mime, "url": f"/messages/{self.id}/{number}"}
                for number, file in enumerate(self.attachments)
            ],
            "received_at": self.received_at.isoformat(),
        }


class _Text(HTMLParser):
    """The words of an HTML mail, each link's address after its words."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append(dict(attrs).get("href") or "")
        if tag in ("p", "br", "div", "tr", "li", "h1", "h2", "h3"):
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.links:
            self.words.append(f" {self.links.pop()} ")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def text_of(html: str) -> str:
    reader = _Text()
    reader.feed(html)
    return "".join(reader.words).strip()
