"""«What waits for me», merged from the rooms (CON-07, CON-08)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.waiting import everything, late_count
from foundation.access.models import Handover
from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import Concern, Enquiry, ReferenceLetter

pytestmark = pytest.mark.usefixtures("elvebyen")


def ask(name: str, place: object, days_ago: int = 0) -> Enquiry:
    at = timezone.now() - timedelta(days=days_ago)
    return Enquiry(name=name, email="noen@elvebyen.example").register(place, at=at)


def names(page: object) -> list[str]:
    return [deed.name for group in page.context["groups"] for deed in group.deeds]


def test_contact_sees_who_waits_at_their_own_place_only(cast: Cast) -> None:
    ask("Ahmed Yusuf", cast.solsiden)
    ask("Noen Andre", cast.elvebredden)
    assert names(cast.client_for("kari").get(reverse("waiting"))) == ["Ahmed Yusuf"]


def test_deputy_sees_what_the_contact_sees_in_a_group_of_its_own(cast: Cast) -> None:
    ask("Ahmed Yusuf", cast.solsiden)
    page = cast.client_for("jonas").get(reverse("waiting"))
    assert [(group.title, [deed.name for deed in group.deeds]) for group in page.context["others"]] == [
        ("Kari Nygård", ["Ahmed Yusuf"])
    ]
    assert names(page) == []


def test_whoever_takes_over_reads_the_note_for_as_long_as_it_lasts(cast: Cast) -> None:
    """What waits is theirs, and what the one who left wanted them to know stands beside it (CON-08)."""
    ask("Ahmed Yusuf", cast.solsiden)
    today, appointment = timezone.localdate(), cast.kari.appointments.get()
    given = {
        "to": cast.eirik,
        "ends_on": today + timedelta(days=7),
        "note": "Ahmed er lettest å nå om kvelden.",
    }
    handover = Handover(appointment=appointment, starts_on=today, **given).make(by=cast.kari)
    page = cast.client_for("eirik").get(reverse("waiting"))
    assert names(page) == ["Ahmed Yusuf"]
    assert "Kari har gitt deg Solsiden" in page.text
    assert "Ahmed er lettest å nå om kvelden." in page.text
    assert "lettest å nå" not in cast.client_for("jonas").get(reverse("waiting")).text
    handover.take_back(by=cast.kari, on=today)
    assert "lettest å nå" not in cast.client_for("eirik").get(reverse("waiting")).text


def test_the_late_stand_first_in_a_group_of_their_own(cast: Cast) -> None:
    ask("Ahmed Yusuf", cast.solsiden)
    ask("Tor-Arne Myhre", cast.solsiden, days_ago=14)
    page = cast.client_for("kari").get(reverse("waiting"))
    assert [group.tone for group in page.context["groups"]][0] == "late"
    assert names(page)[0] == "Tor-Arne Myhre"


def test_the_title_says_how_many_wait(cast: Cast) -> None:
    ask("Ahmed Yusuf", cast.solsiden)
    page = cast.client_for("kari").get(reverse("waiting"))
    assert page.context["title"].endswith("Én venter på deg.")


def test_an_empty_page_says_what_belongs_there(cast: Cast) -> None:
    page = cast.client_for("kari").get(reverse("waiting"))
    assert "Kanskje er det tid for en kaffe" in page.content.decode()
    assert page.content.decode().count("Ingen venter på deg") == 1


def test_employee_has_nothing_that_waits(cast: Cast) -> None:
    assert cast.client_for("anne").get(reverse("waiting")).status_code == 403


def test_everybody_is_shown_to_the_page_of_their_role(cast: Cast) -> None:
    homes = {"marit": "overview", "kari": "waiting", "rolf": "workplaces"}
    for person, name in homes.items():
        assert cast.client_for(person).get(reverse("home")).headers["Location"] == reverse(name)


def test_visitor_meets_the_portal(cast: Cast) -> None:
    assert cast.visitor().get(reverse("home")).status_code == 200


def test_the_red_figure_counts_what_is_late_and_no_step(cast: Cast) -> None:
    """A concern nobody answered and a letter nobody wrote are late on the desk, so they are in the figure."""
    volunteer, ago = people.going(cast), timezone.now() - timedelta(days=30)
    Concern.tell(volunteer, Concern.Category.GOOD, "Kan jeg få komme oftere?", by=volunteer.person, at=ago)
    ReferenceLetter.ask(volunteer, by=volunteer.person, at=ago)
    late = [deed for deed in everything(cast.member("kari")) if deed.is_late(timezone.now())]
    assert {"concern", "letter"} <= {deed.key.partition(":")[0] for deed in late}
    assert late_count(cast.member("kari")) == len(late)
