"""A session that ran out while somebody wrote: what they wrote is offered again, to them and nobody else."""

import re
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.access.conftest import Posted, code_in
from tests.access.test_open_sessions import enters
from tests.cast import Cast, code_now

WRITTEN, KEPT = "/skriv/", "/konto/skrevet/"
TEXT = "Hun gledet seg til sangstunden.\nVi tar den neste torsdag, kl. 11."
SAID = {"note": TEXT, "mood": "4", "who": ["Ødegård", "Bjørn Åge"]}


def time_runs_out(client: Client) -> None:
    """As the browser does: the session's cookie is gone after its time."""
    Session.objects.all().delete()
    del client.cookies["sessionid"]


def log_in_again(client: Client, posted: Posted, to: str, key: str = "ingrid") -> HttpResponse:
    email = f"{key}@elvebyen.example"
    [message] = posted(lambda: client.post(to, {"email": email}))
    query = to.partition("?")[2]
    return client.post(f"/konto/logg-inn/kode/?{query}", {"code": code_in(message)})


def refused(client: Client, **extra: object) -> str:
    """Where somebody is sent whose time has run out."""
    time_runs_out(client)
    response = client.post(WRITTEN, SAID, **extra)
    assert response.status_code == 302
    return response["Location"]


def hidden(page: HttpResponse) -> list[tuple[str, str]]:
    found = re.findall(r'<textarea name="([^"]*)" hidden>\n(.*?)</textarea>', page.content.decode(), re.S)
    return [(name, unescape(value)) for name, value in found]


def test_what_was_written_is_offered_after_log_in_and_sent_by_a_button(cast: Cast, posted: Posted) -> None:
    client = enters(cast, posted)
    to = refused(client)
    assert to == "/konto/logg-inn/?next=%2Fkonto%2Fskrevet%2F"
    assert "Vi har tatt vare på det du skrev" in client.get(to).content.decode()
    assert log_in_again(client, posted, to)["Location"] == KEPT
    page = client.get(KEPT)
    assert "Hun gledet seg til sangstunden." in page.content.decode()
    assert f'action="{WRITTEN}"' in page.content.decode()
    again: dict[str, list[str]] = {}
    for name, value in hidden(page):
        again.setdefault(name, []).append(value)
    received = client.post(WRITTEN, again)
    assert received.json() == {"note": [TEXT], "mood": ["4"], "who": ["Ødegård", "Bjørn Åge"]}
    assert client.get(KEPT)["Location"] == "/"  # received is not kept


def test_it_is_never_sent_by_itself(cast: Cast, posted: Posted) -> None:
    from tests.access.urls import RECEIVED

    client = enters(cast, posted)
    RECEIVED.clear()
    log_in_again(client, posted, refused(client))
    client.get(KEPT)
    assert RECEIVED == []


def test_it_needs_a_new_token(cast: Cast, posted: Posted) -> None:
    client = enters(cast, posted)
    log_in_again(client, posted, refused(client))
    strict = Client(enforce_csrf_checks=True, headers={"host": cast.host("ingrid")})
    strict.cookies = client.cookies
    page = strict.get(KEPT)
    [token, *_more] = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert strict.post(WRITTEN, SAID).status_code == 403
    assert strict.post(WRITTEN, SAID | {"csrfmiddlewaretoken": token}).status_code == 200


def test_somebody_else_who_logs_in_here_does_not_see_it(cast: Cast, posted: Posted) -> None:
    client = enters(cast, posted)
    to = refused(client)
    assert log_in_again(client, posted, to, key="gunnar")["Location"] == KEPT
    response = client.get(KEPT)
    assert (response.status_code, response["Location"]) == (303, "/")
    assert "unsent" not in client.session


def test_after_a_log_out_nothing_is_kept(cast: Cast, posted: Posted) -> None:
    """Whoever logged out has left: their open page is nobody's."""
    client = enters(cast, posted)
    client.post("/konto/logg-ut/")
    assert client.post(WRITTEN, SAID)["Location"] == "/konto/logg-inn/?next=%2F"
    assert "unsent" not in client.session


def test_of_a_stranger_nothing_is_kept_and_no_session_is_made(cast: Cast) -> None:
    client = cast.visitor()
    assert client.post(WRITTEN, SAID)["Location"] == "/konto/logg-inn/?next=%2F"
    assert Session.objects.count() == 0


def test_it_is_kept_for_an_hour(cast: Cast, posted: Posted) -> None:
    client = enters(cast, posted)
    log_in_again(client, posted, refused(client))
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert client.get(KEPT)["Location"] == "/"


