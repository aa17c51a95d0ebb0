"""Who was here between two days: for whoever must ring them, and in everybody's own log."""

from datetime import date

import pytest
import time_machine

from foundation.audit.models import Entry
from foundation.people.models import Department, Partner
from tests.cast import Cast
from tests.volunteers.moments import oslo
from tests.volunteers.test_happenings import first_of, monday, ready, song_hour  # noqa: F401
from volunteers.presence import presence
from volunteers.sheets import read

LATER = oslo(2026, 11, 30, 9)
PERIOD = {"first": "2026-11-23", "last": "2026-11-29"}


def names(cast: Cast, first: date, last: date, department: Department | None = None) -> list[str]:
    found = presence(cast.solsiden, department, first, last)
    return [one.person.name for one in found.people]


def test_whoever_had_a_place_is_there_and_whoever_stayed_away_is_not(here: Cast) -> None:
    happening = song_hour(here, ready(here, "ingrid", "gunnar", "solveig"))
    time = first_of(happening)
    time.event.mark(here.gunnar, False, by=here.anne)
    time.event.mark(here.solveig, True, by=here.anne)
    with time_machine.travel(LATER, tick=False):
        assert names(here, date(2026, 11, 26), date(2026, 11, 26)) == ["Ingrid Solheim", "Solveig Aune"]
        assert names(here, date(2026, 11, 27), date(2026, 11, 29)) == []


def test_what_has_not_been_yet_is_not_there(here: Cast) -> None:
    song_hour(here, ready(here, "ingrid"))
    assert names(here, date(2026, 11, 23), date(2026, 12, 31)) == []


def test_a_department_is_its_own_and_what_was_for_the_whole_house(here: Cast) -> None:
    rose = Department.objects.create(workplace=here.solsiden, name="Rosestua")
    oak = Department.objects.create(workplace=here.solsiden, name="Eikestua")
    ingrid, gunnar, solveig = ready(here, "ingrid", "gunnar", "solveig")
    for volunteer, department in ((ingrid, rose), (gunnar, oak), (solveig, None)):
        song_hour(here, [volunteer], department=department)
    with time_machine.travel(LATER, tick=False):
        found = names(here, date(2026, 11, 23), date(2026, 11, 29), rose)
    assert found == ["Ingrid Solheim", "Solveig Aune"]


def test_a_group_is_told_with_whom_to_ring(here: Cast) -> None:
    choir = Partner.objects.create(name="Elvebyen Seniorkor", contact_name="Turid Vik", phone="+4790000099")
    song_hour(here, partner=choir, visitors=12)
    with time_machine.travel(LATER, tick=False):
        page = here.client_for("kari").post("/hvem-var-her/", PERIOD | {"workplace": here.solsiden.pk}).text
    missing = [
        words for words in ("Elvebyen Seniorkor (12)", "Turid Vik", "tel:+4790000099") if words not in page
    ]
    assert missing == []


@pytest.mark.parametrize("form", [{}, {"spreadsheet": "1"}])
def test_each_on_the_list_has_it_in_their_own_log(here: Cast, form: dict[str, str]) -> None:
    song_hour(here, ready(here, "ingrid", "gunnar"))
    with time_machine.travel(LATER, tick=False):
        asked = PERIOD | {"workplace": here.solsiden.pk} | form
        assert here.client_for("kari").post("/hvem-var-her/", asked).status_code == 200
    looked = Entry.objects.reads().filter(changes__what__startswith="presence")
    assert set(looked.values_list("about_id", "actor_name")) == {
        (here.ingrid.pk, "Kari Nygård"),
        (here.gunnar.pk, "Kari Nygård"),
    }


def test_the_spreadsheet_holds_what_the_page_says(here: Cast) -> None:
    song_hour(here, ready(here, "ingrid"))
    with time_machine.travel(LATER, tick=False):
        asked = PERIOD | {"workplace": here.solsiden.pk, "spreadsheet": "1"}
        rows = read(here.client_for("kari").post("/hvem-var-her/", asked).content)
    assert (rows[1][0], rows[1][3:]) == ("Ingrid Solheim", ["2026-11-26", "14.00–15.00", "Sangstund"])


@pytest.mark.parametrize(
    ("key", "status"), [("kari", 200), ("berit", 200), ("marit", 200), ("anne", 403), ("ingrid", 403)]
)
def test_who_may_ask(here: Cast, key: str, status: int) -> None:
    assert here.client_for(key).get("/hvem-var-her/").status_code == status


def test_another_place_is_not_offered_and_a_period_must_make_sense(here: Cast) -> None:
    kari = here.client_for("kari")
    elsewhere = PERIOD | {"workplace": here.elvebredden.pk}
    backwards = {"workplace": here.solsiden.pk, "first": "2026-11-22", "last": "2026-11-20"}
    too_long = {"workplace": here.solsiden.pk, "first": "2026-01-01", "last": "2026-11-20"}
    answers = [kari.post("/hvem-var-her/", form).status_code for form in (elsewhere, backwards, too_long)]
    assert answers == [422, 422, 422]
    assert not Entry.objects.reads().filter(changes__what="presence").exists()
