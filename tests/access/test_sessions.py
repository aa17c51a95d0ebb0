"""A session belongs to the municipality where it began."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.test import Client

from foundation.access.session_store import SessionStore
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast


def replayed(client: Client, host: str) -> Client:
    other = Client(headers={"host": host})
    other.cookies["sessionid"] = client.cookies["sessionid"].value
    return other


def test_a_session_of_one_municipality_is_a_stranger_in_the_other(cast: Cast) -> None:
    home = cast.client_for("kari")
    away = replayed(home, "fjordvik.localhost")
    assert home.get("/folk/").status_code == 200
    assert away.get("/").content == b"Hei"
    assert away.get("/folk/")["Location"].startswith("/konto/logg-inn/")
    assert home.get("/folk/").status_code == 200


def test_even_of_somebody_who_is_known_in_both(cast: Cast) -> None:
    with enter(cast.fjordvik):
        Person.objects.create(name="Kari på besøk", user=cast.kari.user)
    away = replayed(cast.client_for("kari"), "fjordvik.localhost")
    assert away.get("/").content == b"Hei"


def test_at_the_root_host_too(cast: Cast, settings: object) -> None:
    settings.ROOT_HOST_URLCONF = "tests.tenancy.test_requests"
    assert replayed(cast.client_for("kari"), "localhost").get("/").content == b"None None"


def test_a_session_without_a_municipality_is_nobodys(cast: Cast) -> None:
    client = cast.client_for("kari")
    session = client.session
    del session["municipality"]
    session.save()
    assert client.get("/").content == b"Hei"


def test_every_session_is_marked_from_its_first_word(cast: Cast) -> None:
    client = cast.visitor()
    client.post("/konto/logg-inn/", {"email": "ingrid@elvebyen.example"})
    assert client.session["municipality"] == str(cast.elvebyen.pk)


def test_looking_around_opens_no_session(cast: Cast) -> None:
    cast.visitor().get("/")
    assert Session.objects.count() == 0


def test_whoever_is_no_longer_known_here_is_nobody(cast: Cast) -> None:
    client = cast.client_for("ingrid")
    assert client.get("/").content == b"Ingrid Solheim"
    with enter(cast.elvebyen):
        Person.objects.filter(pk=cast.ingrid.pk).update(user=None)
    assert client.get("/").content == b"Hei"
    assert client.get("/konto/logg-inn/").status_code == 200  # and may log in anew


def test_logging_out_closes_the_session(cast: Cast) -> None:
    client = cast.client_for("kari")
    key = client.cookies["sessionid"].value
    assert client.get("/konto/logg-ut/").status_code == 200
    assert client.post("/konto/logg-ut/")["Location"] == "/"
    assert not Session.objects.filter(pk=key).exists()
    assert client.get("/").content == b"Hei"


def test_the_key_changes_at_log_in(cast: Cast) -> None:
    """Whoever planted a key in a browser does not get what is opened under it."""
    from tests.cast import PASSWORD, code_now

    client = cast.visitor()
    client.post("/konto/logg-inn/passord/", {"login": cast.kari.email, "password": PASSWORD})
    before = client.cookies["sessionid"].value
    client.post("/konto/tofaktor/", {"code": code_now()})
    assert client.cookies["sessionid"].value != before


def test_a_session_that_was_ended_meanwhile_is_not_raised_again_by_a_receipt(cast: Cast) -> None:
    client = cast.client_for("kari")
    late = SessionStore(client.cookies["sessionid"].value)
    late["note"] = "written late"
    Session.objects.filter(session_key=late.session_key).delete()
    with pytest.raises(UpdateError):
        late.save()
    assert not Session.objects.filter(session_key=late.session_key).exists()
