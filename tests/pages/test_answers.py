"""Pages, named partials and receipts."""

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django_htmx.middleware import HtmxDetails

from foundation.pages import answers
from foundation.pages.answers import done, page, partial
from tests.pages.samples import KARI, request_for

ROWS = (
    '{% load partials %}<h1>All</h1>{% partialdef rows inline %}<ul id="rows">{{ n }}</ul>{% endpartialdef %}'
)


class Name(forms.Form):
    name = forms.CharField()


def by_htmx(request: HttpRequest, **headers: str) -> HttpRequest:
    request.META.update({f"HTTP_HX_{key.upper()}": value for key, value in headers.items()})
    request.META["HTTP_HX_REQUEST"] = "true"
    request.htmx = HtmxDetails(request)
    return request


@pytest.fixture
def rows_template(tmp_path: object, settings: object) -> str:
    (tmp_path / "rows.html").write_text(ROWS)
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path]}]
    engines._engines = {}
    return "rows.html"


def test_page_with_a_form_in_error_answers_422() -> None:
    def status(*forms: object) -> int:
        context = dict(zip("abc", forms, strict=False))
        return page(request_for(None), "parts/empty.html", **context).status_code

    assert status(Name({"name": ""})) == 422
    assert status(Name(), Name({"name": "Kari"})) == 200
    assert status([Name({"name": "Kari"}), Name({"name": ""})]) == 422


def test_partial_is_given_only_to_the_element_that_asks(rows_template: str) -> None:
    whole = partial(request_for(None), rows_template, "rows", n=3)
    other = partial(by_htmx(request_for(None), target="menu"), rows_template, "rows", n=3)
    part = partial(by_htmx(request_for(None), target="rows"), rows_template, "rows", n=3)
    assert [b"<h1>" in r.content for r in (whole, other, part)] == [True, True, False]
    assert part.content == b'<ul id="rows">3</ul>'


def test_partial_varies_so_that_back_shows_a_page(rows_template: str) -> None:
    response = partial(request_for(None), rows_template, "rows", n=3)
    assert response["Vary"] == "HX-Request, HX-Target"


def test_done_goes_on_by_get_and_keeps_the_receipt(sample_house: None) -> None:
    request = request_for(KARI)
    response = done(request, "/her/", "Gunnar is thanked.", undo="/angre/7/")
    assert (response.status_code, response["Location"]) == (303, "/her/")
    (receipt,) = get_messages(request)
    assert (str(receipt), receipt.extra_tags) == ("Gunnar is thanked.", "undo:/angre/7/")


def test_done_takes_an_object_or_a_name_of_an_address(sample_house: None) -> None:
    class Somebody:
        def get_absolute_url(self) -> str:
            return "/frivillige/1/"

    assert done(request_for(KARI), Somebody())["Location"] == "/frivillige/1/"
    assert done(request_for(KARI), "role")["Location"] == "/rolle/"


def test_done_tells_htmx_to_go_on_the_whole_page(sample_house: None) -> None:
    def answer(**headers: str) -> HttpResponse:
        return done(by_htmx(request_for(KARI), **headers), "/her/")

    fragment, boosted = answer(target="rows"), answer(boosted="true")
    assert (fragment.status_code, fragment["HX-Redirect"]) == (200, "/her/")
    assert boosted.status_code == 303


def test_only_forms_count_as_in_error() -> None:
    assert [answers.in_error(value) for value in ("text", 3, None, ["a"], Name())] == [False] * 5
