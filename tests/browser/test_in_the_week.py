"""Something is put into the week: whoever comes cannot after all, a reserve is asked, and it is ticked who was here."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from foundation.events.models import Event
from foundation.tenancy.context import enter
from tests.browser.people import DESK, PHONE, Visitor
from tests.browser.running import House
from tests.cast import Cast, session_of
from tests.volunteers.test_happenings import ready
from volunteers.models import HappeningTime

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kari(chromium: Browser, house: House, cast: Cast) -> Iterator[Visitor]:
    """Logged in already; how one logs in is told by the long story."""
    with enter(cast.elvebyen):
        ready(cast, "ingrid", "gunnar")
    came = Visitor("Kari", cast.kari.email, chromium, house, DESK)
    key = session_of(cast.kari, second_factor=True)
    came.context.add_cookies([{"name": "sessionid", "value": key, "url": house.url}])
    yield came
    came.context.close()


@pytest.fixture
def visitor(chromium: Browser, house: House) -> Iterator[Visitor]:
    """Whoever opens a letter on the phone, without logging in."""
    came = Visitor("somebody", "", chromium, house, PHONE)
    yield came
    came.context.close()


def test_a_song_hour_from_the_form_to_who_was_here(
    house: House, cast: Cast, kari: Visitor, visitor: Visitor
) -> None:
    day = timezone.localdate() + timedelta(days=10)

    # Kari fills in five fields, the place is hers already, and opens one fold
    kari.opens("/hvem-kommer/")
    kari.follows("Legg noe i uka")
    kari.writes("Hva kaller du det?", "Sangstund")
    kari.writes("Hvilken dag, eller fra hvilken dag?", day.isoformat())
    kari.writes("Når begynner det?", "14:00")
    kari.page.get_by_text("Frivillige", exact=True).and_(kari.page.locator("summary")).click()
    kari.writes("Hvor mange frivillige trengs? Valgfritt", "1")
    kari.ticks("Ingrid Solheim")
    kari.presses("Legg det i uka")
    kari.is_told("Det står i uka")
    time = only_time(cast)
    assert who(cast, time) == ["Ingrid Solheim"]

    # Gunnar is written up as a reserve
    kari.opens(f"/det-som-skjer/{time.happening_id}/")
    kari.follows("Sett opp noen")
    kari.chooses("Hvem?", "Gunnar Hauge")
    kari.ticks(re.compile("^i reserve"), role="radio")
    kari.presses("Sett dem opp")

    # Ingrid cannot after all, and says so from the mail; Gunnar is asked, and comes
    visitor.opens_link(house.letter(cast.ingrid.email, "Kommer det noe i veien"))
    visitor.presses("Jeg kan ikke komme")
    visitor.is_told("Takk for at du sa fra.")
    assert who(cast, time) == []
    visitor.opens_link(house.letter(cast.gunnar.email, "Har du lyst til å ta plassen"))
    visitor.presses("Jeg kommer")
    visitor.is_told("Så fint. Den er din.")
    assert who(cast, time) == ["Gunnar Hauge"]

    # The day is here: Kari ticks that he was there
    has_begun(cast, time)
    kari.opens(f"/det-som-skjer/ganger/{time.pk}/")
    kari.follows("Hvem var her?")
    kari.ticks(re.compile("^var her"), role="radio")
    kari.presses("Skriv det ned")
    kari.is_told("Takk. Det er notert.")
    assert came(cast, time) == [("Gunnar Hauge", True)]
    assert [*kari.wrong, *visitor.wrong, *house.complaints] == []


def only_time(cast: Cast) -> HappeningTime:
    with enter(cast.elvebyen):
        return HappeningTime.objects.get()


def who(cast: Cast, time: HappeningTime) -> list[str]:
    with enter(cast.elvebyen):
        return [seat.person.name for seat in time.event.participations.signed_up().select_related("person")]


def came(cast: Cast, time: HappeningTime) -> list[tuple[str, bool | None]]:
    with enter(cast.elvebyen):
        seats = time.event.participations.signed_up().select_related("person")
        return [(seat.person.name, seat.attended) for seat in seats]


def has_begun(cast: Cast, time: HappeningTime) -> None:
    now = timezone.now()
    with enter(cast.elvebyen):
        Event.objects.filter(pk=time.event_id).update(
            starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(minutes=55)
        )
