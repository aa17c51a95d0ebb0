"""Appointments: who holds what role where, and when (CON-02, CON-03, NET-01, SYS-05)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from foundation.access.models import Appointment
from foundation.access.roles import recommended_percent
from foundation.audit.models import Entry
from foundation.tenancy.models import Municipality
from foundation.tenancy.settings import choose
from tests.cast import BEGAN, Cast

TODAY = date(2026, 11, 23)


def employee(cast: Cast, **more: object) -> Appointment:
    given = {"person": cast.ingrid, "role": "employee", "workplace": cast.solsiden, "starts_on": BEGAN}
    return Appointment(**given | more)


@pytest.mark.parametrize(
    ("starts", "ends", "is_current"),
    [(0, None, True), (0, 0, True), (-9, -1, False), (-9, 0, True), (1, None, False), (-9, 9, True)],
)
def test_it_counts_from_its_first_day_to_its_last(
    cast: Cast, elvebyen: Municipality, starts: int, ends: int | None, is_current: bool
) -> None:
    ends_on = None if ends is None else TODAY + timedelta(days=ends)
    appointment = employee(cast, starts_on=TODAY + timedelta(days=starts), ends_on=ends_on).appoint(by=None)
    assert appointment.is_current(TODAY) is is_current
    assert Appointment.objects.current(TODAY).filter(pk=appointment.pk).exists() is is_current


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("employee", {}),
        ("employee", {"sector": "health_elvebyen"}),
        ("network_coordinator", {"workplace": "solsiden"}),
        ("sector_manager", {"workplace": "solsiden"}),
        ("partner_contact", {"workplace": "solsiden"}),
        ("volunteer_contact", {"workplace": "solsiden", "sector": "health_elvebyen"}),
    ],
)
def test_a_role_is_held_on_its_own_kind_of_place(
    cast: Cast, elvebyen: Municipality, role: str, place: dict[str, str]
) -> None:
    scope = {"workplace": None} | {kind: cast.all[key] for kind, key in place.items()}
    with pytest.raises(ValidationError) as error:
        employee(cast, role=role, **scope).appoint(by=None)
    assert error.value.messages == ["Denne rollen hører til et annet slags sted."]
    with pytest.raises(IntegrityError, match="role_fits_place"), transaction.atomic():
        employee(cast, role=role, **scope).save()


def test_the_same_role_at_the_same_place_is_held_once(cast: Cast, elvebyen: Municipality) -> None:
    with pytest.raises(ValidationError, match="allerede rollen her"):
        employee(cast, person=cast.anne).appoint(by=None)
    with pytest.raises(ValidationError, match="allerede rollen her"):
        Appointment(person=cast.marit, role="network_coordinator").appoint(by=None)


def test_after_it_has_ended_it_can_be_given_again(cast: Cast, elvebyen: Municipality) -> None:
    Appointment.objects.get(person=cast.anne).end(by=cast.marit, on=TODAY)
    assert employee(cast, person=cast.anne, starts_on=TODAY + timedelta(days=1)).appoint(by=cast.marit)


def test_nobody_is_their_own_deputy(cast: Cast, elvebyen: Municipality) -> None:
    with pytest.raises(ValidationError, match="må være en annen"):
        employee(cast, deputy=cast.ingrid).appoint(by=None)


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_share_is_between_nothing_and_all(cast: Cast, elvebyen: Municipality, percent: int) -> None:
    with pytest.raises(ValidationError):
        employee(cast, position_percent=percent).appoint(by=None)


def test_it_cannot_end_before_it_begins(cast: Cast, elvebyen: Municipality) -> None:
    appointment = employee(cast).appoint(by=None)
    with pytest.raises(ValidationError, match="før den første"):
        appointment.end(by=cast.marit, on=BEGAN - timedelta(days=1))
    with pytest.raises(ValidationError):
        employee(cast, person=cast.gunnar, ends_on=BEGAN - timedelta(days=1)).appoint(by=None)


def test_every_change_is_written_down(cast: Cast, elvebyen: Municipality) -> None:
    appointment = employee(cast, position_percent=20).appoint(by=cast.marit)
    appointment.change(by=cast.marit, position_percent=30, deputy=cast.anne)
    appointment.end(by=cast.marit, on=TODAY)
    entries = Entry.objects.about(cast.ingrid).order_by("id")
    assert [(entry.actor_name, entry.verb, entry.changes) for entry in entries] == [
        ("Marit Haugland", "appointment.made", {"role": "employee", "from": "2024-01-08"}),
        (
            "Marit Haugland",
            "appointment.changed",
            {"position_percent": ["20", "30"], "deputy": ["", "Anne Lund"]},
        ),
        ("Marit Haugland", "appointment.ended", {"on": "2026-11-23"}),
    ]


def test_a_change_that_will_not_do_changes_nothing(cast: Cast, elvebyen: Municipality) -> None:
    appointment = Appointment.objects.get(person=cast.kari)
    with pytest.raises(ValidationError):
        appointment.change(by=cast.marit, deputy=cast.kari)
    assert Appointment.objects.get(person=cast.kari).deputy == cast.jonas
    assert not Entry.objects.filter(verb="appointment.changed").exists()


@pytest.mark.parametrize(
    ("role", "percent", "below"),
    [
        ("volunteer_contact", 39, True),
        ("volunteer_contact", 40, False),
        ("volunteer_contact", None, True),
        ("employee", None, False),
    ],
)
def test_less_time_than_recommended_is_seen(
    cast: Cast, elvebyen: Municipality, role: str, percent: int | None, below: bool
) -> None:
    appointment = employee(cast, role=role, workplace=cast.elvebredden, position_percent=percent)
    assert appointment.is_below_recommendation is below


def test_the_municipality_sets_its_own_recommendation(cast: Cast, elvebyen: Municipality) -> None:
    marit = Appointment.objects.get(person=cast.marit)
    assert (recommended_percent("network_coordinator"), marit.is_below_recommendation) == (60, False)
    choose("recommended_pct_coordinator", 100)
    assert marit.is_below_recommendation
