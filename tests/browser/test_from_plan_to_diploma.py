"""A course from the plan to the diploma, on the page of the session: seats kept, signed up by oneself, by the contact and from the
portal, ticked, closed, and the certificate in the hand of somebody without a log-in (CRS-01, CRS-03, CRS-09, CRS-10)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from courses.models import CourseSession
from foundation.tenancy.context import enter
from tests.browser.people import DESK, PHONE, Visitor
from tests.browser.running import House
from tests.cast import Cast, session_of
from volunteers.models import Volunteer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COURSE = "Introduksjonskurs for nye frivillige"
TORIL = "toril@hjemme.example"


@pytest.fixture
def people(chromium: Browser, house: House, cast: Cast) -> Iterator[dict[str, Visitor]]:
    """Logged in already, but Toril, whom nobody knows."""
    with enter(cast.elvebyen):
        for person in (cast.ingrid, cast.solveig):
            Volunteer.objects.create(person=person, workplace=cast.solsiden, started_on=timezone.localdate())
    came = {}
    for name, device in {"marit": DESK, "kari": DESK, "ingrid": PHONE}.items():
        person = cast.all[name]
        came[name] = Visitor(name.capitalize(), person.email, chromium, house, device)
        key = session_of(person, second_factor=name != "ingrid")
        came[name].context.add_cookies([{"name": "sessionid", "value": key, "url": house.url}])
    came["toril"] = Visitor("Toril", TORIL, chromium, house, PHONE)
    yield came
    for one in came.values():
        one.context.close()


def test_from_plan_to_diploma(house: House, cast: Cast, people: dict[str, Visitor]) -> None:
    marit, kari, ingrid, toril = people.values()
    day = timezone.localdate() + timedelta(days=14)

    # Marit plans it, shows it in the portal, and keeps seats for volunteers
    plans(marit, day)
    marit.follows("Sett av plasser til noen")
    marit.writes(re.compile("^frivillige", re.IGNORECASE), "2")
    marit.presses("Sett dem av")
    marit.is_told("Det som ikke er satt av, er for alle.")

    # Ingrid signs up on the phone, Kari signs Solveig up, and Toril reads about it in the portal
    ingrid.opens("/min-side/kurs/")
    ingrid.presses(re.compile("^Meld meg på"))
    ingrid.is_told("Du har plass")
    kari.opens("/kurs/")
    kari.follows(COURSE)
    kari.follows("Meld på noen")
    kari.ticks(re.compile("^Solveig Aune"))
    kari.presses("Meld dem på")
    kari.is_told("1 har fått plass og beskjed.")
    signs_up(toril)

    # Toril's mail leads to her seat
    house.letter(TORIL, "Du har plass")
    toril.opens_link(house.letter(TORIL, "Koden din i døra"))
    toril.reads("Du har plass")
    assert seats(cast) == {"Ingrid Solheim", "Solveig Aune", "Toril Vik"}

    # The day comes: who came and what they went through is ticked, and the course is closed, all on one page
    house.it_has_been("course_session")
    marit.opens("/kurs/")
    marit.follows(COURSE)
    here = marit.page.url
    for name in ("Ingrid Solheim", "Toril Vik"):
        marit.ticks(name)
    marit.presses("Lagre hvem som kom")
    marit.is_told("Lagret hvem som kom.")
    for topic in marit.page.locator('input[name="topic"]').all():
        topic.check()
    marit.presses("Lagre hva vi har vært gjennom")
    marit.is_told("Lagret hva dere har vært gjennom.")
    assert marit.page.url == here
    marit.follows("Avslutt og send kursbevis")
    marit.presses("Avslutt og send kursbevisene")
    marit.is_told("2 kursbevis er på vei.")
    marit.follows("2 kursbevis")
    marit.sees("2 av 2 kursbevis er laget.")

    # Toril, who has no log-in, has the diploma by the link in the mail, and says how it was
    letter = house.letter(TORIL, "Kursbeviset ditt er klart")
    toril.opens_link(letter)
    with toril.saves() as files:
        toril.follows("Last ned kursbeviset")
    is_a_diploma(files[0], "Toril Vik")
    toril.opens_link(house.letter(TORIL, "Hvordan var"))
    toril.page.locator('input[type="radio"][value="5"]').first.check(force=True)
    toril.presses("Send")
    toril.reads("Takk")
    marit.opens(here)
    marit.follows("Etter kurset")
    marit.sees(re.compile("^1 svar, 2 spurt"))

    # Ingrid has hers on My page
    ingrid.opens("/min-side/kurs/")
    with ingrid.saves() as mine:
        ingrid.follows("Last ned PDF")
    is_a_diploma(mine[0], "Ingrid Solheim")
    assert [*(one for who in people.values() for one in who.wrong), *house.complaints] == []


def plans(marit: Visitor, day: date) -> None:
    marit.opens("/kurs/")
    marit.find("link", "Planlegg et kurs").first.click()
    marit.chooses("Hvilket kurs?", COURSE)
    marit.writes("Dag", day.isoformat())
    marit.writes("Fra", "17:30")
    marit.writes("Til", "20:30")
    marit.writes("Sted", "Biblioteket")
    marit.writes("Hvor mange plasser?", "3")
    marit.ticks(re.compile("^Vis det i portalen"))
    marit.presses("Planlegg kurset")
    marit.is_told("De frivillige kan melde seg på nå.")
    marit.reads(COURSE)
    marit.sees("Kveld")


def signs_up(toril: Visitor) -> None:
    toril.opens("/")
    toril.follows(COURSE)
    toril.writes("Hva heter du?", "Toril Vik")
    toril.writes("E-post", TORIL)
    toril.ticks(re.compile("^Det er greit at"))
    toril.presses("Meld meg på")
    toril.reads("Du har plass")


def seats(cast: Cast) -> set[str]:
    with enter(cast.elvebyen):
        return set(CourseSession.objects.get().taken_seats().values_list("person__name", flat=True))


def is_a_diploma(content: bytes, name: str) -> None:
    with pikepdf.open(BytesIO(content)) as drawn:
        assert bool(drawn.Root.MarkInfo.Marked)
        assert str(drawn.Root.Lang).startswith("nb")
        with drawn.open_metadata() as about:
            assert about["dc:title"] == f"Kursbevis – {name}"
            assert about["pdfuaid:part"] == "1"
