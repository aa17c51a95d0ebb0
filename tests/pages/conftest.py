"""The sample pages need no rows: their helper, their words and their navigation are made up."""

from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import translation

from foundation.pages import navigation
from tests.pages import samples


def _empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", _empty, name="sample"),
    path("rolle/", _empty, name="role"),
    path("ut/", _empty, name="account_logout"),
    path("sprak/", _empty, name="set_language"),
]


@pytest.fixture
def sample_house(settings: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    settings.WORD = "tests.pages.samples.a_word"
    settings.WHO_TO_ASK = "tests.pages.samples.marit"
    settings.ROOT_URLCONF = "tests.pages.conftest"
    monkeypatch.setattr(navigation, "ITEMS", samples.sample_nav())
    navigation._sorted.cache_clear()
    with translation.override("en"):
        yield
    navigation._sorted.cache_clear()
