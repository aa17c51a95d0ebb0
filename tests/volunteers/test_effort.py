"""What volunteers do in the municipality: counted when asked for, small numbers hidden, and on paper (CRS-21)."""

from collections.abc import Iterator

import pytest
from django.utils import timezone, translation

from foundation.documents.models import Document
from foundation.documents.seeding import seed_templates
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers.conftest import in_english
from volunteers.activity_types import seed_activity_types
from volunteers.effort import effort
from volunteers.models import Activity, ActivityType, Volunteer


@pytest.fixture
def town(cast: Cast) -> Iterator[Cast]:
    """Twelve at Solsiden, three at Hagebyen, and song at Elvebredden that nobody does yet."""
    seed_templates(cast.elvebyen)
    seed_activity_types(cast.elvebyen)
    with enter(cast.elvebyen), translation.override("en"):
        come(cast, "solsiden", 12)
        come(cast, "hagebyen", 3)
        offer(cast, "solsiden", "coffee_visit", "games", "games")
        offer(cast, "elvebredden", "song_hour")
        yield cast


def come(cast: Cast, at: str, number: int) -> None:
    for _n in range(number):
        person = Person.objects.create(name="x")
        Volunteer.objects.create(person=person, workplace=cast.all[at], started_on=timezone.localdate())


def offer(cast: Cast, at: str, *codes: str) -> None:
    for code in codes:
        kind = ActivityType.objects.get(code=code)
        Activity.objects.create(activity_type=kind, workplace=cast.all[at], title=code)


def told(cast: Cast) -> dict[str, tuple[str, str]]:
    found = effort(timezone.localdate()).places
    return {one.workplace.short: (one.people, one.does) for one in found}


def test_a_number_below_five_is_not_told(town: Cast) -> None:
    assert {place: people for place, (people, _does) in told(town).items()} == {
        "Elvebredden": "nobody yet",
        "Hagebyen": "fewer than five",
        "Solsiden": "12",
    }


def test_the_sum_is_rounded_so_that_the_hidden_number_cannot_be_found(town: Cast) -> None:
    assert effort(timezone.localdate()).summary == (
        "At least 10 volunteers, 3 kinds of activity at 3 places."
    )


def test_each_kind_of_activity_stands_once_at_a_place(town: Cast) -> None:
    [solsiden] = [one for one in effort(timezone.localdate()).places if one.workplace == town.solsiden]
    names = {str(ActivityType.objects.get(code=code)).lower() for code in ("coffee_visit", "games")}
    assert sorted(solsiden.activities) == sorted(names)


def test_it_is_always_up_to_date(town: Cast) -> None:
    come(town, "hagebyen", 2)
    assert told(town)["Hagebyen"][0] == "5"
    Volunteer.objects.filter(workplace=town.solsiden).update(workplace=town.hagebyen)
    assert told(town)["Solsiden"][0] == "nobody yet"


def test_the_paper_tells_what_the_page_tells(town: Cast) -> None:
    marit = in_english(town.client_for("marit"))
    page = marit.get("/innsats/").text
    assert marit.post("/innsats/pdf/").status_code == 303
    [paper] = Document.objects.filter(kind="effort_overview")
    assert paper.person == town.marit
    for words in ("Solsiden sykehjem", "12"):
        assert words in page
        assert words in paper.text
    assert "| 3 |" not in paper.text


def test_volunteers_and_employees_do_not_read_the_numbers(town: Cast) -> None:
    assert town.client_for("kari").get("/innsats/").status_code == 200
    assert town.client_for("ingrid").get("/innsats/").status_code == 403
    assert town.client_for("anne").post("/innsats/pdf/").status_code == 403
