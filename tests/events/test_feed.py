"""The calendar that a phone subscribes to: one's own, in one's own language, closed when one says so."""

import hashlib
import re
from datetime import timedelta

import icalendar
import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from foundation.access.models import Appointment, Link
from foundation.audit.models import Entry
from foundation.events.feed import make_address
from foundation.events.models import Event
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.events.conftest import START, Arranged

NEW, CLOSING = "/kalender/ny/", "/kalender/bort/"


def address(cast: Cast, who: str = "ingrid") -> str:
    with cast.at(who):
        return f"/kalender/{make_address(cast.all[who], by=cast.all[who])}/samspill.ics"


def entries(client: Client, path: str) -> dict[str, icalendar.Event]:
    answer = client.get(path)
    assert answer.status_code == 200
    return {
        str(event["summary"]): event for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    }


def test_a_phone_without_a_log_in_reads_ones_own_events_and_nobody_elses(
    cast: Cast, arranged: Arranged
) -> None:
    with enter(cast.elvebyen):
        arranged(title="Mitt kurs").sign_up(cast.ingrid, by=cast.member("kari"))
        arranged(title="Solveigs kurs").sign_up(cast.solveig, by=cast.member("kari"))
        arranged(title="Avlyst", cancelled_at=timezone.now())
    shown = entries(cast.visitor(), address(cast))
    assert set(shown) == {"Mitt kurs"}
    event = shown["Mitt kurs"]
    assert (event.start, str(event["location"])) == (START, "Elvebyen bibliotek")
    assert not {"ATTENDEE", "ORGANIZER", "DESCRIPTION"} & set(event)


def test_what_was_invited_to_waits_or_is_given_back_is_not_in_it(cast: Cast, arranged: Arranged) -> None:
    with enter(cast.elvebyen):
        arranged(title="Invitert").invite(cast.ingrid, by=cast.member("kari"))
        left = arranged(title="Gitt tilbake")
        left.sign_up(cast.ingrid, by=cast.member("kari"))
        left.cancel_place(cast.ingrid, by=cast.member("ingrid"))
    assert entries(cast.visitor(), address(cast)) == {}


def test_it_is_in_the_readers_language(cast: Cast, arranged: Arranged) -> None:
    with enter(cast.elvebyen):
        arranged(title="Introduction course").sign_up(cast.ingrid, by=cast.member("kari"))
        Event.objects.update(title="Kaffe og en prat")
        cast.ingrid.language = "en"
        cast.ingrid.save()
        event = Event.objects.get()
    from django.utils import translation

    with translation.override("en"):
        expected = str(event)
    assert set(entries(cast.visitor(), address(cast))) == {expected}


def test_no_cache_keeps_it_and_only_reading_is_answered(cast: Cast) -> None:
    path = address(cast)
    answer = cast.visitor().get(path)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert cast.visitor().post(path).status_code == 405


def test_only_the_hash_is_kept(cast: Cast) -> None:
    path = address(cast)
    secret = path.split("/")[2]
    with enter(cast.elvebyen):
        [link] = Link.objects.all()
    assert link.secret_hash == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(link.__dict__)


def test_a_closed_address_is_not_found(cast: Cast) -> None:
    path, ingrid = address(cast), cast.client_for("ingrid")
    assert cast.visitor().get(path).status_code == 200
    assert ingrid.get(CLOSING).status_code == 200  # asks first, and closes nothing
    assert cast.visitor().get(path).status_code == 200
    assert ingrid.post(CLOSING).status_code == 303
    assert cast.visitor().get(path).status_code == 404
    with enter(cast.elvebyen):
        assert Entry.objects.filter(verb="calendar.withdrawn", about_id=cast.ingrid.pk).count() == 1


