"""When two who are brought together meet: in words, in the week, in the calendar, and «I can't come» (ASG-02, ASG-05, ASG-15)."""

from collections.abc import Iterator
from datetime import date, timedelta
from datetime import time as clock

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.events.links import secret_of
from foundation.events.models import Participation
from foundation.events.reminders import day_before
from foundation.notices.models import Notice
from tests.cast import Cast
from tests.matching import wishes
from tests.volunteers.moments import oslo
from tests.volunteers.test_happenings import first_of, ready, told, who
from volunteers.happenings import go_round
from volunteers.matching.models import HomeTalk, Match, MatchTimes, Recipient
from volunteers.models import HappeningMember, Pause, Volunteer
from volunteers.recurrence import weekly

MONDAY = oslo(2026, 11, 23, 9)
FORM = {"rhythm": "1", "weekdays": ["1"], "starts_on": "2026-11-23", "starts": "10:00", "ends": "12:00"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def match(here: Cast) -> Match:
    (gunnar,) = ready(here, "gunnar")
    return wishes.match(here, gunnar)


def tuesdays(match: Match, here: Cast, **other: object) -> MatchTimes:
    usual = {"rule": weekly([1]), "starts_on": date(2026, 11, 23), "starts": clock(10), "minutes": 120}
    return MatchTimes.agree(match, by=here.kari, **usual | other)


def days_of(match: Match) -> list[date]:
    rows = Participation.objects.signed_up().filter(
        person=match.volunteer.person_id, event__cancelled_at=None, event__kind="happening"
    )
    return [
        timezone.localdate(at)
        for at in rows.order_by("event__starts_at").values_list("event__starts_at", flat=True)
    ]


def test_what_the_contact_agrees_stands_in_words_and_in_the_week(
    here: Cast, kari: Client, match: Match
) -> None:
    assert kari.post(f"/besok/{match.pk}/tider/", FORM | {"weekdays": []}).status_code == 422
    assert not MatchTimes.objects.exists()
    assert kari.post(f"/besok/{match.pk}/tider/", FORM).status_code == 303
    page = kari.get(f"/besok/{match.pk}/").text
    assert "Hver tirsdag, 10.00–12.00" in page
    assert "Neste gang er i morgen." in page
    week = here.client_for("anne").get("/hvem-kommer/").text
    assert ("Besøksvenn" in week, "Gunnar Hauge" in week) == (True, True)
    assert "Hver tirsdag, 10.00–12.00." in here.client_for("anne").get("/besok/").text
    assert told("sign_up_confirmed") == {"Gunnar Hauge"}


def test_whom_they_visit_stands_nowhere_in_the_week_nor_in_what_is_sent(here: Cast, match: Match) -> None:
    Recipient.objects.update(wishes="Vil snakke om båt")
    times = tuesdays(match, here)
    seen = [
        here.client_for("anne").get(path).text
        for path in ("/hvem-kommer/", times.happening.get_absolute_url())
    ]
    seen += [str(fields) for fields in Notice.objects.values_list("fields", flat=True)]
    seen += [
        str(changes) for changes in Entry.objects.filter(verb="match.times").values_list("changes", flat=True)
    ]
    assert len(seen) > 3
    assert not [text for text in seen if match.recipient.name in text or "båt" in text]


def test_the_volunteer_reads_when_on_my_page_and_has_it_in_the_calendar(
    here: Cast, gunnar: Client, match: Match
) -> None:
    tuesdays(match, here)
    page = gunnar.get("/min-side/besok/").text
    assert ("Hver tirsdag, 10.00–12.00" in page, "Neste gang er i morgen." in page) == (True, True)
    assert days_of(match) == [date(2026, 11, 24) + timedelta(weeks=week) for week in range(8)]


def test_they_are_reminded_the_day_before_and_say_from_the_mail_that_they_cannot(
    here: Cast, match: Match
) -> None:
    time = first_of(tuesdays(match, here).happening)
    [promise] = [one for one in day_before(timezone.now()) if one.about == time.event]
    assert promise.to == here.gunnar
    path = f"/kommer/{secret_of(time.event.participations.get(person=here.gunnar))}/"
    assert here.visitor().post(path, {"wish": "no"}).status_code == 303
    assert (who(time), told("cannot_come_nobody_asked")) == ([], {"Kari Nygård"})
    assert "ikke dekket" in here.client_for("anne").get("/hvem-kommer/").text


def test_a_break_of_the_volunteer_gives_the_times_back_and_takes_them_again(here: Cast, match: Match) -> None:
    tuesdays(match, here)
    pause = Pause.begin(match.volunteer, until=date(2026, 12, 5), by=here.kari)
    go_round(timezone.now())
    assert days_of(match)[0] == date(2026, 12, 8)
    pause.end(by=here.kari)
    go_round(timezone.now())
    assert days_of(match)[0] == date(2026, 11, 24)


def test_other_times_come_instead_and_a_no_stays_a_no(here: Cast, match: Match) -> None:
    first = tuesdays(match, here)
    first_of(first.happening).give_back(here.gunnar, by=here.gunnar)
    second = tuesdays(match, here, starts=clock(13))
    first.happening.refresh_from_db()
    assert first.happening.ended_on is not None
    assert str(second) == "hver tirsdag, 13.00–15.00"
    assert days_of(match)[0] == date(2026, 12, 1)
    assert not told("happening_ended")


@pytest.mark.parametrize("why", ["wish", "volunteer"])
def test_when_the_visits_end_the_times_are_out_of_the_week(here: Cast, match: Match, why: str) -> None:
    tuesdays(match, here)
    match.end(by=here.kari, why=why)
    assert days_of(match) == []
    assert (told("match_ended"), told("happening_ended")) == ({"Gunnar Hauge"}, set())


def test_when_the_yes_is_taken_back_the_times_go_too(here: Cast, match: Match) -> None:
    tuesdays(match, here)
    match.recipient.consents.valid().get(purpose="visit").withdraw(by=here.kari)
    assert days_of(match) == []


def test_another_frame_keeps_the_times_and_another_last_day_makes_them_anew(here: Cast, match: Match) -> None:
    times = tuesdays(match, here, rule=weekly([1], 2))
    following = match.change(by=here.kari, frame="Kaffe og kort")
    assert following.times.running().get().happening == times.happening
    assert days_of(match)[:2] == [date(2026, 11, 24), date(2026, 12, 8)]
    last = following.change(by=here.kari, until=date(2026, 12, 20))
    assert last.times.running().get().happening != times.happening
    assert days_of(match) == [date(2026, 11, 24), date(2026, 12, 8)]


def test_no_fixed_times_any_more_and_the_visits_go_on(here: Cast, kari: Client, match: Match) -> None:
    tuesdays(match, here)
    assert kari.post(f"/besok/{match.pk}/tider/slutt/").status_code == 303
    match.refresh_from_db()
    assert (match.is_running, days_of(match), told("happening_ended")) == (True, [], {"Gunnar Hauge"})
    assert Entry.objects.filter(verb="match.times_ended").count() == 1
    assert kari.post(f"/besok/{match.pk}/tider/slutt/").status_code == 303
    assert Entry.objects.filter(verb="match.times_ended").count() == 1


def test_nobody_else_is_written_up_for_a_visit_of_two(here: Cast, match: Match) -> None:
    times = tuesdays(match, here)
    (ingrid,) = ready(here, "ingrid")
    with pytest.raises(ValidationError, match="besøk mellom to"):
        HappeningMember.join(times.happening, ingrid, by=here.kari)
    assert "Besøksvenn" not in here.client_for("kari").get("/det-som-skjer/").text


def test_whoever_has_left_is_not_waited_for(here: Cast, match: Match) -> None:
    times = tuesdays(match, here)
    Volunteer.objects.filter(pk=match.volunteer_id).update(closed_on=timezone.localdate(), closed_as="merged")
    go_round(timezone.now())
    times.happening.refresh_from_db()
    assert times.happening.ended_on is not None


@pytest.mark.parametrize(("who", "status"), [("anne", 403), ("gunnar", 403), ("solrun", 404)])
def test_who_may_not_agree_on_times(here: Cast, match: Match, who: str, status: int) -> None:
    for path in ("tider/", "tider/slutt/"):
        assert here.client_for(who).post(f"/besok/{match.pk}/{path}", FORM).status_code == status
    assert not MatchTimes.objects.exists()


@pytest.mark.parametrize("day", ["2026-11-20", "2026-12-21"])
def test_a_day_that_has_been_or_is_after_the_last_is_refused(here: Cast, kari: Client, day: str) -> None:
    (gunnar,) = ready(here, "gunnar")
    match = wishes.match(here, gunnar, until=date(2026, 12, 20))
    assert kari.post(f"/besok/{match.pk}/tider/", FORM | {"starts_on": day}).status_code == 422
    assert kari.post(f"/besok/{match.pk}/tider/", FORM).status_code == 303


def test_a_visit_is_not_over_before_it_begins(kari: Client, match: Match) -> None:
    assert kari.post(f"/besok/{match.pk}/tider/", FORM | {"ends": "10:00"}).status_code == 422


def moved(here: Cast, recipient: Recipient) -> dict[str, object]:
    return {"name": recipient.name, "living_at": "home"}


def test_nobody_who_is_visited_is_moved_home_before_it_is_talked_over(
    here: Cast, kari: Client, match: Match
) -> None:
    recipient, path = match.recipient, f"/onsker/{match.recipient_id}/endring/"
    answer = kari.post(path, moved(here, recipient))
    assert (answer.status_code, f"/onsker/{recipient.pk}/hjemme/" in answer.text) == (422, True)
    recipient.living_at = "home"
    with pytest.raises(ValidationError, match="Skriv inn samtalen først"):
        recipient.change(by=here.kari, fields=["living_at"])
    with pytest.raises(IntegrityError, match="before it is talked over"), transaction.atomic():
        Recipient.objects.filter(pk=recipient.pk).update(living_at="home")


def test_talked_over_they_are_moved_and_so_are_the_times(here: Cast, kari: Client, match: Match) -> None:
    times = tuesdays(match, here)
    today = timezone.localdate()
    HomeTalk(
        recipient=match.recipient,
        staff_name="Anne Lund",
        staff_on=today,
        without_kin=True,
        agreed="Ring på.",
        responsible="Hjemmetjenesten",
    ).write_down(by=here.kari)
    assert (
        kari.post(f"/onsker/{match.recipient_id}/endring/", moved(here, match.recipient)).status_code == 303
    )
    assert {time.event.place for time in times.happening.times.with_events()} == {"hjemme"}
