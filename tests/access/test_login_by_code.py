"""Volunteers write their e-mail and get six digits."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.access.conftest import Posted, code_in
from tests.cast import Cast

LOG_IN, CODE = "/konto/logg-inn/", "/konto/logg-inn/kode/"


def ask(client: Client, email: str = "ingrid@elvebyen.example", query: str = "") -> HttpResponse:
    return client.post(LOG_IN + query, {"email": email})


def test_a_volunteer_logs_in_with_a_code_from_the_mail(cast: Cast, posted: Posted) -> None:
    client = cast.visitor()
    [message] = posted(lambda: ask(client, " Ingrid@Elvebyen.example "))
    assert message.to == ["Ingrid Solheim <ingrid@elvebyen.example>"]
    response = client.post(CODE, {"code": code_in(message)})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/").content == b"Ingrid Solheim"
    with enter(cast.elvebyen):
        entry = Entry.objects.get(verb="login.opened")
    assert (entry.actor_name, entry.request_id) == ("Ingrid Solheim", response["X-Request-ID"])


def test_the_code_is_mailed_after_commit_and_kept_in_no_notice(cast: Cast, posted: Posted) -> None:
    from foundation.notices.models import Notice

    [message] = posted(lambda: ask(cast.visitor()))
    with enter(cast.elvebyen):
        assert not Notice.objects.exists()
    assert message.subject == "Koden din til Elvebyen kommune"


def test_the_way_on_is_kept(cast: Cast, posted: Posted) -> None:
    client = cast.visitor()
    response = client.get("/folk/")
    assert (response.status_code, response["Location"]) == (302, f"{LOG_IN}?next=%2Ffolk%2F")
    [message] = posted(lambda: ask(client, query="?next=%2Ffolk%2F"))
    response = client.post(f"{CODE}?next=%2Ffolk%2F", {"code": code_in(message)})
    assert response["Location"] == "/folk/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_way_on_never_leads_elsewhere(cast: Cast, posted: Posted, elsewhere: str) -> None:
    client = cast.visitor()
    [message] = posted(lambda: ask(client))
    response = client.post(f"{CODE}?next={elsewhere}", {"code": code_in(message)})
    assert response["Location"] == "/"


def test_a_wrong_code_is_422_and_three_of_them_end_it(cast: Cast, posted: Posted) -> None:
    client = cast.visitor()
    [message] = posted(lambda: ask(client))
    wrong = "000000" if code_in(message) != "000000" else "111111"
    assert [client.post(CODE, {"code": wrong}).status_code for _ in range(3)] == [422, 422, 302]
    assert client.post(CODE, {"code": code_in(message)})["Location"] == LOG_IN
    assert client.get("/").content == b"Hei"


def test_a_code_belongs_to_the_browser_that_asked(cast: Cast, posted: Posted) -> None:
    [message] = posted(lambda: ask(cast.visitor()))
    other = cast.visitor()
    assert other.post(CODE, {"code": code_in(message)})["Location"] == LOG_IN
    assert other.get("/").content == b"Hei"


def test_a_code_asked_for_here_cannot_be_used_there(cast: Cast, posted: Posted) -> None:
    """Even by somebody who is known in both."""
    with enter(cast.fjordvik):
        Person.objects.create(name="Ingrid på ferie", user=cast.ingrid.user, email=cast.ingrid.email)
    here, there = cast.visitor("elvebyen"), cast.visitor("fjordvik")
    [message] = posted(lambda: ask(here))
    there.cookies["sessionid"] = here.cookies["sessionid"].value
    assert there.post(CODE, {"code": code_in(message)})["Location"] == LOG_IN
    assert there.get("/").content == b"Hei"
    assert here.post(CODE, {"code": code_in(message)})["Location"] == "/"


def test_a_code_is_used_up_and_gets_old(cast: Cast, posted: Posted) -> None:
    client = cast.visitor()
    [message] = posted(lambda: ask(client))
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert client.post(CODE, {"code": code_in(message)})["Location"] == LOG_IN
        assert client.get("/").content == b"Hei"
    [message] = posted(lambda: ask(client))
    client.post(CODE, {"code": code_in(message)})
    client.post("/konto/logg-ut/")
    assert client.post(CODE, {"code": code_in(message)})["Location"] == LOG_IN


def test_a_new_code_can_be_asked_for_and_the_old_one_is_gone(cast: Cast, posted: Posted) -> None:
    client = cast.visitor()
    [first] = posted(lambda: ask(client))
    cache.clear()
    [second] = posted(lambda: client.post(CODE, {"action": "resend"}))
    if code_in(first) != code_in(second):
        assert client.post(CODE, {"code": code_in(first)}).status_code == 422
    assert client.post(CODE, {"code": code_in(second)})["Location"] == "/"


def test_somebody_who_has_left_gets_no_code_and_no_session(cast: Cast, posted: Posted) -> None:
    client = cast.visitor()
    [message] = posted(lambda: ask(client))
    with enter(cast.elvebyen):
        Person.objects.filter(pk=cast.ingrid.pk).update(user=None)
    assert client.post(CODE, {"code": code_in(message)})["Location"] == LOG_IN
    assert client.get("/").content == b"Hei"
    assert posted(lambda: ask(cast.visitor())) == []


def test_a_log_in_that_is_closed_gets_no_code(cast: Cast, posted: Posted) -> None:
    cast.ingrid.user.is_active = False
    cast.ingrid.user.save()
    assert posted(lambda: ask(cast.visitor())) == []


def test_staff_who_come_by_code_are_asked_for_their_second_factor(cast: Cast, posted: Posted) -> None:
    client = cast.visitor()
    [message] = posted(lambda: ask(client, "kari@elvebyen.example"))
    assert client.post(CODE, {"code": code_in(message)})["Location"] == "/konto/tofaktor/"
    assert client.get("/").content == b"Hei"


def test_whoever_is_in_is_sent_on(cast: Cast) -> None:
    response = cast.client_for("ingrid").get(LOG_IN)
    assert (response.status_code, response["Location"]) == (302, "/")


def test_there_is_no_way_to_sign_up(cast: Cast) -> None:
    from django.urls import NoReverseMatch, reverse

    for name in ("account_signup", "account_email", "account_set_password", "socialaccount_signup"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
    assert cast.visitor().get("/konto/signup/").status_code == 404


def test_at_the_root_host_nobody_logs_in(cast: Cast) -> None:
    assert Client(headers={"host": "localhost"}).post(LOG_IN, {"email": "x@y.example"}).status_code == 404