def test_a_new_address_closes_the_old_one_and_is_shown_once(cast: Cast) -> None:
    old, ingrid = address(cast), cast.client_for("ingrid")
    assert "slutter å virke" in ingrid.get(NEW).content.decode()
    made = ingrid.post(NEW)
    new = made.context["url"].partition(cast.host("ingrid"))[2].partition("/")[2]
    assert made["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert cast.visitor().get(f"/{new}").status_code == 200
    assert cast.visitor().get(old).status_code == 404
    assert new.split("/")[1] not in ingrid.get("/kalender/").content.decode()


@pytest.mark.parametrize("slug", ["fjordvik"])
def test_on_another_municipalitys_host_it_is_not_found(cast: Cast, slug: str) -> None:
    path = address(cast)
    assert cast.visitor().get(path).status_code == 200
    stranger, unknown = cast.visitor(slug).get(path), cast.visitor(slug).get("/kalender/x/samspill.ics")
    assert (stranger.status_code, unknown.status_code) == (404, 404)


def test_a_one_time_link_for_something_else_opens_no_calendar(cast: Cast) -> None:
    from foundation.access.links import make_link

    with enter(cast.elvebyen):
        secret = make_link("sign", cast.ingrid)
    assert cast.visitor().get(f"/kalender/{secret}/samspill.ics").status_code == 404


def test_a_closed_log_in_closes_the_calendar(cast: Cast) -> None:
    path = address(cast)
    with enter(cast.elvebyen):
        cast.ingrid.user.is_active = False
        cast.ingrid.user.save()
    assert cast.visitor().get(path).status_code == 404


def test_who_asks_too_often_is_told_to_wait_and_nobody_else_is(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rates = settings.ACCOUNT_RATE_LIMITS | {"calendar": "2/h/key"}
    monkeypatch.setattr(settings, "ACCOUNT_RATE_LIMITS", rates)
    mine, hers = address(cast), address(cast, "solveig")
    assert [cast.visitor().get(mine).status_code for _ in range(3)] == [200, 200, 429]
    assert cast.visitor().get(hers).status_code == 200


def test_what_is_long_past_is_left_out(cast: Cast, arranged: Arranged) -> None:
    now = timezone.now()
    with enter(cast.elvebyen):
        for title, days in (("I går", 1), ("I fjor", 300)):
            event = arranged(title=title)
            event.sign_up(cast.ingrid, by=cast.member("kari"))
            then = now - timedelta(days=days)
            Event.objects.filter(pk=event.pk).update(starts_at=then, ends_at=then)
    assert set(entries(cast.visitor(), address(cast))) == {"I går"}


def test_staff_have_one_too(cast: Cast, arranged: Arranged) -> None:
    kari = cast.client_for("kari")
    assert "Lag en adresse" in kari.get("/kalender/").content.decode()
    assert kari.post(NEW).status_code == 200
    assert "stengt" not in kari.get("/kalender/").content.decode()


def of_place(cast: Cast, who: str = "kari") -> str:
    """The address of Solsiden's calendar, made on the page; it can be read."""
    answer = cast.client_for(who).post(f"/kalender/sted/{cast.solsiden.pk}/ny/")
    path = re.search(r"/kalender/[\w-]+/samspill\.ics", answer.text).group()
    assert cast.visitor().get(path).status_code == 200
    return path


def coffee(cast: Cast, title: str, **given: object) -> Event:
    usual = {"kind": "gathering", "workplace": cast.solsiden, "starts_at": START, "ends_at": START}
    return Event.objects.create(title=title, **(usual | given))


def test_the_calendar_of_a_place_shows_what_goes_on_there_and_nobodys_name(cast: Cast) -> None:
    with enter(cast.elvebyen):
        coffee(cast, "Sangstund").participations.create(person=cast.ingrid, state="signed_up")
        coffee(cast, "Annet sted", workplace=cast.hagebyen)
        coffee(cast, "Førstegangssamtale", kind="conversation")
    answer = cast.visitor().get(of_place(cast))
    assert {
        str(event["summary"]) for event in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    } == {"Sangstund"}
    assert "Ingrid" not in answer.text


def test_the_address_of_a_place_is_closed_by_a_colleague_and_ones_own_stays(cast: Cast) -> None:
    own, place = address(cast, "kari"), of_place(cast)
    visitor = cast.visitor()
    assert cast.client_for("berit").post(f"/kalender/sted/{cast.solsiden.pk}/bort/").status_code == 303
    assert [visitor.get(path).status_code for path in (own, place)] == [200, 404]


def test_the_address_of_a_place_ends_with_whoever_made_it(cast: Cast) -> None:
    place = of_place(cast, "berit")
    with enter(cast.elvebyen):
        held = Appointment.objects.get(person=cast.berit)
        held.end(by=cast.marit, on=timezone.localdate() - timedelta(days=1))
    assert cast.visitor().get(place).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [("kari", 200), ("jonas", 200), ("marit", 200), ("anne", 403), ("eirik", 403), ("endre", 404)],
)
def test_who_may_make_the_address_of_a_place(cast: Cast, who: str, status: int) -> None:
    assert cast.client_for(who).get(f"/kalender/sted/{cast.solsiden.pk}/").status_code == status


def test_whoever_is_responsible_has_it_in_their_own_calendar(cast: Cast) -> None:
    with enter(cast.elvebyen):
        coffee(cast, "Bakedag", responsible=cast.kari)
        coffee(cast, "En annens")
    assert set(entries(cast.visitor(), address(cast, "kari"))) == {"Bakedag"}
