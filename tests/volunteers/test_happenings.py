"""What happens at a place: planned, in the week, «I can't come», covered or not, and who was here (ASG-05, ASG-17, ASG-21, ASG-24)."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from foundation.events.links import secret_of
from foundation.events.models import Participation
from foundation.events.reminders import day_before
from foundation.notices.models import Notice
from foundation.people.models import Partner, Person
from foundation.tenancy import context, kept
from foundation.tenancy.context import enter
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.queries import asked
from tests.volunteers import people
from tests.volunteers.moments import oslo
from volunteers.happenings import go_round
from volunteers.models import Happening, HappeningMember, HappeningTime, HoursEntry, Pause, Volunteer
from volunteers.recurrence import weekly

MONDAY = oslo(2026, 11, 23, 9)
THURSDAYS = weekly([3])


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def ready(cast: Cast, *keys: str) -> list[Volunteer]:
    """Have begun at Solsiden, with what is required in place."""
    found = [people.signed(cast, key) for key in keys]
    for volunteer in found:
        Volunteer.objects.filter(pk=volunteer.pk).update(started_on=date(2026, 5, 4))
        volunteer.refresh_from_db()
    return found


def song_hour(cast: Cast, always: list[Volunteer] | None = None, **other: object) -> Happening:
    usual = {"title": "Sangstund", "workplace": cast.solsiden, "rule": THURSDAYS, "starts": time(14)}
    made = Happening(**(usual | {"starts_on": date(2026, 11, 23)} | other))
    made.plan(by=cast.kari, always=always)
    return made


def count_of(client: Client, paths: list[str]) -> list[int]:
    """What is remembered for some seconds is remembered by then."""
    return [len(asked(client, path)) for path in paths for _again in range(2)][1::2]


def time_of(hour: int) -> time:
    return time(8 + hour)


def first_of(happening: Happening) -> HappeningTime:
    return happening.times.with_events().order_by("on").first()


def who(time: HappeningTime) -> list[str]:
    seats = time.event.participations.signed_up().order_by("person__name")
    return list(seats.values_list("person__name", flat=True))


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("person__name", flat=True))


def link(time: HappeningTime, person: Person) -> str:
    return f"/kommer/{secret_of(time.event.participations.get(person=person))}/"


def test_whoever_comes_every_time_has_a_place_each_thursday_and_hears_once(here: Cast) -> None:
    happening = song_hour(here, ready(here, "ingrid"))
    times = list(happening.times.with_events().order_by("on"))
    assert [time.on.weekday() for time in times] == [3] * 8
    assert all(who(time) == ["Ingrid Solheim"] for time in times)
    confirmed = Notice.objects.filter(kind="sign_up_confirmed", person=here.ingrid)
    assert confirmed.values("key").distinct().count() == 1
    assert happening.extend() == 0


def test_the_contact_plans_it_in_the_form_and_the_ward_sees_it_in_the_week(here: Cast) -> None:
    (ingrid,) = ready(here, "ingrid")
    form = {
        "workplace": here.solsiden.pk,
        "title": "Sangstund",
        "rhythm": "1",
        "weekdays": ["3"],
        "starts_on": "2026-11-23",
        "starts": "14:00",
        "minutes": "60",
        "responsible": here.anne.pk,
        "always": [ingrid.pk],
    }
    client = here.client_for("kari")
    assert client.post("/det-som-skjer/nytt/", form | {"weekdays": []}).status_code == 422
    assert client.post("/det-som-skjer/nytt/", form).status_code == 303
    page = here.client_for("anne").get("/hvem-kommer/").text
    assert all(words in page for words in ("Sangstund", "Ingrid Solheim", "Anne Lund er ansvarlig"))


def test_five_fields_are_enough_and_the_place_is_ones_own(here: Cast) -> None:
    client = here.client_for("kari")
    page = client.get("/det-som-skjer/nytt/").text
    assert f'value="{here.solsiden.pk}" selected' in page
    assert ("---------" in page, '<details class="ss-details" open' in page) == (False, False)
    five = {"workplace": here.solsiden.pk, "title": "Bakedag", "starts_on": "2026-11-26", "starts": "10:00"}
    assert client.post("/det-som-skjer/nytt/", five | {"minutes": "90", "rhythm": "0"}).status_code == 303
    assert Happening.objects.get().is_once


def test_what_is_folded_stands_open_where_something_is_wrong(here: Cast) -> None:
    form = {"workplace": here.solsiden.pk, "title": "Bakedag", "rhythm": "1", "starts_on": "2026-11-26"}
    answer = here.client_for("kari").post("/det-som-skjer/nytt/", form | {"starts": "10:00", "minutes": "90"})
    assert (answer.status_code, answer.text.count('<details class="ss-details" open')) == (422, 1)


def test_once_is_once(here: Cast) -> None:
    happening = song_hour(here, rule="", starts_on=date(2026, 11, 26))
    assert [time.on for time in happening.times.all()] == [date(2026, 11, 26)]


def test_the_clock_on_the_wall_stays_when_summer_time_begins(here: Cast) -> None:
    happening = song_hour(here)
    with time_machine.travel(oslo(2027, 3, 1, 9), tick=False):
        happening.extend()
        coming = happening.times.with_events().filter(on__gte="2027-03-01")
        clocks = {timezone.localtime(one.event.starts_at).time() for one in coming}
    assert (coming.count(), clocks) == (8, {time(14)})


def test_i_cannot_come_from_the_mail_tells_the_responsible_and_asks_the_reserve(here: Cast) -> None:
    ingrid, gunnar = ready(here, "ingrid", "gunnar")
    happening = song_hour(here, [ingrid], responsible=here.anne, wanted=1)
    HappeningMember.join(happening, gunnar, by=here.kari, is_reserve=True)
    time = first_of(happening)
    path, visitor = link(time, here.ingrid), here.visitor()
    assert "de som står i reserve, blir spurt" in visitor.get(path).text
    assert visitor.post(path, {"wish": "no"}).status_code == 303
    assert (who(time), told("cannot_come_to_department"), told("happening_offered")) == (
        [],
        {"Anne Lund"},
        {"Gunnar Hauge"},
    )
    assert told("cannot_come_received") == {"Ingrid Solheim"}
    visitor.post(link(time, here.gunnar), {"wish": "yes"})
    assert who(time) == ["Gunnar Hauge"]
    assert "Den er tatt" in visitor.get(path).text


def test_without_a_reserve_the_responsible_hears_that_nobody_is_asked(here: Cast) -> None:
    time = first_of(song_hour(here, ready(here, "ingrid")))
    here.visitor().post(link(time, here.ingrid), {"wish": "no"})
    assert (told("cannot_come_nobody_asked"), told("cannot_come_to_department")) == ({"Kari Nygård"}, set())


def test_whoever_gave_one_time_back_still_comes_the_next_and_is_not_put_back(here: Cast) -> None:
    happening = song_hour(here, ready(here, "ingrid"))
    first, second = happening.times.with_events().order_by("on")[:2]
    first.give_back(here.ingrid, by=here.ingrid)
    go_round(MONDAY)
    assert (who(first), who(second)) == ([], ["Ingrid Solheim"])


def test_a_group_that_cannot_come_leaves_it_not_covered_and_the_reserve_is_asked(here: Cast) -> None:
    choir = Partner.objects.create(name="Elvebyen Seniorkor")
    (gunnar,) = ready(here, "gunnar")
    happening = song_hour(here, partner=choir, visitors=12)
    HappeningMember.join(happening, gunnar, by=here.kari, is_reserve=True)
    time = first_of(happening)
    anne, kari = here.client_for("anne"), here.client_for("kari")
    assert "Elvebyen Seniorkor (12)" in anne.get("/hvem-kommer/").text
    assert kari.post(f"/det-som-skjer/ganger/{time.pk}/gruppa/").status_code == 303
    page = anne.get("/hvem-kommer/").text
    assert "ikke dekket ennå" in page
    assert "Seniorkor" not in page
    assert told("happening_offered") == {"Gunnar Hauge"}
    here.visitor().post(link(time, here.gunnar), {"wish": "yes"})
    assert "ikke dekket" not in anne.get("/hvem-kommer/").text


def test_the_reminder_goes_to_whoever_has_a_place_and_not_to_whoever_gave_it_back(here: Cast) -> None:
    happening = song_hour(here, ready(here, "ingrid", "gunnar"))
    first_of(happening).give_back(here.gunnar, by=here.gunnar)
    reminded = {one.to.name for one in day_before(oslo(2026, 11, 25, 8)) if one.due_at.day == 25}
    assert reminded == {"Ingrid Solheim"}


def test_called_off_tells_those_who_had_promised(here: Cast) -> None:
    time = first_of(song_hour(here, ready(here, "ingrid")))
    assert here.client_for("kari").post(f"/det-som-skjer/ganger/{time.pk}/avlysning/").status_code == 303
    assert told("slot_called_off") == {"Ingrid Solheim"}
    assert "Sangstund" not in here.client_for("anne").get("/hvem-kommer/").text


def test_an_ending_calls_off_the_times_and_tells_each_once(here: Cast) -> None:
    happening = song_hour(here, ready(here, "ingrid", "gunnar"))
    assert here.client_for("kari").post(f"/det-som-skjer/{happening.pk}/slutt/").status_code == 303
    assert not happening.times.coming(MONDAY).exists()
    assert told("slot_called_off") == set()
    ended = Notice.objects.filter(kind="happening_ended").values_list("person__name", "key").distinct()
    assert sorted(name for name, _key in ended) == ["Gunnar Hauge", "Ingrid Solheim"]
    go_round(MONDAY + timedelta(days=1))
    assert not happening.times.coming(MONDAY).exists()


def test_a_break_gives_the_places_back_and_coming_back_early_takes_them_again(here: Cast) -> None:
    (ingrid,) = ready(here, "ingrid")
    happening = song_hour(here, [ingrid])
    pause = Pause.begin(ingrid, until=date(2026, 12, 10), by=here.kari)
    go_round(MONDAY)
    times = list(happening.times.with_events().order_by("on"))
    assert [bool(who(time)) for time in times] == [False] * 3 + [True] * 5
    pause.end(by=here.kari)
    go_round(MONDAY + timedelta(hours=1))
    assert all(who(time) == ["Ingrid Solheim"] for time in times)


def test_who_has_stopped_is_taken_off_and_the_places_are_free(here: Cast) -> None:
    (ingrid,) = ready(here, "ingrid")
    happening = song_hour(here, [ingrid])
    Volunteer.objects.filter(pk=ingrid.pk).update(closed_on=date(2026, 11, 23), closed_as="merged")
    go_round(MONDAY)
    assert not Participation.objects.signed_up().filter(event__happening_time__happening=happening).exists()


def test_nobody_comes_before_what_is_required_is_there(here: Cast) -> None:
    (ready_one,) = ready(here, "ingrid")
    not_ready = people.interested(here, "gunnar")
    happening = song_hour(here)
    with pytest.raises(ValidationError):
        HappeningMember.join(happening, not_ready, by=here.kari)
    HappeningMember.join(happening, ready_one, by=here.kari)


def test_a_volunteer_of_another_place_is_not_put_up_here(here: Cast) -> None:
    elsewhere = people.signed(here, "ingrid", at="hagebyen")
    with pytest.raises(ValidationError, match="annet sted|another place"):
        song_hour(here, [elsewhere])


def test_the_database_refuses_a_place_for_somebody_who_is_not_ready(here: Cast) -> None:
    (ready_one,) = ready(here, "ingrid")
    people.interested(here, "gunnar")
    event = first_of(song_hour(here)).event
    Participation.objects.create(event=event, person=ready_one.person, state="signed_up")
    with pytest.raises(IntegrityError, match="not ready"), transaction.atomic():
        Participation.objects.create(event=event, person=here.gunnar, state="signed_up")
    asked = Participation.objects.create(event=event, person=here.gunnar, state="invited")
    with pytest.raises(IntegrityError, match="not ready"), transaction.atomic():
        Participation.objects.filter(pk=asked.pk).update(state="signed_up")


def on_the_day(here: Cast, *keys: str) -> HappeningTime:
    return first_of(song_hour(here, ready(here, *keys), rule="", starts_on=date(2026, 11, 26)))


def test_who_was_here_is_ticked_by_the_ward_and_hours_only_for_those_who_want_them(here: Cast) -> None:
    choose("log_hours", True)
    time = on_the_day(here, "ingrid", "gunnar", "solveig")
    Volunteer.objects.filter(person=here.gunnar).update(declines_hours=True)
    seats = {seat.person_id: seat.pk for seat in time.event.participations.all()}
    path = f"/hvem-kommer/{time.event_id}/var-her/"
    marks = {here.ingrid.pk: "yes", here.gunnar.pk: "yes", here.solveig.pk: "no"}
    form = {f"came-{seats[person]}": came for person, came in marks.items()} | {"hours": "on"}
    assert here.client_for("anne").post(path, form).status_code == 403  # it has not begun
    with time_machine.travel(oslo(2026, 11, 26, 15), tick=False):
        assert here.client_for("anne").post(path, form).status_code == 303
    attended = dict(time.event.participations.values_list("person", "attended"))
    assert attended == {here.ingrid.pk: True, here.gunnar.pk: True, here.solveig.pk: False}
    assert list(HoursEntry.objects.values_list("volunteer__person", "minutes")) == [(here.ingrid.pk, 60)]


def test_hours_are_not_asked_about_where_nobody_counts(here: Cast) -> None:
    time = on_the_day(here, "ingrid")
    with time_machine.travel(oslo(2026, 11, 26, 15), tick=False):
        page = here.client_for("anne").get(f"/hvem-kommer/{time.event_id}/var-her/").text
    assert "Ingrid Solheim" in page
    assert 'name="hours"' not in page


def test_somebody_who_did_not_come_hears_nothing(here: Cast) -> None:
    time = on_the_day(here, "ingrid")
    before = Notice.objects.count()
    time.event.mark(here.ingrid, False, by=here.anne)
    assert Notice.objects.count() == before


def test_the_volunteer_ticks_afterwards_and_not_before(here: Cast) -> None:
    time = on_the_day(here, "ingrid")
    path, visitor = link(time, here.ingrid), here.visitor()
    visitor.post(path, {"wish": "done"})
    assert time.event.participations.get().attended is None
    with time_machine.travel(oslo(2026, 11, 26, 15), tick=False):
        assert "Jeg var der" in visitor.get(path).text
        visitor.post(path, {"wish": "done"})
    assert time.event.participations.get().attended is True


def test_a_secret_that_nobody_was_given_opens_nothing(here: Cast) -> None:
    time = first_of(song_hour(here, ready(here, "ingrid")))
    secret = secret_of(time.event.participations.get())
    assert here.visitor().get(f"/kommer/{secret[:20]}x{secret[21:]}/").status_code == 410
    assert here.visitor().get(f"/tur/{secret}/").status_code == 410
    with enter(here.fjordvik):
        assert not HappeningTime.objects.exists()


@pytest.mark.parametrize(("key", "status"), [("kari", 200), ("anne", 403), ("berit", 200), ("ingrid", 403)])
def test_who_may_put_something_in_the_week(here: Cast, key: str, status: int) -> None:
    assert here.client_for(key).get("/det-som-skjer/nytt/").status_code == status


def test_the_page_of_another_place_is_refused_and_of_another_municipality_not_found(here: Cast) -> None:
    happening = song_hour(here)
    for path in (f"/det-som-skjer/{happening.pk}/", first_of(happening).get_absolute_url()):
        answers = [here.client_for(key).get(path).status_code for key in ("anne", "eirik", "endre")]
        assert answers == [200, 403, 404]


def test_from_the_week_one_comes_to_the_page_of_what_it_is(here: Cast) -> None:
    time = first_of(song_hour(here))
    response = here.client_for("anne").get(f"/hvem-kommer/{time.event_id}/")
    assert response["Location"] == time.get_absolute_url()


@pytest.mark.parametrize("key", ["kari", "anne", "berit", "marit"])
def test_the_pages_of_the_week_ask_little_and_as_much_for_many(
    here: Cast, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "SECONDS", 3600)
    monkeypatch.setattr(context, "_SECONDS", 3600)
    volunteers = ready(here, "ingrid", "gunnar")
    happening = song_hour(here, volunteers, responsible=here.anne)
    time, client = first_of(happening), here.client_for(key)
    week = f"/hvem-kommer/{here.solsiden.pk}"
    paths = ["/hvem-kommer/", "/det-som-skjer/"]
    if key != "marit":  # the network coordinator sees who comes where there is no contact
        paths += [f"{week}/skjerm/", f"{week}/ark/", happening.get_absolute_url(), time.get_absolute_url()]
    few = count_of(client, paths)
    for number in range(6):
        song_hour(here, volunteers, title=f"Sang {number}", starts=time_of(number), responsible=here.berit)
    many = count_of(client, paths)
    assert (few, max(many) <= 12) == (many, True), dict(zip(paths, many, strict=True))
