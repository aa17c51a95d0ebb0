"""`visible`, `can` and `reach` are one answer, and `allowed` asks it before any view."""

import uuid

import pytest
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foundation.access import gate
from foundation.access.gate import TABLES, Refused, can, helper_for, reach, register, visible
from foundation.access.members import SELF
from foundation.access.models import Appointment, Handover, Link
from foundation.access.places import MUNICIPALITY, OWN, PARTNER, SECTOR, WORKPLACE
from foundation.people.models import Department, Partner, Person, Sector, Workplace
from foundation.tenancy.models import Municipality
from foundation.tenancy.roles import ROLES
from tests.cast import Cast

MODELS = (Appointment, Department, Handover, Link, Partner, Person, Sector, Workplace)
PLACES = (MUNICIPALITY, OWN, PARTNER, SECTOR, WORKPLACE)
MEMBERS = ("marit", "yasmin", "kari", "jonas", "eirik", "berit", "anne", "rolf", "ingrid")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    key=st.sampled_from(MEMBERS),
    model=st.sampled_from(MODELS),
    row=st.dictionaries(st.sampled_from([*ROLES, SELF]), st.sampled_from(PLACES), max_size=4),
)
def test_the_three_agree_whatever_the_table_says(
    cast: Cast, elvebyen: Municipality, key: str, model: type, row: dict
) -> None:
    TABLES["tests.any"] = row
    gate._one.forget()
    try:
        member = cast.member(key)
        seen = list(visible(member, "tests.any", model))
        assert len(seen) == len(set(seen))  # nothing is found twice
        for one in model.objects.all():
            assert can(member, "tests.any", one) is (one in seen)
            if one in seen:
                assert reach(member, "tests.any", model, one.pk) == one
            else:
                with pytest.raises(Refused):
                    reach(member, "tests.any", model, one.pk)
        if seen:
            assert can(member, "tests.any")
    finally:
        del TABLES["tests.any"]


@pytest.mark.parametrize("key", MEMBERS)
@pytest.mark.parametrize("action", ["appointments.see", "appointments.make", "appointments.hand_over"])
def test_the_three_agree_on_our_own_tables(cast: Cast, elvebyen: Municipality, key: str, action: str) -> None:
    member = cast.member(key)
    for model in (Appointment, Workplace):
        seen = set(visible(member, action, model))
        assert {one for one in model.objects.all() if can(member, action, one)} == seen


def seen(cast: Cast, key: str, action: str, model: type) -> set[str]:
    return {str(one) for one in visible(cast.member(key), action, model)}


def test_each_role_reaches_its_own_place(cast: Cast, elvebyen: Municipality) -> None:
    places = {key: seen(cast, key, "appointments.make", Workplace) for key in MEMBERS}
    everything = {"Solsiden sykehjem", "Hagebyen hjemmetjeneste", "Elvebredden aktivitetssenter"}
    assert places == dict.fromkeys(MEMBERS, set()) | {"marit": everything, "berit": {"Solsiden sykehjem"}}


def test_a_role_in_a_sector_reaches_the_places_in_it(cast: Cast, elvebyen: Municipality) -> None:
    Workplace.objects.filter(pk=cast.hagebyen.pk).update(sector=None)
    Appointment(person=cast.ingrid, role="sector_manager", sector=cast.health_elvebyen).appoint(by=None)
    assert seen(cast, "ingrid", "appointments.see", Workplace) == {
        "Solsiden sykehjem",
        "Elvebredden aktivitetssenter",
    }


def test_everybody_reaches_their_own(cast: Cast, elvebyen: Municipality) -> None:
    assert seen(cast, "rolf", "appointments.see", Appointment) == {
        "Rolf Dahlen: kontakt hos samarbeidspartner, Elvebyen Omsorgslag"
    }
    assert seen(cast, "ingrid", "account.see", Person) == {"Ingrid Solheim"}


def test_nobody_reaches_nothing(cast: Cast, elvebyen: Municipality) -> None:
    assert not visible(None, "appointments.see", Appointment).exists()
    assert not can(None, "account.see")
    with pytest.raises(Refused):
        reach(None, "appointments.see", Workplace, cast.solsiden.pk)