def test_it_lies_sealed_and_in_no_address(cast: Cast, posted: Posted) -> None:
    client = enters(cast, posted)
    to = refused(client)
    [session] = Session.objects.all()
    assert session.get_decoded()["unsent"]
    assert "sangstunden" not in str(session.get_decoded()) + to


def test_in_another_municipality_it_is_nothing(cast: Cast, posted: Posted) -> None:
    client = enters(cast, posted)
    refused(client)
    away = cast.visitor("fjordvik")
    away.cookies = client.cookies
    assert away.get(KEPT)["Location"].startswith("/konto/logg-inn/")
    assert away.post(WRITTEN, SAID)["Location"] == "/konto/logg-inn/?next=%2F"


@pytest.mark.parametrize(
    "said",
    [
        {"oldpassword": "elleve grønne båter", "note": TEXT},
        {"code": "123456"},
        {},
        {"note": ""},
        {"note": "x " * 40_000},
    ],
)
def test_secrets_nothing_and_too_much_are_not_kept(cast: Cast, posted: Posted, said: dict[str, str]) -> None:
    client = enters(cast, posted)
    time_runs_out(client)
    assert client.post(WRITTEN, said)["Location"] == "/konto/logg-inn/?next=%2F"


def test_files_are_not_kept_and_one_is_told(cast: Cast, posted: Posted) -> None:
    client = enters(cast, posted)
    time_runs_out(client)
    to = client.post(WRITTEN, SAID | {"picture": SimpleUploadedFile("a.png", b"png")})["Location"]
    log_in_again(client, posted, to)
    page = client.get(KEPT)
    assert "Vi tar ikke vare på filer" in page.content.decode()
    assert [name for name, _value in hidden(page)] == ["note", "mood", "who", "who"]


def test_it_can_be_thrown_away(cast: Cast, posted: Posted) -> None:
    client = enters(cast, posted)
    log_in_again(client, posted, refused(client))
    assert client.post(KEPT)["Location"] == "/"
    assert client.get(KEPT)["Location"] == "/"


def test_htmx_is_sent_to_log_in_as_a_whole_page(cast: Cast, posted: Posted) -> None:
    client = enters(cast, posted)
    time_runs_out(client)
    asked = {"hx-request": "true", "hx-current-url": "http://elvebyen.localhost/skriv/"}
    response = client.post(WRITTEN, SAID, headers=asked)
    assert response["HX-Redirect"] == "/konto/logg-inn/?next=%2Fkonto%2Fskrevet%2F"
    log_in_again(client, posted, response["HX-Redirect"])
    assert len(hidden(client.get(KEPT))) == 4


def test_staff_whose_second_factor_is_asked_for_get_theirs_back(cast: Cast) -> None:
    client = cast.client_for("kari", second_factor=False)
    to = client.post(WRITTEN, SAID)["Location"]
    assert to == "/konto/tofaktor/igjen/?next=%2Fkonto%2Fskrevet%2F"
    assert client.post(to, {"code": code_now()})["Location"] == KEPT
    assert len(hidden(client.get(KEPT))) == 4


Attack = Callable[[Client, Cast], dict[str, str]]


def old_token(client: Client, origin: str) -> HttpResponse:
    strict = Client(enforce_csrf_checks=True, headers={"host": "elvebyen.localhost"})
    strict.cookies = client.cookies
    headers = {"origin": origin} if origin else {}
    return strict.post(WRITTEN, SAID | {"csrfmiddlewaretoken": "a" * 64}, headers=headers)


def test_a_form_with_an_old_token_is_offered_again(cast: Cast, posted: Posted) -> None:
    """A page that stood open while its reader logged in anew."""
    client = enters(cast, posted)
    client.get("/konto/")
    assert old_token(client, "http://elvebyen.localhost")["Location"] == KEPT
    assert "Hun gledet seg" in client.get(KEPT).content.decode()


@pytest.mark.parametrize("origin", ["http://evil.example", "", "null", "http://fjordvik.localhost"])
def test_a_form_from_elsewhere_is_refused_and_never_offered(cast: Cast, posted: Posted, origin: str) -> None:
    client = enters(cast, posted)
    client.get("/konto/")
    assert old_token(client, origin).status_code == 403
    assert "unsent" not in client.session


def test_an_old_form_on_a_computer_of_several_is_refused(cast: Cast, posted: Posted) -> None:
    """It may be another's."""
    client = enters(cast, posted)
    client.post("/konto/logg-ut/")
    log_in_again(client, posted, "/konto/logg-inn/", key="gunnar")
    client.get("/konto/")
    assert old_token(client, "http://elvebyen.localhost").status_code == 403
