"""What a page asks the database: little, and no more for thirty rows than for one, whatever the page and whoever looks."""

from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from foundation.access.gate import public
from foundation.access.models import Appointment
from foundation.people.models import Workplace
from foundation.tenancy import context, kept
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from tests.cast import Cast
from tests.house.tour import Sight, tour
from tests.house.world import World
from tests.queries import LIMIT, asked, assert_list_queries

Count = tuple[Sight, list[str], list[str]]


@pytest.fixture(scope="module")
def counts(world: World) -> list[Count]:
    """Page -> what it asks for one row of everything, and for thirty."""
    sights = [sight for sight in tour(world, fragments=False) if sight.route.is_ours]
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(kept, "SECONDS", 3600)
        patch.setattr(context, "_SECONDS", 3600)  # a slow machine forgets between two questions
        few = [_asked(world, sight) for sight in sights]
        with enter(world.a):
            world.ours.more(29)
        many = [_asked(world, sight, len(had)) for sight, had in zip(sights, few, strict=True)]
        transaction.set_rollback(True)
    return list(zip(sights, few, many, strict=True))


def _asked(world: World, sight: Sight, content_with: int = -1) -> list[str]:
    """The first time also asks what is then remembered for some seconds: when that is no more than enough, once will do."""
    client = Client(headers={"host": f"{world.a.slug}.localhost"})
    session = sight.actor.session
    client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: session} if session else {})
    with transaction.atomic():
        found = asked(client, sight.path)
        if len(found) > content_with:
            found = asked(client, sight.path)
        transaction.set_rollback(True)
    return found


def test_no_page_asks_more_for_thirty_rows_than_for_one(counts: list[Count]) -> None:
    grown = {
        str(sight): f"{len(few)} -> {len(many)}: {_first_new(few, many)}"
        for sight, few, many in counts
        if len(many) > len(few)
    }

    assert grown == {}


def test_no_page_asks_more_than_it_may(counts: list[Count]) -> None:
    over = {sight.route.name: len(many) for sight, _few, many in counts if len(many) > LIMIT}
    assert over == {}


def _first_new(few: list[str], many: list[str]) -> str:
    return next((sql[:200] for sql in many if sql not in few), "")


# The helper that rooms use


@public
def places(request: HttpRequest) -> HttpResponse:
    return HttpResponse(", ".join(place.name for place in Workplace.objects.all()))


@public
def places_one_by_one(request: HttpRequest) -> HttpResponse:
    contacts = [Appointment.objects.filter(workplace=place).count() for place in Workplace.objects.all()]
    return HttpResponse(str(contacts))


urlpatterns = [path("places/", places), path("one-by-one/", places_one_by_one)]


@pytest.fixture
def make_places(elvebyen: Municipality) -> Callable[[int], None]:
    def make(number: int) -> None:
        for _count in range(number):
            Workplace.objects.create(name=f"Sted {Workplace.objects.count()}")

    return make


@override_settings(ROOT_URLCONF="tests.house.test_queries")
def test_the_helper_is_content_with_a_list(cast: Cast, make_places: Callable) -> None:
    assert_list_queries(cast.visitor(), "/places/", make_places)


@override_settings(ROOT_URLCONF="tests.house.test_queries")
def test_the_helper_sees_a_question_per_row(cast: Cast, make_places: Callable) -> None:
    with pytest.raises(AssertionError, match="questions for 1 row"):
        assert_list_queries(cast.visitor(), "/one-by-one/", make_places)


@override_settings(ROOT_URLCONF="tests.house.test_queries")
def test_the_helper_sees_too_many_questions(cast: Cast, make_places: Callable) -> None:
    with pytest.raises(AssertionError, match="questions:"):
        assert_list_queries(cast.visitor(), "/places/", make_places, at_most=0)
