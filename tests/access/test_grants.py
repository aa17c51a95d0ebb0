"""What follows from appointments, and that neither a grant nor an appointment opens anything alone."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from guardian.shortcuts import assign_perm

from foundation.access.grants import granted, refresh_grants, roles_of
from foundation.access.holding import held_by
from foundation.access.members import Member
from foundation.access.models import Appointment, Handover, WorkplaceGrant
from foundation.access.models.grant import GRANTS
from foundation.people.models import Person, User, Workplace
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from tests.cast import BEGAN, Cast

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def held(cast: Cast, key: str, today: date = TODAY) -> dict[str, set]:
    """Role -> keys of the places."""
    keys = {thing.pk: key for key, thing in cast.all.items()}
    person = Person.objects.get(pk=cast.all[key].pk)
    member = Member(person, person.user, today=today)
    return {role: {keys[pk] for pk in places} for role, places in member.held.items()}


def test_everybody_holds_what_they_were_appointed_to(cast: Cast, elvebyen: Municipality) -> None:
    assert {key: held(cast, key) for key in ("marit", "berit", "anne", "rolf", "ingrid")} == {
        "marit": {"network_coordinator": {"elvebyen"}},
        "berit": {"workplace_manager": {"solsiden"}},
        "anne": {"employee": {"solsiden"}},
        "rolf": {"partner_contact": {"omsorgslaget"}},
        "ingrid": {},
    }


def test_a_deputy_sees_what_the_contact_sees(cast: Cast, elvebyen: Municipality) -> None:
    assert held(cast, "jonas") == {"volunteer_contact": {"hagebyen", "solsiden"}}
    assert held(cast, "eirik") == {"volunteer_contact": {"elvebredden"}}


def test_a_deputy_who_is_exchanged_sees_it_no_more(cast: Cast, elvebyen: Municipality) -> None:
    kari = Appointment.objects.get(person=cast.kari)
    kari.change(by=cast.marit, deputy=cast.eirik)
    assert held(cast, "jonas") == {"volunteer_contact": {"hagebyen"}}
    assert held(cast, "eirik") == {"volunteer_contact": {"elvebredden", "solsiden"}}
    assert ("volunteer_contact", cast.solsiden.pk) not in granted(Workplace, cast.jonas.user_id)


def test_a_grant_without_an_appointment_opens_nothing(cast: Cast, elvebyen: Municipality) -> None:
    assign_perm("volunteer_contact", cast.ingrid.user, cast.solsiden)
    assert held(cast, "ingrid") == {}


def test_an_appointment_without_a_grant_opens_nothing(cast: Cast, elvebyen: Municipality) -> None:
    """As when rows were written past the verbs."""
    Appointment.objects.create(person=cast.ingrid, role="employee", workplace=cast.solsiden, starts_on=BEGAN)
    assert held(cast, "ingrid") == {}


def test_a_lost_job_never_leaves_a_door_open(cast: Cast, elvebyen: Municipality) -> None:
    """The last day passes by itself: no job has to run."""
    Appointment.objects.get(person=cast.anne).end(by=cast.marit, on=TODAY)
    assert [held(cast, "anne", day) for day in (TODAY, TODAY + DAY)] == [{"employee": {"solsiden"}}, {}]


def test_a_job_that_ended_is_no_grant_when_grants_are_made_again(cast: Cast, elvebyen: Municipality) -> None:
    Appointment.objects.get(person=cast.anne).end(by=cast.marit, on=TODAY)
    with time_machine.travel(TODAY + DAY):
        refresh_grants(cast.anne)
    assert granted(Workplace, cast.anne.user_id) == set()


def test_an_appointment_to_come_opens_on_its_day(cast: Cast, elvebyen: Municipality) -> None:
    Appointment(person=cast.ingrid, role="employee", workplace=cast.solsiden, starts_on=TODAY + DAY).appoint(
        by=None
    )
    assert [held(cast, "ingrid", day) for day in (TODAY, TODAY + DAY)] == [{}, {"employee": {"solsiden"}}]


def test_what_was_given_before_the_log_in_is_granted_when_it_is_bound(
    cast: Cast, elvebyen: Municipality
) -> None:
    Appointment(person=cast.oddvar, role="employee", workplace=cast.solsiden, starts_on=BEGAN).appoint(
        by=None
    )
    cast.oddvar.user = User.objects.create_user("oddvar@mail.example")
    cast.oddvar.save()
    assert held(cast, "oddvar") == {}
    refresh_grants(cast.oddvar)
    assert held(cast, "oddvar") == {"employee": {"solsiden"}}


def test_roles_at_several_places_add_up(cast: Cast, elvebyen: Municipality) -> None:
    """SYS-05: an auxiliary nurse who is the contact elsewhere."""
    Appointment(
        person=cast.anne,
        role="volunteer_contact",
        workplace=cast.elvebredden,
        position_percent=40,
        starts_on=BEGAN,
    ).appoint(by=None)
    Appointment(
        person=cast.anne, role="sector_manager", sector=cast.health_elvebyen, starts_on=BEGAN
    ).appoint(by=None)
    assert held(cast, "anne") == {
        "employee": {"solsiden"},
        "volunteer_contact": {"elvebredden"},
        "sector_manager": {"health_elvebyen"},
    }


def hand_over(cast: Cast, **period: date) -> Handover:
    contact = Appointment.objects.get(person=cast.eirik)
    return Handover(appointment=contact, to=cast.anne, note="Ring Gunnar.", **period).make(by=cast.eirik)


def test_who_takes_over_holds_the_role_while_it_lasts(cast: Cast, elvebyen: Municipality) -> None:
    hand_over(cast, starts_on=TODAY, ends_on=TODAY + 7 * DAY)
    days = (TODAY - DAY, TODAY, TODAY + 7 * DAY, TODAY + 8 * DAY)
    assert ["volunteer_contact" in held(cast, "anne", day) for day in days] == [False, True, True, False]
    assert held(cast, "eirik") == {"volunteer_contact": {"elvebredden"}}  # still sees everything


def test_a_handover_ends_when_the_holder_is_back(cast: Cast, elvebyen: Municipality) -> None:
    handover = hand_over(cast, starts_on=TODAY)
    handover.take_back(by=cast.eirik, on=TODAY + 3 * DAY)
    days = (TODAY + 2 * DAY, TODAY + 3 * DAY)
    assert ["volunteer_contact" in held(cast, "anne", day) for day in days] == [True, False]


def test_a_handover_of_a_lost_job_gives_nothing(cast: Cast, elvebyen: Municipality) -> None:
    hand_over(cast, starts_on=TODAY)
    Appointment.objects.get(person=cast.eirik).end(by=cast.marit, on=TODAY + DAY)
    days = (TODAY + DAY, TODAY + 2 * DAY)
    assert ["volunteer_contact" in held(cast, "anne", day) for day in days] == [True, False]


def test_grants_stay_behind_the_wall(cast: Cast) -> None:
    """The same log-in in two municipalities; a grant on the neighbour's place cannot be written."""
    with enter(cast.fjordvik):
        guest = Person.objects.create(name="Kari på besøk", user=cast.kari.user)
        cast.add("guest", guest, "fjordvik")
        assert held(cast, "guest") == {}
        assert granted(Workplace, cast.kari.user_id) == set()
    with enter(cast.elvebyen), pytest.raises(IntegrityError, match="foreign key"), transaction.atomic():
        assign_perm("volunteer_contact", cast.kari.user, cast.sjukeheimen)
    with enter(cast.fjordvik):
        assert not WorkplaceGrant.objects.filter(user=cast.kari.user).exists()


