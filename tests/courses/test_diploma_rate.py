"""A hundred diplomas in one go, beside what draws them by itself (CRS-10). The goal is nine tenths of its speed."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.utils import timezone
from weasyprint import HTML

from courses.models import Course, CourseSession
from courses.seeding import seed_courses
from foundation.documents import pdf
from foundation.documents.making import page_of
from foundation.documents.models import Document
from foundation.documents.tasks import PORTION, make_pdf
from foundation.events.models import Participation
from foundation.notices.models import Notice
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.figures import told

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
COUNT = 100


@dataclass
class Spent:
    processor: float = 0.0
    clock: float = 0.0

    @contextmanager
    def counting(self) -> Iterator[None]:
        processor, clock = time.process_time(), time.perf_counter()
        yield
        self.processor += time.process_time() - processor
        self.clock += time.perf_counter() - clock

    def each(self) -> float:
        return 1000 * self.processor / COUNT


def closed(cast: Cast) -> list[tuple[str, str]]:
    """A course is closed: the key of each diploma, and the page it is drawn from."""
    with enter(cast.elvebyen):
        seed_courses("nb")
        course, start = Course.objects.get(code="introduction"), timezone.now() - timedelta(hours=5)
        times = {"starts_at": start, "ends_at": start + timedelta(hours=3)}
        session = CourseSession.plan(
            course, place="Salen", capacity=COUNT, leader=cast.eirik, by=cast.marit, **times
        )
        for number in range(COUNT):
            person = Person.objects.create(
                name=f"Frivillig {number:03}", email=f"frivillig{number:03}@elvebyen.test"
            )
            Participation.objects.create(event=session.event, person=person, state="signed_up", attended=True)
        session.cover(list(course.topics.all()), by=cast.marit)
        session.close(by=cast.marit)
        return [(str(paper.pk), page_of(paper).html) for paper in Document.objects.all()]


def bare(html: str, key: str) -> bytes:
    """WeasyPrint by itself, with the style sheet and the fonts it shares."""
    styles, fonts = pdf._shared()
    page = HTML(string=html, base_url=pdf.FONTS.as_uri() + "/", url_fetcher=pdf._own_files())
    drawn = page.render(stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1")
    return drawn.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=key.encode())


def test_a_hundred_diplomas_are_made_at_nine_tenths_of_the_speed_of_what_draws_them(cast: Cast) -> None:
    papers, ours, alone = closed(cast), Spent(), Spent()
    bare(papers[0][1], papers[0][0])  # fonts are read the first time
    for at in range(0, COUNT, PORTION):  # by turns: others may be busy too
        with alone.counting():
            for key, html in papers[at : at + PORTION]:
                bare(html, key)
        with ours.counting():
            make_pdf.run(str(cast.elvebyen.pk), *(key for key, _ in papers[at : at + PORTION]))
    with enter(cast.elvebyen):
        assert Document.objects.filter(state="made").count() == COUNT
        assert Notice.objects.filter(kind="certificate_ready", channel="email").count() == COUNT
    told(
        f"{COUNT} diplomas in one go by one worker, with everything around: {ours.each():.1f} ms of its processor each, "
        f"{alone.each():.1f} by WeasyPrint alone ({alone.processor / ours.processor:.0%}); "
        f"on the clock {1000 * ours.clock / COUNT:.1f} and {1000 * alone.clock / COUNT:.1f} ({alone.clock / ours.clock:.0%})"
    )
    assert alone.processor / ours.processor >= 0.9
