"""The ways out of the house: one per channel, each with a breaker."""

import logging
import threading
import time
from dataclasses import dataclass, field

from foundation.notices import sms
from foundation.notices.errors import Away, NotNow, Refused
from foundation.notices.letters import Letter
from foundation.notices.mail import Mailbox

_AT_ONCE_SECONDS = 10  # somebody waits for the mail
_log = logging.getLogger(__name__)


@dataclass
class Breaker:
    """After five times nobody at home we leave the provider alone for a minute, and claim nothing for it."""

    limit: int = 5
    rest: float = 60.0
    misses: int = 0
    resting_until: float = field(default=0.0)

    @property
    def is_open(self) -> bool:
        return time.monotonic() < self.resting_until

    def missed(self) -> None:
        self.misses += 1
        if self.misses >= self.limit:
            self.resting_until = time.monotonic() + self.rest
            self.misses = self.limit - 1  # after the rest, one more miss is enough

    def reached(self) -> None:
        self.misses, self.resting_until = 0, 0.0


BREAKERS = {"email": Breaker(), "sms": Breaker()}


class Post:
    """Sends letters; opens what it needs and closes it all."""

    def __init__(self, timeout: int | None = None) -> None:
        self.mailbox = Mailbox(timeout)
        self.texting: sms.SmsBackend | None = None

    def __enter__(self) -> "Post":
        return self

    def __exit__(self, *error: object) -> None:
        self.mailbox.close()
        if self.texting:
            self.texting.close()

    @property
    def channels(self) -> list[str]:
        """Those that may be tried now. The page is always open, and so is somebody's mouth."""
        return [
            "in_app",
            "spoken",
            *(channel for channel, breaker in BREAKERS.items() if not breaker.is_open),
        ]

    def send(self, letter: Letter) -> str:
        """The provider's id, or one of the three errors."""
        breaker = BREAKERS[letter.channel]
        try:
            given = self._send(letter)
        except Away:
            breaker.missed()
            raise
        except (Refused, NotNow):
            breaker.reached()
            raise
        breaker.reached()
        return given

    def _send(self, letter: Letter) -> str:
        if letter.channel == "email":
            return self.mailbox.send(letter)
        self.texting = self.texting or sms.backend()
        return self.texting.send(letter.to, letter.text, letter.message_id)


def send_aside(kind: str, letter: Letter) -> None:
    """In a thread of its own: how long the page took must not tell whether a letter went out."""
    threading.Thread(target=_send_at_once, args=(kind, letter), name="letter").start()


def _send_at_once(kind: str, letter: Letter) -> None:
    """Outside any transaction. Neither the address nor the words go to the log."""
    try:
        with Post(timeout=_AT_ONCE_SECONDS) as post:
            post.send(letter)
    except (Away, NotNow, Refused) as error:
        _log.error("a %s could not be sent: %s", kind, type(error).__name__)
