"""Error pages help, each in its own way, and carry the number of the request."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from foundation.pages import errors
from foundation.pages.request_id import RequestId, current_id
from tests.pages.samples import KARI, MARIT, request_for


def refused(**carries: object) -> PermissionDenied:
    exception = PermissionDenied()
    exception.__dict__.update(carries)
    return exception


def test_refusal_names_who_can_help(sample_house: None) -> None:
    response = errors.no_access(request_for(KARI), refused(helper=MARIT))
    html = response.content.decode()
    assert response.status_code == 403
    assert "Marit Haugland can help you." in html
    assert 'href="tel:00000010"' in html


def test_refusal_takes_a_sentence_for_a_helper(sample_house: None) -> None:
    html = errors.no_access(request_for(KARI), refused(helper="Ask at the desk.")).content.decode()
    assert "Ask at the desk." in html


def test_a_missing_page_shows_the_way_home_and_whom_to_call(sample_house: None) -> None:
    response = errors.not_found(request_for(None))
    assert response.status_code == 404
    assert "Call Marit Haugland:" in response.content.decode()


def test_a_fault_before_we_know_who_is_here_gets_the_bare_page(sample_house: None) -> None:
    response = errors.not_understood(RequestFactory().get("/"))
    assert response.status_code == 400
    assert b"We did not understand that" in response.content


def test_our_fault_needs_no_database(sample_house: None) -> None:
    response = errors.our_fault(RequestFactory().get("/"))  # no database mark: a query would fail
    assert response.status_code == 500
    assert b"Something went wrong with us" in response.content


def test_our_fault_survives_its_own_template(sample_house: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object) -> str:
        raise OSError("no templates")

    monkeypatch.setattr(errors, "render_to_string", broken)
    assert b"Noe gikk galt hos oss" in errors.our_fault(RequestFactory().get("/")).content


def test_unknown_address_answers_with_our_page(cast: object) -> None:
    response = cast.visitor().get("/no/such/page/")
    assert response.status_code == 404
    assert b"ss-narrow-page" in response.content
    assert response["X-Request-ID"].encode() in response.content


def test_unknown_address_on_the_root_host(db: None) -> None:
    response = Client(headers={"host": "localhost"}).get("/no/such/page/")
    assert response.status_code == 404
    assert b"ss-narrow-page" in response.content


def test_a_form_that_stood_open_overnight_leads_back_to_its_page(sample_house: None) -> None:
    response = errors.form_too_old(request_for(KARI, "/frivillige/ny/"), "CSRF token missing")
    assert response.status_code == 403
    assert b"The form was too old" in response.content
    assert b'href="/frivillige/ny/"' in response.content


@pytest.mark.parametrize(("given", "kept"), [("abc-123456", True), ("x", False), ("a b; drop", False)])
def test_a_proxy_s_request_number_is_kept_when_it_looks_like_one(given: str, kept: bool) -> None:
    seen = []
    request = RequestFactory(headers={"X-Request-ID": given}).get("/")
    response = RequestId(lambda r: seen.append(current_id()) or errors.HttpResponse())(request)
    assert (response["X-Request-ID"] == given) is kept
    assert seen == [response["X-Request-ID"]]
    assert current_id() == ""
