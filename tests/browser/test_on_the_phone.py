"""Samspill on the phone: it can be installed, keeps no page, works without script, and says so when the net is gone."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from foundation.tenancy.context import enter
from tests.browser.people import PHONE
from tests.browser.running import House
from tests.cast import Cast, session_of
from tests.volunteers import people
from volunteers.models import Enquiry

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, databases=["default", "owner"]),
]


def phone(chromium: Browser, house: House, session: str = "", **more: object) -> Page:
    context = chromium.new_context(base_url=house.url, locale="nb-NO", **PHONE, **more)
    if session:
        context.add_cookies([{"name": "sessionid", "value": session, "url": house.url}])
    return context.new_page()


def test_it_can_be_installed_and_keeps_no_page_about_a_person(
    chromium: Browser, house: House, cast: Cast
) -> None:
    page = phone(chromium, house)
    page.goto("/")
    devtools = page.context.new_cdp_session(page)

    hinders = {
        one["errorId"] for one in devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    }
    assert hinders <= {"in-incognito"}, "the tests' browser is always one"
    told = devtools.send("Page.getAppManifest")
    assert told["errors"] == []
    assert '"Samspill Elvebyen kommune"' in told["data"]
    page = phone(chromium, house, session_of(cast.kari, second_factor=True))
    answer = page.goto("/hva-venter/")

    assert answer.headers["cache-control"] == "no-store"
    expect(page.get_by_text("Tor-Arne Myhre").first).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0


def test_without_script_somebody_registers_and_is_answered(
    chromium: Browser, house: House, cast: Cast
) -> None:
    visitor = phone(chromium, house, java_script_enabled=False)
    visitor.goto("/bli-frivillig/aktiviteter/")
    visitor.get_by_label("Interesse").select_option(label="Samvær og prat")
    visitor.locator("form.ss-filter").get_by_role("button").first.click()
    visitor.get_by_role("link", name="Sjakk ved vinduet").click()
    visitor.get_by_label("Hva heter du?").fill("Ahmed Yusuf")
    visitor.get_by_label("Mobil").fill("41 23 45 67")
    visitor.get_by_text(re.compile("Det er greit at Elvebyen kommune lagrer dette")).click()
    visitor.get_by_role("button", name="Send til Kari").click()
    expect(visitor.get_by_role("heading", name=re.compile("Takk, Ahmed!"))).to_be_visible()

    kari = phone(chromium, house, session_of(cast.kari, second_factor=True), java_script_enabled=False)
    kari.goto("/hva-venter/")
    deed = kari.locator(".ss-deed", has_text="Ahmed Yusuf")
    deed.get_by_role("button", name="Jeg har svart").click()
    expect(kari.get_by_text("Ahmed har fått svar")).to_be_visible()
    kari.get_by_role("button", name="Angre").click()
    with enter(cast.elvebyen):
        assert Enquiry.objects.get(name="Ahmed Yusuf").answered_at is None


def test_when_the_net_is_gone_it_says_so_and_keeps_what_was_chosen(chromium: Browser, house: House) -> None:
    page = phone(chromium, house)
    page.goto("/bli-frivillig/aktiviteter/")
    page.context.set_offline(True)
    page.get_by_label("Interesse").select_option(label="Samvær og prat")

    expect(page.get_by_role("alert").filter(has_text="Det kom ikke fram.")).to_be_visible()
    assert page.get_by_label("Interesse").locator("option:checked").text_content() == "Samvær og prat"
    page.context.set_offline(False)
    page.get_by_label("Interesse").select_option(label="Musikk og sang")
    expect(page.get_by_role("alert").filter(has_text="Det kom ikke fram.")).to_be_hidden()


def test_a_box_that_is_fetched_leaves_the_page_its_title(chromium: Browser, house: House, cast: Cast) -> None:
    with enter(cast.elvebyen):
        people.known(cast.gunnar, cast.solsiden)
    page = phone(chromium, house, session_of(cast.gunnar))
    page.goto("/min-side/")

    expect(page.get_by_role("heading", name="Kurs", exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert page.title() == "Min side – Elvebyen kommune"


def test_the_pictures_are_as_large_as_they_say(settings: object) -> None:
    folder = Path(settings.BASE_DIR) / "static" / "samspill" / "icons"
    sizes = {file.stem: int.from_bytes(file.read_bytes()[16:20], "big") for file in folder.glob("*.png")}

    assert sizes == {"icon-192": 192, "icon-512": 512, "maskable-512": 512, "apple-180": 180}
