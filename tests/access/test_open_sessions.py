"""Where I am logged in, and how I end it."""

from datetime import timedelta

import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from foundation.access.models import OpenSession
from foundation.audit.models import Entry
from foundation.tenancy.context import enter
from tests.access.conftest import Posted, code_in
from tests.access.test_second_factor import CODE, with_password
from tests.cast import PASSWORD, Cast, code_now

PAGE, OTHERS = "/konto/innlogginger/", "/konto/innlogginger/andre/slutt/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = (
    "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)


def enters(cast: Cast, posted: Posted, key: str = "ingrid", browser: str = FIREFOX) -> Client:
    """A browser of its own in which a volunteer has logged in with a code."""
    client = cast.visitor()
    client.defaults["HTTP_USER_AGENT"] = browser
    [message] = posted(lambda: client.post("/konto/logg-inn/", {"email": cast.all[key].email}))
    assert client.post("/konto/logg-inn/kode/", {"code": code_in(message)})["Location"] == "/"
    return client


def shown(client: Client) -> list[tuple[str, str, bool]]:
    return [(row.browser, row.system, row.here) for row in client.get(PAGE).context["sessions"]]


def end(client: Client, cast: Cast, opened: OpenSession) -> int:
    return client.post(f"{PAGE}{opened.pk}/slutt/").status_code


def other(cast: Cast, browser: str) -> OpenSession:
    with enter(cast.elvebyen):
        return OpenSession.objects.get(browser=browser)


def test_each_open_session_is_listed_and_this_one_comes_first(cast: Cast, posted: Posted) -> None:
    at_home, on_the_way = enters(cast, posted), enters(cast, posted, browser=CHROME)
    assert shown(at_home) == [("Firefox", "Windows", True), ("Chrome", "Android", False)]
    assert shown(on_the_way) == [("Chrome", "Android", True), ("Firefox", "Windows", False)]
    assert "Denne enheten" in at_home.get(PAGE).content.decode()


def test_one_is_ended_and_is_out_at_its_next_step(cast: Cast, posted: Posted) -> None:
    at_home, on_the_way = enters(cast, posted), enters(cast, posted, browser=CHROME)
    assert end(at_home, cast, other(cast, "Chrome")) == 303
    assert on_the_way.get("/").content == b"Hei"
    assert on_the_way.get(PAGE)["Location"].startswith("/konto/logg-inn/")
    assert shown(at_home) == [("Firefox", "Windows", True)]
    with enter(cast.elvebyen):
        assert Entry.objects.about(cast.ingrid).filter(verb="login.session_ended").count() == 1


def test_a_double_click_ends_it_once(cast: Cast, posted: Posted) -> None:
    at_home, _phone = enters(cast, posted), enters(cast, posted, browser=CHROME)
    phone = other(cast, "Chrome")
    assert [end(at_home, cast, phone) for _ in range(2)] == [303, 303]
    with enter(cast.elvebyen):
        assert Entry.objects.filter(verb="login.session_ended").count() == 1


def test_all_the_others_are_ended(cast: Cast, posted: Posted) -> None:
    here, *others = (enters(cast, posted) for _ in range(3))
    assert here.post(OTHERS)["Location"] == PAGE
    assert [client.get("/").content for client in others] == [b"Hei", b"Hei"]
    assert here.get("/").content == b"Ingrid Solheim"


def test_nobody_ends_anothers(cast: Cast, posted: Posted) -> None:
    mine = enters(cast, posted)
    opened = other(cast, "Firefox")
    assert end(cast.client_for("marit"), cast, opened) == 403
    assert end(cast.client_for("stranger" if "stranger" in cast.all else "solrun"), cast, opened) == 404
    assert mine.get("/").content == b"Ingrid Solheim"


def test_those_of_another_municipality_are_not_seen_and_not_ended(cast: Cast, posted: Posted) -> None:
    """One human, one log-in, two municipalities: each shows its own."""
    from foundation.people.models import Person

    with enter(cast.fjordvik):
        Person.objects.create(name="Ingrid på ferie", user=cast.ingrid.user, email=cast.ingrid.email)
    here, there = enters(cast, posted), cast.visitor("fjordvik")
    [message] = posted(lambda: there.post("/konto/logg-inn/", {"email": cast.ingrid.email}))
    there.post("/konto/logg-inn/kode/", {"code": code_in(message)})
    assert shown(here) == [("Firefox", "Windows", True)]
    here.post(OTHERS)
    assert there.get("/").content.decode() == "Ingrid på ferie"
    assert end(there, cast, other(cast, "Firefox")) == 404


def test_one_that_ran_out_is_not_listed(cast: Cast, posted: Posted) -> None:
    enters(cast, posted)
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert shown(enters(cast, posted, browser=CHROME)) == [("Chrome", "Android", True)]


def test_last_used_follows_the_use(cast: Cast, posted: Posted) -> None:
    client = enters(cast, posted)
    before = other(cast, "Firefox").seen_at
    client.get(PAGE)
    assert other(cast, "Firefox").seen_at == before
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        client.get(PAGE)
    assert other(cast, "Firefox").seen_at >= before + timedelta(minutes=5)


def test_a_new_password_puts_everybody_else_out_and_keeps_this_one(cast: Cast) -> None:
    here, there = cast.visitor(), cast.visitor()
    for number, client in enumerate((here, there)):
        assert with_password(client) == CODE
        with time_machine.travel(timezone.now() + timedelta(seconds=31 * number)):
            assert client.post(CODE, {"code": code_now()})["Location"] == "/"
    new = "tolv røde epler på rad"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/konto/passord/", data).status_code == 302
    assert there.get("/").content == b"Hei"
    assert here.get(PAGE).status_code == 200
    assert [row[2] for row in shown(here)] == [True]


def test_logging_out_takes_it_off_the_list(cast: Cast, posted: Posted) -> None:
    here, there = enters(cast, posted), enters(cast, posted, browser=CHROME)
    there.post("/konto/logg-ut/")
    assert shown(here) == [("Firefox", "Windows", True)]


def test_no_address_is_written_down(cast: Cast, posted: Posted) -> None:
    client = cast.visitor()
    client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    [message] = posted(lambda: client.post("/konto/logg-inn/", {"email": cast.ingrid.email}))
    client.post("/konto/logg-inn/kode/", {"code": code_in(message)})
    with enter(cast.elvebyen):
        [row] = OpenSession.objects.values()
    assert len(row["network"]) == 32
    assert "203.0.113" not in str(row) + str(Session.objects.get(pk=row["session_key"]).get_decoded())
