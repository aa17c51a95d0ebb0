"""Diplomas for a whole hall are drawn by a real worker that is killed three times: each exactly once, each a whole document (CRS-10)."""

import hashlib
from collections import Counter
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.utils import timezone
from kombu import Connection

from courses.models import Certificate, Course, CourseSession
from courses.seeding import seed_courses
from foundation.documents.models import Document
from foundation.documents.tasks import PORTION, make_pdf
from foundation.events.models import Participation
from foundation.notices.models import Notice
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.notices.workers import Broker, environment, wait_for, worker

pytestmark = pytest.mark.django_db(transaction=True)


def closed(cast: Cast, count: int) -> None:
    """A hall of people came, and the course is closed: every diploma is promised, none is drawn."""
    with enter(cast.elvebyen):
        seed_courses("nb")
        course = Course.objects.get(code="introduction")
        start = timezone.now() - timedelta(hours=5)
        times = {"starts_at": start, "ends_at": start + timedelta(hours=3)}
        session = CourseSession.plan(
            course, place="Salen", capacity=count, leader=cast.eirik, by=cast.marit, **times
        )
        people = Person.objects.bulk_create(
            [Person(name=f"Frivillig {number:04}") for number in range(count)]
        )
        Participation.objects.bulk_create(
            [
                Participation(event=session.event, person=one, state="signed_up", attended=True)
                for one in people
            ]
        )
        session.cover(list(course.topics.all()), by=cast.marit)
        session.close(by=cast.marit)


def made(cast: Cast) -> int:
    with enter(cast.elvebyen):
        return Document.objects.filter(state="made").count()


def ask(cast: Cast, broker: Broker) -> None:
    """What the tick does for everything that waits."""
    with enter(cast.elvebyen):
        waiting = list(Document.objects.filter(state="queued").values_list("pk", flat=True))
    with Connection(broker.url, transport_options=broker.options) as connection:
        for at in range(0, len(waiting), PORTION):
            papers = [str(pk) for pk in waiting[at : at + PORTION]]
            make_pdf.apply_async(args=(str(cast.elvebyen.pk), *papers), connection=connection)


def survive(cast: Cast, tmp_path: Path, count: int) -> None:
    closed(cast, count)
    broker, log = Broker(tmp_path / "broker"), tmp_path / "worker.log"
    env = environment(DATA_DIR=str(tmp_path), **broker.env)
    for murder in range(1, 4):
        with worker(env, log) as victim:
            ask(cast, broker)
            assert wait_for(lambda at=murder: made(cast) >= count * at // 5, 60 + count, 0.02), (
                log.read_text()
            )
            victim.kill()
        assert made(cast) < count, "it was killed in the midst of it"
    with worker(env, log):
        ask(cast, broker)
        assert wait_for(lambda: made(cast) == count, 60 + count, 0.2), log.read_text()
    with enter(cast.elvebyen):
        each_is_whole(count, tmp_path / "files")


def each_is_whole(count: int, files: Path) -> None:
    papers = list(Document.objects.select_related("person"))
    assert (len(papers), Certificate.objects.count()) == (count, count)
    assert Counter(paper.state for paper in papers) == {"made": count}
    assert len({paper.code for paper in papers}) == len({paper.person_id for paper in papers}) == count
    for paper in papers:
        content = (files / paper.file.name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == paper.sha256
        with pikepdf.open(BytesIO(content)) as drawn:
            assert bool(drawn.Root.MarkInfo.Marked)
            with drawn.open_metadata() as about:
                assert about["dc:title"] == f"Kursbevis – {paper.person.name}"
    told = Counter(Notice.objects.filter(kind="certificate_ready").values_list("person", "channel"))
    assert set(told.values()) <= {1}


def test_sixty_diplomas_survive_three_murders(cast: Cast, tmp_path: Path) -> None:
    survive(cast, tmp_path, 60)


@pytest.mark.long
def test_a_thousand_diplomas_survive_three_murders(cast: Cast, tmp_path: Path) -> None:
    survive(cast, tmp_path, 1000)
