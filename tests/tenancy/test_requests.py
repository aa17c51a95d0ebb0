"""A request is one transaction in the municipality of its host."""

from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import path

from foundation.access.gate import public
from foundation.people.models import Person, Sector
from foundation.tenancy.context import NoMunicipality, enter, forget, peek_id
from foundation.tenancy.models import Host
from tests.cast import Cast


@public
def who(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.municipality.slug} {Person.objects.count()}")


@public
def write(request: HttpRequest, how: str) -> HttpResponse:
    """Writes a row and a session, and then answers or fails."""
    Sector.objects.create(name="Ny")
    request.session["written"] = True
    if how == "exception":
        raise RuntimeError("broken")
    if how == "denied":
        raise PermissionDenied
    return HttpResponse(status=int(how))


@public
def drip(request: HttpRequest) -> StreamingHttpResponse:
    def rows() -> Iterator[str]:
        yield "begin\n"
        yield from (person.name for person in Person.objects.all())

    return StreamingHttpResponse(rows())


@public
def root(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.municipality} {peek_id()}")


@public
def curious(request: HttpRequest) -> HttpResponse:
    return HttpResponse(Person.objects.count())


urlpatterns = [
    path("", root, name="home"),
    path("who/", who),
    path("write/<str:how>/", write),
    path("drip/", drip),
    path("curious/", curious),
]


@pytest.fixture(autouse=True)
def _urls(settings: object) -> None:
    settings.ROOT_URLCONF = settings.ROOT_HOST_URLCONF = "tests.tenancy.test_requests"


def client(host: str) -> Client:
    return Client(headers={"host": host}, raise_request_exception=False)


def sectors(cast: Cast) -> int:
    with enter(cast.elvebyen):
        return Sector.objects.filter(name="Ny").count()


@pytest.mark.parametrize(
    "host",
    ["elvebyen.localhost", "elvebyen.localhost:8000", "ELVEBYEN.localhost", "frivillig.elvebyen.example"],
)
def test_the_host_tells_the_municipality(cast: Cast, host: str) -> None:
    Host.objects.create(municipality=cast.elvebyen, name="frivillig.elvebyen.example")
    assert client(host).get("/who/").content == b"elvebyen 12"


def test_two_hosts_in_turn_do_not_mix(cast: Cast) -> None:
    answers = [
        client(f"{slug}.localhost").get("/who/").content for slug in ("elvebyen", "fjordvik", "elvebyen")
    ]
    assert answers == [b"elvebyen 12", b"fjordvik 3", b"elvebyen 12"]


@pytest.mark.parametrize("host", ["nowhere.localhost", "elvebyen.example", "elvebyen.localhost.evil.example"])
def test_an_unknown_host_is_nobodys(cast: Cast, host: str) -> None:
    assert client(host).get("/who/").status_code == 404


def test_a_municipality_that_has_left_is_nobodys(cast: Cast) -> None:
    cast.elvebyen.active = False
    cast.elvebyen.save()
    assert client("elvebyen.localhost").get("/who/").status_code == 404


def test_at_the_root_host_nothing_is_entered_and_no_person_can_be_read(cast: Cast) -> None:
    assert client("localhost").get("/").content == b"None None"
    response = client("localhost").get("/curious/")
    assert (response.status_code, response.exc_info[0]) == (500, NoMunicipality)


@pytest.mark.parametrize("how", ["exception", "500", "503"])
def test_a_fault_rolls_back_rows_and_session(cast: Cast, how: str) -> None:
    response = client("elvebyen.localhost").get(f"/write/{how}/")
    assert response.status_code >= 500
    assert (sectors(cast), Session.objects.count()) == (0, 0)


@pytest.mark.parametrize("how", ["200", "302", "404", "denied"])
def test_anything_else_is_kept(cast: Cast, how: str) -> None:
    """Also a 404 after a write: check first, write after."""
    response = client("elvebyen.localhost").get(f"/write/{how}/")
    assert response.status_code < 500
    assert (sectors(cast), Session.objects.count()) == (1, 1)


def test_rows_that_drip_after_the_request_raise(cast: Cast) -> None:
    response = client("elvebyen.localhost").get("/drip/")
    with pytest.raises(NoMunicipality):
        list(response.streaming_content)


def test_the_page_asks_for_its_municipality_once_in_a_while(
    cast: Cast, django_assert_num_queries: object
) -> None:
    visitor = client("elvebyen.localhost")
    visitor.get("/who/")
    with django_assert_num_queries(5):  # savepoint, set_config, the count, set_config back, release
        visitor.get("/who/")
    forget()
    cast.elvebyen.slug = "elvebyen2"
    cast.elvebyen.save()
    assert visitor.get("/who/").status_code == 404
