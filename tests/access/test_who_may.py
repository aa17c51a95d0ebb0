"""Who may do what, as the tables say it: in words on a page, and by name beside a field."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from foundation.access.gate import TABLES, can
from foundation.access.models import Appointment, Handover
from foundation.access.who_may import names, rights, who_may
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import BEGAN, STAFF, Cast

PAGE = "/konto/hvem-kan-hva/"


@pytest.mark.parametrize(("key", "status"), [("marit", 200), ("kari", 403), ("ingrid", 403), ("solrun", 200)])
def test_the_tables_are_shown_to_those_who_answer_for_them(cast: Cast, key: str, status: int) -> None:
    assert cast.client_for(key).get(PAGE).status_code == status


def test_every_action_stands_on_the_page_with_its_roles_and_places(cast: Cast) -> None:
    page = cast.client_for("marit").get(PAGE)
    assert [right.action for right in page.context["rights"]] == list(TABLES)
    told = page.content.decode()
    assert "Lese det som er sagt: samtaler, notater, motivasjon" in told
    assert "Frivillighetskontakt, stedfortreder</span>: på eget sted" in told


def test_the_page_is_searched_by_word_and_by_role(cast: Cast) -> None:
    client = cast.client_for("marit")
    found = client.get(PAGE, {"q": "NOTATER"}).context["rights"]
    assert [right.action for right in found] == ["volunteers.read_notes"]
    found = client.get(PAGE, {"role": "employee"}).context["rights"]
    assert {right.action for right in found} == {one for one, roles in TABLES.items() if "employee" in roles}
    assert "Ingenting passer" in client.get(PAGE, {"q": "xyzzy"}).content.decode()
    assert client.get(PAGE, {"role": "nobody"}).status_code == 200


def test_the_page_asks_the_database_no_more_for_many_actions(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    client = cast.client_for("marit")
    client.get(PAGE)  # what is remembered for some seconds is remembered now
    with django_assert_max_num_queries(12):
        client.get(PAGE)


def test_a_change_of_the_table_is_a_change_of_the_page(elvebyen: object, monkeypatch: object) -> None:
    """The control: nothing on the page is written by hand."""
    from foundation.access.places import SECTOR

    monkeypatch.setitem(TABLES, "appointments.end", {"sector_manager": SECTOR})
    [right] = [right for right in rights() if right.action == "appointments.end"]
    assert [place for _roles, place in right.given] == ["i egen sektor"]


@pytest.fixture
def one(cast: Cast, elvebyen: object) -> Iterator[Appointment]:
    """Anne's appointment at Solsiden: something that stands at a place and is about somebody."""
    return Appointment.objects.get(person=cast.anne)


STAFF_ACTIONS = sorted(action for action in TABLES if action.startswith("appointments."))


@pytest.mark.parametrize("action", STAFF_ACTIONS)
def test_those_named_are_those_for_whom_the_gate_opens(cast: Cast, one: Appointment, action: str) -> None:
    opened = {
        cast.all[key]
        for key in STAFF["elvebyen"]
        if can(cast.member(key), action, one) and cast.all[key] != one.person
    }
    assert set(who_may(action, one, timezone.localdate())) - {one.person} == opened


def test_whoever_has_taken_over_is_named_and_an_ended_role_is_not(cast: Cast, one: Appointment) -> None:
    today = timezone.localdate()
    contact = Appointment.objects.get(person=cast.kari, role="volunteer_contact")
    Handover(appointment=contact, to=cast.eirik, starts_on=today).make(by=None)
    assert cast.eirik in who_may("appointments.see", one, today)
    Appointment.objects.filter(person=cast.berit).update(ends_on=BEGAN)
    assert cast.berit not in who_may("appointments.make", one, today)


def test_whoever_has_no_log_in_sees_nothing_yet(cast: Cast, one: Appointment) -> None:
    Person.objects.filter(pk=cast.berit.pk).update(user=None)
    assert cast.berit not in who_may("appointments.make", one, timezone.localdate())


def test_the_reader_is_you_and_comes_first(cast: Cast, one: Appointment) -> None:
    assert names("appointments.make", one, cast.member("marit")) == ["du", "Berit Moen"]
    assert names("appointments.make", one, None, also=cast.anne) == [
        "Berit Moen",
        "Marit Haugland",
        "Anne Lund",
    ]


def test_another_municipality_is_never_named(cast: Cast, one: Appointment) -> None:
    with enter(cast.fjordvik):
        there = {str(pk) for pk in Person.objects.values_list("pk", flat=True)}
    found = who_may("appointments.see", one, timezone.localdate())
    assert not there & {str(person.pk) for person in found}


def test_those_who_see_more_are_left_out_of_those_who_see_less(cast: Cast, one: Appointment) -> None:
    """Who may see the appointment, and not change it."""
    may_see, may_change = (
        who_may(f"appointments.{what}", one, timezone.localdate()) for what in ("see", "change")
    )
    fewer = names("appointments.see", one, None, without="appointments.change")
    assert fewer == [person.name for person in may_see if person not in may_change]
    assert names("appointments.see", one, None, without="appointments.see") == []
