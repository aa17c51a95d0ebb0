"""The helper by which a room proves that its list asks the same for one row and for thirty."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from foundation.access.gate import public
from foundation.access.models import Appointment
from foundation.people.models import Workplace
from foundation.tenancy.models import Municipality
from tests.cast import Cast
from tests.queries import assert_list_queries

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
