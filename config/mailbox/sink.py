"""The SMTP server: takes every letter, keeps it in a folder."""

import logging
import secrets
import socket
import time
from collections.abc import Iterator
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from config.mailbox.messages import ENVELOPE, Message

logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells of every command otherwise

# Local parts that are answered as a real server answers an unknown or a busy mailbox.
ANSWERS = {
    "refused": "550 5.1.1 There is no such mailbox",
    "busy": "451 4.2.2 The mailbox is full, try again later",
}


class Mailbox:
    """An SMTP server on 127.0.0.1 whose letters stay in `folder` from start to start."""

    def __init__(self, folder: Path, port: int = 0):
        self.folder, self.port = folder, port or free_port()
        self._server = Controller(self, hostname="127.0.0.1", port=self.port)

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._server.start()

    def stop(self) -> None:
        self._server.stop()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = ANSWERS.get(address.split("@")[0])
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
        unfinished = self.folder / f"{name}.new"
        head = f"{ENVELOPE}: {', '.join(envelope.rcpt_tos)}\r\n".encode()
        unfinished.write_bytes(head + envelope.content)
        unfinished.rename(self.folder / f"{name}.eml")
        return "250 Kept"

    def __iter__(self) -> Iterator[Message]:
        for file in sorted(self.folder.glob("*.eml")):
            yield Message(file)

    def get(self, id: str) -> Message | None:
        file = self.folder / f"{id}.eml"
        return Message(file) if file.parent == self.folder and file.exists() else None

    def messages(self, to: str = "", containing: str = "") -> list[Message]:
        """In order of arrival; `to` is an address or a number, `containing` a part of subject or text."""
        return [
            message
            for message in self
            if (not to or to in message.to) and containing in f"{message.subject}\n{message.text}"
        ]

    def wait_for(self, to: str = "", containing: str = "", seconds: float = 20) -> Message:
        """The newest message that fits, waiting for it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := self.messages(to, containing):
                return found[-1]
            time.sleep(0.1)
        raise AssertionError(
            f"Nothing came to {to or 'anybody'} with {containing!r} in {seconds} s: {list(self)}"
        )

    def clear(self) -> None:
        for file in self.folder.glob("*.eml"):
            file.unlink()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
