"""Elvebyen as a municipality that has begun: activities to choose among, courses, and staff who can log in."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.db import connections
from playwright.sync_api import Browser

from courses.seeding import seed_courses
from foundation.notices.outbox import silent
from foundation.people.models import District
from foundation.tenancy.context import enter
from tests.browser.people import DESK, PHONE, Visitor
from tests.browser.running import House
from tests.browser.story import Story
from tests.cast import PASSWORD, STAFF, Cast
from tests.house import tour
from volunteers.activity_types import seed_activity_types
from volunteers.models import Activity, ActivityType, Enquiry

PICTURES = settings.BASE_DIR / "var" / "story"
ACTIVITIES = [  # place, kind, title, when it is
    ("solsiden", "coffee_visit", "Kaffebesøk på avdeling 2", ["weekday_morning"]),
    ("solsiden", "games", "Sjakk ved vinduet", ["weekday_afternoon"]),
    ("hagebyen", "walking_friend", "Tirsdagsturen", ["weekday_morning"]),
    ("elvebredden", "song_hour", "Sangstund på fredag", ["weekend_day"]),
]


@pytest.fixture
def house(cast: Cast, tmp_path: Path) -> Iterator[House]:
    furnish(cast)
    with House(cast.elvebyen, tmp_path).open() as opened:
        yield opened


def furnish(cast: Cast) -> None:
    seed_activity_types(cast.elvebyen)
    with enter(cast.elvebyen):
        seed_courses("nb")
        centre = District.objects.create(name="Sentrum")
        cast.solsiden.district = centre
        cast.solsiden.address = "Solsideveien 4"
        cast.solsiden.save()
        for place, kind, title, times in ACTIVITIES:
            kind = ActivityType.objects.get(code=kind)
            Activity.objects.create(activity_type=kind, workplace=cast.all[place], title=title, times=times)
        _somebody_is_on_the_way_in(cast)
        for key in STAFF["elvebyen"]:  # the tests' quick passwords are not known to a house that runs
            user = cast.all[key].user
            user.password = make_password(PASSWORD, hasher=PBKDF2PasswordHasher())
            user.save(update_fields=["password"])


def _somebody_is_on_the_way_in(cast: Cast) -> None:
    """Kari has more to do than what the story brings her."""
    with silent():
        enquiry = Enquiry(name="Tor-Arne Myhre", phone="+4741234568")
        enquiry.register(cast.solsiden).answer(by=cast.kari)


@pytest.fixture
def chromium(cast: Cast) -> Iterator[Browser]:
    """Playwright's loop runs in our thread: Django takes it for its own, and keeps other connections while it runs."""
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with tour.browser() as opened:
        yield opened
        connections.close_all()
    patch.undo()


@pytest.fixture
def story(chromium: Browser, house: House) -> Iterator[Story]:
    """Four people, each with a browser of their own."""
    sunniva = Visitor("Sunniva", "sunniva.dahl@hjemme.example", chromium, house, PHONE)
    kari = Visitor("Kari", "kari@elvebyen.example", chromium, house, DESK)
    marit = Visitor("Marit", "marit@elvebyen.example", chromium, house, DESK)
    jonas = Visitor("Jonas", "jonas@elvebyen.example", chromium, house, DESK)
    told = Story(house, sunniva, kari, marit, jonas)
    yield told
    for person in told.people:
        person.context.close()


Step = Callable[[str], AbstractContextManager]


@pytest.fixture
def step(story: Story) -> Step:
    """`with step("…"):` tells how long it took; when it fails, what everybody saw lies in var/story/."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.iterdir():
        old.unlink()
    began = time.monotonic()

    @contextmanager
    def told(what: str) -> Iterator[None]:
        start = time.monotonic()
        try:
            yield
        except BaseException:
            keep(story)
            print(f"{start - began:6.1f} s  FAILED: {what}")
            raise
        print(f"{start - began:6.1f} s  {what} ({time.monotonic() - start:.1f} s)")

    return told


def keep(story: Story) -> None:
    """What everybody saw, and what the house wrote."""
    house = story.house
    for person in story.people:
        file = PICTURES / person.name.lower()
        person.page.screenshot(path=file.with_suffix(".png"), full_page=True)
        seen = person.page.locator("body").aria_snapshot()
        file.with_suffix(".txt").write_text(f"{person.page.url}\n{seen}\n")
    for log in house.logs:
        (PICTURES / f"{log}.log").write_text(house.said(log))
    letters = [f"{one.received_at:%H:%M:%S} {one.to} {one.subject}\n{one.text}\n" for one in house.mailbox]
    (PICTURES / "letters.txt").write_text("\n".join(letters))