def test_a_model_that_does_not_say_where_it_is_is_reached_by_nobody_but_the_municipality(
    cast: Cast, elvebyen: Municipality
) -> None:
    from foundation.people.models import District

    District.objects.create(name="Sentrum")
    assert not visible(cast.member("kari"), "appointments.see", District).exists()
    assert visible(cast.member("marit"), "appointments.see", District).exists()


def test_an_action_that_is_not_in_a_table_is_a_mistake(cast: Cast, elvebyen: Municipality) -> None:
    for ask in (lambda m: can(m, "no.such"), lambda m: visible(m, "no.such", Person)):
        with pytest.raises(KeyError):
            ask(cast.member("marit"))


def test_an_action_is_declared_once() -> None:
    register({"account.see": {"self": OWN}})
    with pytest.raises(ValueError, match="declared twice"):
        register({"account.see": {"self": MUNICIPALITY}})


# 404 and 403, with a name


def test_what_never_was_and_what_is_theirs_is_404(cast: Cast, elvebyen: Municipality) -> None:
    for pk in (uuid.uuid4(), cast.sjukeheimen.pk):
        with pytest.raises(Http404):
            reach(cast.member("marit"), "appointments.see", Workplace, pk)


@pytest.mark.parametrize(
    ("place", "helper"), [("solsiden", "kari"), ("hagebyen", "jonas"), ("elvebredden", "eirik")]
)
def test_who_is_refused_is_told_who_can_help(
    cast: Cast, elvebyen: Municipality, place: str, helper: str
) -> None:
    appointment = Appointment.objects.filter(workplace=cast.all[place]).first()
    department = Department.objects.get(workplace=cast.all[place])
    for thing in (cast.all[place], appointment, department):
        assert helper_for(thing) == cast.all[helper]
    assert helper_for(cast.omsorgslaget) == helper_for() == cast.marit


def path(cast: Cast, key: str) -> str:
    with cast.at(key):
        return f"/folk/{Appointment.objects.get(person=cast.all[key]).pk}/slutt/"


@pytest.mark.parametrize(
    ("who", "whose", "status"),
    [
        ("marit", "kari", 200),
        ("berit", "kari", 200),
        ("berit", "eirik", 403),
        ("kari", "kari", 403),
        ("ingrid", "kari", 403),
        ("stranger", "kari", 404),
        ("marit", "endre", 404),
    ],
)
def test_through_the_address(cast: Cast, who: str, whose: str, status: int) -> None:
    key = "solrun" if who == "stranger" else who
    assert cast.client_for(key).get(path(cast, whose)).status_code == status


def test_the_403_page_names_who_can_help(cast: Cast) -> None:
    page = cast.client_for("berit").get(path(cast, "eirik")).content.decode()
    assert "Eirik Sand" in page
    page = cast.client_for("ingrid").get(path(cast, "kari")).content.decode()
    assert "Marit Haugland" in page  # whoever holds no such role at all is told before any row is looked at


def test_the_anonymous_is_asked_to_log_in_and_brought_back(cast: Cast) -> None:
    answer = cast.visitor().get("/folk/?side=2")
    assert answer["Location"] == "/konto/logg-inn/?next=%2Ffolk%2F%3Fside%3D2"


def test_a_form_that_came_too_late_goes_back_to_its_page(cast: Cast) -> None:
    visitor, to = cast.visitor(), path(cast, "kari")
    here = visitor.post(to, headers={"referer": "http://elvebyen.localhost/folk/"})
    away = visitor.post(to, headers={"referer": "http://evil.example/folk/"})
    assert here["Location"] == "/konto/logg-inn/?next=%2Ffolk%2F"
    assert away["Location"] == "/konto/logg-inn/?next=%2F"


def test_a_fragment_sends_the_whole_page_to_log_in(cast: Cast) -> None:
    htmx = {"hx-request": "true", "hx-current-url": "http://elvebyen.localhost/folk/?side=2"}
    answer = cast.visitor().get("/folk/", headers=htmx)
    assert (answer.status_code, answer["HX-Redirect"]) == (
        200,
        "/konto/logg-inn/?next=%2Ffolk%2F%3Fside%3D2",
    )
