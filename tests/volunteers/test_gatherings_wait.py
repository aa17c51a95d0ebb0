"""Gatherings stand in what waits: to be invited to, and to be written down (CON-07)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foundation.pages.waiting import Waiting
from foundation.people.models import Qualification
from tests.cast import Cast
from tests.volunteers import people
from tests.volunteers.test_gatherings import planned
from volunteers.models import Gathering, Step
from volunteers.waiting import waiting


def rows(cast: Cast, key: str = "kari") -> list[Waiting]:
    found = waiting(cast.member(key), timezone.now())
    return [one for one in found if one.key.startswith("gathering")]


def test_a_gathering_that_nobody_is_invited_to_waits_and_one_press_invites(here: Cast, kari: Client) -> None:
    people.going(here)
    made = planned(here, ahead=20)
    [row] = rows(here)
    assert (row.name, row.do_text) == ("Temakveld", "Inviter alle")
    assert row.due == made.event.starts_at - timedelta(days=7)
    kari.post(row.do_url)
    assert made.event.participations.count() == 1
    assert rows(here) == []


def test_what_is_far_ahead_or_called_off_does_not_wait(here: Cast) -> None:
    planned(here, ahead=60)
    planned(here, ahead=10).event.cancel(by=here.kari)
    assert rows(here) == []


def held(here: Cast) -> Gathering:
    made = planned(here, ahead=2)
    person = people.going(here).person
    made.invite(by=here.kari)
    made.reply(person, True, by=person)
    past = timezone.now() - timedelta(days=1)
    made.event.starts_at, made.event.ends_at = past - timedelta(hours=2), past
    made.event.save()
    return made


def test_who_came_waits_until_it_is_written_with_a_few_words(here: Cast, kari: Client) -> None:
    made = held(here)
    [row] = rows(here)
    assert (row.do_text, row.go_url) == ("Skriv hvem som kom", f"/samlinger/{made.pk}/frammote/")
    kari.post(row.go_url, {"came": str(here.oddvar.pk), "minutes": "Vi sang."})
    assert rows(here) == []
    made.refresh_from_db()
    assert (made.minutes, made.event.participations.get().attended) == ("Vi sang.", True)


@pytest.mark.parametrize(("who", "held_by"), [("jonas", ["Kari Nygård"]), ("eirik", []), ("marit", [])])
def test_only_those_of_the_place_see_it(here: Cast, who: str, held_by: list[str]) -> None:
    planned(here, ahead=20)
    assert [row.held_by for row in rows(here, who)] == held_by


def test_what_is_for_everybody_waits_for_the_coordinator(here: Cast) -> None:
    planned(here, ahead=20, workplace=None)
    assert [row.held_by for row in rows(here, "marit")] == [""]
    assert rows(here) == []


def test_who_lacks_the_course_is_invited_from_what_waits(here: Cast) -> None:
    volunteer = people.going(here)
    volunteer.open_step(Step.TRAINING, due_at=timezone.now() + timedelta(days=3))
    row = next(one for one in waiting(here.member("kari"), timezone.now()) if one.tag == "Opplæring")
    assert row.do_url == f"/kurs/person/{volunteer.person_id}/invitasjon/"
    assert not Qualification.objects.filter(person=volunteer.person).exists()
