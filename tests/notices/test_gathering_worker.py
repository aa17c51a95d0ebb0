"""What is gathered, with real processes: workers that die lose none of it."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from foundation.notices.choices import choose
from foundation.notices.clock import database_now
from foundation.notices.models import Notice
from foundation.notices.models.mark import mark
from foundation.notices.outbox import notify
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.figures import told
from tests.notices.test_gathering import fields_of
from tests.notices.test_worker import states
from tests.notices.workers import Broker, Sink, murders

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE, EACH, KILLS, PROCESSES = 120, 3, 3, 2


class Reader(Sink):
    """A mail server that remembers what the letters said."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.lines: set[tuple[str, str]] = set()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        body = message_from_bytes(envelope.content, policy=default).get_content()
        self.lines |= {(envelope.rcpt_tos[0], word) for word in body.split() if "/kurs/" in word}
        return answer


def gathered(cast: Cast) -> set[tuple[str, str]]:
    """Everybody's half past seven is now. Returns who is to be told of what."""
    wanted = set()
    with enter(cast.elvebyen):
        for number in range(PEOPLE):
            person = Person.objects.create(name=f"Ingrid {number}", email=f"ingrid{number}@post.example")
            choose(person, {"invitations": "daily"}, None, by=person)
            for key in range(EACH):
                path = f"/kurs/{number}-{key}/"
                notify(person, "course_waiting_list", fields_of(str(key)), path, key=path)
                wanted.add((person.email, cast.elvebyen.url(path)))
        now = database_now()
        Notice.objects.filter(channel="email").update(gathered=True, try_at=now)
        mark([now])
    return wanted


def test_workers_that_die_lose_nothing_of_what_is_gathered(cast: Cast, tmp_path: Path) -> None:
    wanted = gathered(cast)
    broker, log = Broker(tmp_path / "broker"), tmp_path / "worker.log"
    with Reader(seconds=0.02) as sink:
        done = murders(sink, broker, log, PEOPLE, KILLS, PROCESSES, until=lambda: states(cast) == {"sent"})
    told(
        f"{len(wanted)} messages gathered for {PEOPLE} people, {KILLS} times kill -9: {len(wanted - sink.lines)} lost, "
        f"{sink.doubles} letters twice"
    )
    assert done, (states(cast), log.read_text())
    assert wanted - sink.lines == set()
    assert sink.doubles <= KILLS * PROCESSES
    assert len(sink.seen) == PEOPLE  # each got one letter; a double has the same Message-ID
