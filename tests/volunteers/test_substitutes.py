"""A group cannot come: the volunteer centre is asked at once, the first yes covers it, and the place sees it (ASG-17)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.people.models import Partner
from tests.cast import Cast
from tests.volunteers.test_happenings import MONDAY, first_of, link, ready, song_hour, told
from volunteers.models import HappeningMember, HappeningTime, Substitute


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def centre(here: Cast) -> Partner:
    """Rolf answers for it."""
    Partner.objects.filter(pk=here.omsorgslaget.pk).update(kind=Partner.Kind.VOLUNTEER_CENTRE)
    here.omsorgslaget.refresh_from_db()
    return here.omsorgslaget


@pytest.fixture
def visit(here: Cast) -> HappeningTime:
    choir = Partner.objects.create(name="Elvebyen Seniorkor")
    return first_of(song_hour(here, partner=choir, visitors=12))


def given_up(here: Cast, visit: HappeningTime) -> list[Substitute]:
    visit.group_gives_up(by=here.kari)
    return list(visit.substitutes.all())


def test_the_centre_is_asked_at_once_and_its_yes_covers_the_day(
    here: Cast, centre: Partner, visit: HappeningTime
) -> None:
    anne, rolf = here.client_for("anne"), here.client_for("rolf")
    here.client_for("kari").post(f"/det-som-skjer/ganger/{visit.pk}/gruppa/")
    [asked] = Substitute.objects.all()
    assert (asked.partner, told("substitute_asked")) == (centre, {"Rolf Dahlen"})
    assert "ikke dekket ennå" in anne.get("/hvem-kommer/").text
    page = rolf.get(f"/det-som-skjer/vikar/{asked.pk}/").text
    assert ("Sangstund" in page, "Elvebyen Seniorkor (12) kan ikke komme." in page) == (True, True)
    form = {"answer": "yes", "who": "Allsanggruppa (4)"}
    assert rolf.post(f"/det-som-skjer/vikar/{asked.pk}/", form).status_code == 303
    week = anne.get("/hvem-kommer/").text
    assert ("Allsanggruppa (4)" in week, "ikke dekket" in week) == (True, False)
    assert told("substitute_found") == {"Kari Nygård"}
    assert "Dekket" in anne.get(f"/det-som-skjer/ganger/{visit.pk}/").text
    assert Entry.objects.filter(verb="substitute.answered").count() == 1


def test_without_a_centre_the_network_coordinator_is_asked(here: Cast, visit: HappeningTime) -> None:
    [asked] = given_up(here, visit)
    assert (asked.partner, told("substitute_asked")) == (None, {"Marit Haugland"})
    marit = here.client_for("marit")
    form = {"answer": "yes", "who": "Skoleklassen"}
    assert marit.post(f"/det-som-skjer/vikar/{asked.pk}/", form).status_code == 303
    assert HappeningTime.objects.get(pk=visit.pk).covered_by == "Skoleklassen"


def test_the_group_that_cannot_is_not_asked_itself(here: Cast, centre: Partner) -> None:
    time = first_of(song_hour(here, partner=centre))
    assert [one.partner for one in given_up(here, time)] == [None]


def test_when_everybody_says_no_whoever_is_responsible_hears_it(
    here: Cast, centre: Partner, visit: HappeningTime
) -> None:
    Partner.objects.create(name="Sentralen", kind=Partner.Kind.VOLUNTEER_CENTRE)
    first, second = given_up(here, visit)
    first.reply("no", "", by=here.rolf)
    assert told("substitute_not_found") == set()
    second.reply("no", "", by=here.marit)
    assert told("substitute_not_found") == {"Kari Nygård"}


def test_the_first_yes_has_it_and_the_database_holds_it(
    here: Cast, centre: Partner, visit: HappeningTime
) -> None:
    Partner.objects.create(name="Sentralen", kind=Partner.Kind.VOLUNTEER_CENTRE)
    first, second = given_up(here, visit)
    first.reply("yes", "Fire sangere", by=here.rolf)
    with pytest.raises(ValidationError, match="already|allerede"):
        second.reply("yes", "To til", by=here.marit)
    with pytest.raises(IntegrityError, match="substitute_one_comes"), transaction.atomic():
        Substitute.objects.filter(pk=second.pk).update(answer="yes", who="To til")


def test_when_a_reserve_was_first_the_centre_reads_that_it_is_settled(
    here: Cast, centre: Partner, visit: HappeningTime
) -> None:
    (gunnar,) = ready(here, "gunnar")
    HappeningMember.join(visit.happening, gunnar, by=here.kari, is_reserve=True)
    [asked] = given_up(here, visit)
    here.visitor().post(link(visit, here.gunnar), {"wish": "yes"})
    page = here.client_for("rolf").get(f"/det-som-skjer/vikar/{asked.pk}/").text
    assert ("Det er ordnet allerede." in page, "<form" in page.split("<main")[1]) == (True, False)


@pytest.mark.parametrize("why", ["comes", "cancelled", "ended"])
def test_whoever_said_yes_is_told_when_it_is_not_needed(
    here: Cast, centre: Partner, visit: HappeningTime, why: str
) -> None:
    [asked] = given_up(here, visit)
    asked.reply("yes", "Fire sangere", by=here.rolf)
    kari = here.client_for("kari")
    path = {
        "comes": f"/det-som-skjer/ganger/{visit.pk}/gruppa/",
        "cancelled": f"/det-som-skjer/ganger/{visit.pk}/avlysning/",
        "ended": f"/det-som-skjer/{visit.happening_id}/slutt/",
    }[why]
    assert kari.post(path).status_code == 303
    asked.refresh_from_db()
    assert (asked.released_at is not None, told("substitute_not_needed")) == (True, {"Rolf Dahlen"})
    found = HappeningTime.objects.get(pk=visit.pk)
    assert (found.covered_by, found.visiting) == ("", "Elvebyen Seniorkor (12)" if why == "comes" else "")


def test_when_it_is_moved_whoever_said_yes_hears_when(
    here: Cast, centre: Partner, visit: HappeningTime
) -> None:
    [asked] = given_up(here, visit)
    asked.reply("yes", "Fire sangere", by=here.rolf)
    form = {"day": "2026-11-27", "starts": "15:00", "ends": "16:00"}
    path = f"/det-som-skjer/ganger/{visit.pk}/flytting/"
    assert here.client_for("kari").post(path, form).status_code == 303
    assert told("substitute_moved") == {"Rolf Dahlen"}


def test_nobody_answers_after_it_has_been(here: Cast, centre: Partner, visit: HappeningTime) -> None:
    [asked] = given_up(here, visit)
    with (
        time_machine.travel(visit.event.ends_at + timedelta(minutes=1), tick=False),
        pytest.raises(ValidationError, match="already|allerede"),
    ):
        asked.reply("yes", "Fire sangere", by=here.rolf)


def test_a_yes_says_who_comes(here: Cast, centre: Partner, visit: HappeningTime) -> None:
    [asked] = given_up(here, visit)
    rolf = here.client_for("rolf")
    for wrong in ({"answer": "yes", "who": ""}, {"answer": ""}, {"answer": "maybe"}):
        assert rolf.post(f"/det-som-skjer/vikar/{asked.pk}/", wrong).status_code == 422
    with pytest.raises(IntegrityError, match="substitute_says_who"), transaction.atomic():
        Substitute.objects.update(answer="yes", answered_at=timezone.now())


@pytest.mark.parametrize(("who", "status"), [("anne", 403), ("kari", 403), ("rolf", 403), ("solrun", 404)])
def test_who_may_not_answer_for_another(here: Cast, visit: HappeningTime, who: str, status: int) -> None:
    [asked] = given_up(here, visit)
    form = {"answer": "yes", "who": "Noen"}
    assert here.client_for(who).post(f"/det-som-skjer/vikar/{asked.pk}/", form).status_code == status
    asked.refresh_from_db()
    assert asked.answer == ""
