"""A passkey in Chromium, with an authenticator that the browser itself plays: under our own policy, script and all."""

from collections.abc import Iterator

import pytest
from django.contrib.sessions.models import Session
from django.db import connections
from playwright.sync_api import CDPSession, Page, expect

from tests.cast import Cast, session_of
from tests.house import tour
from tests.pages.browser import violations

pytestmark = [pytest.mark.browser]
TELEPHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def url(live_server: object, cast: Cast) -> str:
    return live_server.url.replace("//localhost", "//elvebyen.localhost")


@pytest.fixture
def wrong() -> list[str]:
    return []


@pytest.fixture
def page(url: str, wrong: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with tour.browser() as chromium:
        opened = chromium.new_context(base_url=url, locale="nb-NO").new_page()
        opened.add_init_script(tour.NOTE_VIOLATIONS)
        opened.on("pageerror", lambda error: wrong.append(f"script: {error}"))
        opened.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
        yield opened
        connections.close_all()  # Playwright's loop runs in our thread, and Django kept others while it ran


@pytest.fixture
def telephone(page: Page) -> tuple[CDPSession, str]:
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    made = cdp.send("WebAuthn.addVirtualAuthenticator", {"options": TELEPHONE})
    return cdp, made["authenticatorId"]


def come_in(page: Page, cast: Cast, url: str) -> None:
    """As Kari, who has shown the code from her app lately."""
    key = session_of(cast.kari, second_factor=True)
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": url}])


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def make_one(page: Page, cast: Cast, url: str) -> None:
    come_in(page, cast, url)
    page.goto("/konto/tofaktor/passnokkel/")
    page.get_by_label("Hva kaller du det?").fill("Telefonen min")
    press(page, "Lag passnøkkelen")
    expect(page.get_by_text("Passnøkkelen «Telefonen min»")).to_be_visible()


def test_a_passkey_is_made_and_then_lets_its_owner_in_alone(
    cast: Cast, page: Page, telephone: tuple[CDPSession, str], url: str, wrong: list[str]
) -> None:
    make_one(page, cast, url)
    cdp, name = telephone
    [kept] = cdp.send("WebAuthn.getCredentials", {"authenticatorId": name})["credentials"]
    assert (kept["rpId"], kept["isResidentCredential"]) == ("elvebyen.localhost", True)
    page.context.clear_cookies()
    page.goto("/konto/logg-inn/?next=/folk/")
    press(page, "Logg inn med passnøkkel")
    expect(page.get_by_text("Kari Nygård er inne")).to_be_visible()
    assert (wrong, page.evaluate("window.broken")) == ([], [])


def test_it_is_shown_where_a_code_would_be_written(
    cast: Cast, page: Page, telephone: tuple[CDPSession, str], url: str, wrong: list[str]
) -> None:
    make_one(page, cast, url)
    session = Session.objects.get(
        pk=next(c["value"] for c in page.context.cookies() if c["name"] == "sessionid")
    )
    said = session.get_decoded() | {"account_authentication_methods": []}
    Session.objects.filter(pk=session.pk).update(session_data=Session.objects.encode(said))
    page.goto("/folk/")
    press(page, "Bruk passnøkkelen")
    expect(page.get_by_text("Kari Nygård er inne")).to_be_visible()
    assert wrong == []


def test_whoever_says_no_to_the_browser_is_told_and_can_go_on(
    cast: Cast, page: Page, telephone: tuple[CDPSession, str], url: str, wrong: list[str]
) -> None:
    cdp, name = telephone
    cdp.send("WebAuthn.setUserVerified", {"authenticatorId": name, "isUserVerified": False})
    page.goto("/konto/logg-inn/")
    press(page, "Logg inn med passnøkkel")
    expect(page.get_by_role("alert").filter(has_text="Passnøkkelen ble ikke brukt")).to_be_visible()
    expect(page.get_by_label("E-posten din")).to_be_editable()
    assert wrong == []


def test_without_script_nothing_is_offered_that_does_not_work(cast: Cast, url: str) -> None:
    with tour.browser() as chromium:
        page = chromium.new_context(base_url=url, java_script_enabled=False).new_page()
        page.goto("/konto/logg-inn/")
        expect(page.get_by_role("button", name="Send meg en kode")).to_be_visible()
        expect(page.get_by_role("button", name="Logg inn med passnøkkel")).to_be_hidden()


@pytest.mark.parametrize(
    "path", ["/konto/logg-inn/", "/konto/tofaktor/passnokkel/", "/konto/", "/konto/innlogginger/"]
)
def test_the_pages_are_accessible(cast: Cast, url: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with tour.browser() as chromium:
        for width, scheme in ((390, "light"), (1280, "dark")):
            context = chromium.new_context(
                base_url=url, bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}
            )
            page = context.new_page()
            if path != "/konto/logg-inn/":
                come_in(page, cast, url)
            page.goto(path)
            assert violations(page) == []
        connections.close_all()
