"""The pages of the courses ask the database little, also when much is planned and many have a seat."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.models import Course
from foundation.events.seats import Share
from tests.cast import Cast
from tests.courses.conftest import plan
from tests.queries import LIMIT, asked
from volunteers.models import Volunteer


@pytest.mark.usefixtures("course")
def test_every_page_of_a_course_asks_little(cast: Cast) -> None:
    for person in (cast.ingrid, cast.solveig):
        Volunteer.objects.create(person=person, workplace=cast.solsiden)
    sessions = [
        plan(one, cast, timezone.now() + timedelta(days=number + 2))
        for number, one in enumerate(Course.objects.all())
    ]
    for session in sessions:
        session.event.share_out([Share(2, group="volunteer")], by=cast.marit)
        for person in (cast.ingrid, cast.solveig, cast.anne):
            session.enrol(person, by=person)
    first, course = sessions[0], sessions[0].course
    pages = {
        "marit": [
            ("course_session", first.pk),
            ("course", course.pk),
            ("course_catalogue",),
            ("topic_library",),
            ("competence",),
            ("course_drop_offs",),
            ("course_results", course.pk),
        ],
        "ingrid": [("my_courses",)],
        "anne": [("my_courses",)],
    }
    over = {}
    for key, names in pages.items():
        client = cast.client_for(key)
        for name, *args in names:
            url = reverse(name, args=args)
            asked(client, url)  # what is remembered for some seconds is remembered now
            if len(found := asked(client, url)) > LIMIT:
                over[key, name] = len(found)
    assert over == {}
