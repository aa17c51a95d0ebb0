"""A couple shares a mailbox: two log-ins, and after the code the question who it is."""

from collections.abc import Callable

import pytest

from foundation.people.models import Person, User
from foundation.tenancy.context import enter
from tests.access.conftest import Posted, code_in
from tests.cast import PASSWORD, Cast

CODE, WHO = "/konto/logg-inn/kode/", "/konto/logg-inn/hvem/"


@pytest.fixture
def per(cast: Cast, invited: Callable[[str], str]) -> Person:
    """Ingrid's husband reads her mail."""
    with enter(cast.elvebyen):
        person = Person.objects.create(name="Per Solheim", email=cast.ingrid.email)
    cast.add("per", person, "elvebyen")
    cast.visitor().post(invited("per"))
    with enter(cast.elvebyen):
        return Person.objects.select_related("user").get(pk=person.pk)


def test_each_has_a_log_in_of_their_own(cast: Cast, per: Person) -> None:
    assert per.user != cast.ingrid.user
    assert per.user.email == cast.ingrid.user.email


def coded(cast: Cast, posted: Posted, query: str = "") -> object:
    client = cast.visitor()
    [message] = posted(lambda: client.post("/konto/logg-inn/", {"email": cast.ingrid.email}))
    assert "Ingrid" not in message.body
    assert client.post(CODE + query, {"code": code_in(message)})["Location"] == WHO
    return client


@pytest.mark.parametrize("key", ["ingrid", "per"])
def test_after_the_code_one_says_who_one_is(cast: Cast, per: Person, posted: Posted, key: str) -> None:
    client = coded(cast, posted, "?next=/folk/")
    page = client.get(WHO).content.decode()
    assert "Ingrid Solheim" in page
    assert "Per Solheim" in page
    assert client.get("/").content == b"Hei"
    assert client.post(WHO, {"person": str(cast.all[key].pk)})["Location"] == "/folk/"
    assert client.get("/").content.decode() == cast.all[key].name


def test_nobody_else_can_be_chosen(cast: Cast, per: Person, posted: Posted) -> None:
    client = coded(cast, posted)
    for key in ("gunnar", "kari", "torgeir"):
        assert client.post(WHO, {"person": str(cast.all[key].pk)}).status_code == 422
    assert client.get("/").content == b"Hei"


def test_nobody_is_asked_without_a_code(cast: Cast, per: Person, posted: Posted) -> None:
    assert cast.visitor().get(WHO)["Location"] == "/konto/logg-inn/"
    client = cast.visitor()
    posted(lambda: client.post("/konto/logg-inn/", {"email": cast.ingrid.email}))
    assert client.post(WHO, {"person": str(per.pk)})["Location"] == "/konto/logg-inn/"


def test_the_question_is_asked_once(cast: Cast, per: Person, posted: Posted) -> None:
    client = coded(cast, posted)
    client.post(WHO, {"person": str(per.pk)})
    client.post("/konto/logg-ut/")
    assert client.get(WHO)["Location"] == "/konto/logg-inn/"


def test_a_password_tells_who_it_is(cast: Cast, per: Person) -> None:
    """And does not open the other one."""
    per.user.set_password(PASSWORD)
    per.user.save()
    client = cast.visitor()
    answer = client.post("/konto/logg-inn/passord/", {"login": cast.ingrid.email, "password": PASSWORD})
    assert answer["Location"] == "/"
    assert client.get("/").content == b"Per Solheim"


def test_next_door_the_address_is_one_person(cast: Cast, per: Person, posted: Posted) -> None:
    with enter(cast.fjordvik):
        Person.objects.create(name="Ingrid på hytta", user=cast.ingrid.user, email=cast.ingrid.email)
    client = cast.visitor("fjordvik")
    [message] = posted(lambda: client.post("/konto/logg-inn/", {"email": cast.ingrid.email}))
    assert client.post(CODE, {"code": code_in(message)})["Location"] == "/"
    assert client.get("/").content.decode() == "Ingrid på hytta"


def test_a_third_municipality_cannot_tell_which_of_two_it_is(
    cast: Cast, per: Person, invited: Callable[[str], str]
) -> None:
    with enter(cast.fjordvik):
        cast.add("solheim", Person.objects.create(name="Solheim", email=cast.ingrid.email), "fjordvik")
    cast.visitor("fjordvik").post(invited("solheim"))
    assert User.objects.filter(email=cast.ingrid.email).count() == 3