def test_grants_never_fall_into_the_tables_of_everybody(cast: Cast, elvebyen: Municipality) -> None:
    """guardian's generic tables have no municipality; it falls back to them when it finds no direct key."""
    from guardian.utils import get_user_obj_perms_model

    for place in (cast.elvebyen, cast.solsiden, cast.health_elvebyen, cast.omsorgslaget):
        assert get_user_obj_perms_model(place)._meta.app_label == "access"


def test_the_question_is_asked_once_per_request(
    cast: Cast, elvebyen: Municipality, django_assert_num_queries: object
) -> None:
    member = cast.member("kari")
    with django_assert_num_queries(1):  # appointments with handovers, grants
        for _ in range(3):
            assert member.holds("volunteer_contact")
    member = cast.member("ingrid")
    with django_assert_num_queries(1):
        assert not member.is_staff


def test_the_written_out_question_gives_what_django_gives(cast: Cast, elvebyen: Municipality) -> None:
    """Own roles, a deputy's, a handover that runs, one that is over and one that has not begun; on several days."""
    kari, eirik = (Appointment.objects.filter(person=one).first() for one in (cast.kari, cast.eirik))
    for appointment, to, begins, ends in (
        (kari, cast.eirik, TODAY, TODAY + DAY),
        (eirik, cast.anne, TODAY + 2 * DAY, None),
        (eirik, cast.berit, TODAY - 9 * DAY, TODAY - DAY),
    ):
        Handover.objects.create(appointment=appointment, to=to, starts_on=begins, ends_on=ends)
    people = list(Person.objects.exclude(user=None).select_related("user"))
    with time_machine.travel(TODAY):
        refresh_grants(*people)
    answers = 0
    for person in people:
        grants = {one for kind in GRANTS for one in granted(kind, person.user_id)}
        for today in (TODAY - 5 * DAY, TODAY, TODAY + DAY, TODAY + 3 * DAY, date(2016, 1, 1)):
            wanted = {(role, scope.pk) for role, scope in roles_of(person, today)} & grants
            found = {(one.role, one.scope) for one in held_by(person, today)}
            assert found == wanted, (person, today)
            answers += len(found)
    assert answers > 30  # it is compared with something
