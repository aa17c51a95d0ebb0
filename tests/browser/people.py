"""Somebody with a browser of their own, who reads what stands on the page and presses what it says."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Download, Locator, Page, Request, Response, expect

from config.mailbox import Message
from tests.browser.running import House
from tests.cast import PASSWORD, code_now
from tests.notices.workers import wait_for

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
PATIENCE = 20  # seconds for a page, on a machine that does much else
TELL_OF_VIOLATIONS = """
addEventListener("securitypolicyviolation", e => window.tellOfViolation(e.violatedDirective + " " + e.blockedURI));
"""
Words = str | re.Pattern[str]
expect.set_options(timeout=PATIENCE * 1000)


class Visitor:
    """One browser context. All that must never happen in it is noted in `wrong`."""

    def __init__(self, name: str, email: str, browser: Browser, house: House, device: dict) -> None:
        self.name, self.email, self.house, self.wrong = name, email, house, []
        self.context = browser.new_context(
            base_url=house.url, locale="nb-NO", timezone_id="Europe/Oslo", **device
        )
        self.context.set_default_timeout(PATIENCE * 1000)
        self.context.expose_binding("tellOfViolation", lambda source, what: self._note(f"policy: {what}"))
        self.context.add_init_script(TELL_OF_VIOLATIONS)
        self.context.on("request", self._asked)
        self.context.on("response", self._answered)
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self._note(f"script: {error.error}"))
        self.page: Page = self.context.new_page()

    def _note(self, what: str) -> None:
        self.wrong.append(f"{self.name} at {urlsplit(self.page.url).path}: {what}")

    def _asked(self, request: Request) -> None:
        url = urlsplit(request.url)
        if url.scheme in ("http", "https") and f"{url.scheme}://{url.netloc}" != self.house.url:
            self._note(f"another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"{response.status}: {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._note(f"console: {message.text}")

    # Reading

    def find(self, role: str, name: Words = "", within: Locator | None = None) -> Locator:
        """What a person would point at: by what it is and what it is called."""
        named = {"name": name, "exact": True} if isinstance(name, str) else {"name": name}
        return (within or self.page).get_by_role(role, **(named if name else {}))

    def reads(self, heading: Words) -> None:
        expect(self.find("heading", heading).first).to_be_visible()

    def sees(self, text: Words, within: Locator | None = None) -> None:
        expect((within or self.page.locator("main")).get_by_text(text).first).to_be_visible()

    def is_told(self, text: Words) -> None:
        """A receipt at the top of the page."""
        expect(self.find("status").filter(has_text=text).first).to_be_visible()

    def part(self, name: Words) -> Locator:
        return self.find("region", name)

    def wheel(self) -> str:
        """The picture in words, as a screen reader says it."""
        return self.page.locator("svg.ss-wheel desc").text_content()

    def finds_on_wheel(self, *told: str) -> None:
        said = self.wheel()
        missing = [one for one in told if one not in said]
        assert not missing, f"{missing} not in: {said}"

    # Doing

    def opens(self, path: str) -> None:
        self.page.goto(path)

    def opens_link(self, letter: Message) -> None:
        """The link of a letter; the other one, in small print, is about what to get."""
        link = letter.links[0]
        assert link.startswith(f"{self.house.url}/"), letter.text
        self.page.goto(link)

    def follows(self, name: Words, within: Locator | None = None) -> None:
        self.find("link", name, within).click()

    def presses(self, name: Words, within: Locator | None = None) -> None:
        self.find("button", name, within).click()

    def writes(self, label: Words, text: str, within: Locator | None = None) -> None:
        """The whole label, or a pattern when it ends in something else, such as «Valgfritt»."""
        self._field(label, within).fill(text)

    def chooses(self, label: Words, option: str) -> None:
        self._field(label).select_option(option)

    def ticks(self, name: Words, role: str = "checkbox", within: Locator | None = None) -> None:
        self.find(role, name, within).check()

    def _field(self, label: Words, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_label(label, exact=isinstance(label, str))

    @contextmanager
    def saves(self) -> Iterator[list[bytes]]:
        """What is downloaded by what is done inside comes in the list afterwards."""
        files: list[bytes] = []
        with self.page.expect_download() as waited:
            yield files
        download: Download = waited.value
        files.append(download.path().read_bytes())

    # Coming in

    def logs_in_by_mailed_code(self) -> None:
        before = len(self._mailed_codes())
        self.opens("/")
        self._goes_to_log_in()
        self.writes("E-posten din", self.email)
        self.presses("Send meg en kode")
        self.reads("Koden fra e-posten")
        assert wait_for(lambda: len(self._mailed_codes()) > before, PATIENCE)
        self.writes("Koden fra e-posten", self._mailed_codes()[-1])
        self.presses("Logg inn")

    def _mailed_codes(self) -> list[str]:
        """Other letters may come meanwhile, such as that of the week."""
        codes = (re.search(r"\b\d{6}\b", one.text) for one in self.house.mailbox.messages(self.email))
        return [code[0] for code in codes if code]

    def logs_in_with_second_factor(self) -> None:
        self.opens("/")
        self._goes_to_log_in()
        self.follows("Jeg har passord")
        self.writes("E-posten din", self.email)
        self.writes("Passord", PASSWORD)
        self.presses("Logg inn")
        self.reads("Én ting til, så vi vet at det er deg")
        self.writes("Koden fra appen", code_now())
        self.presses("Gå videre")

    def _goes_to_log_in(self) -> None:
        menu = self.page.get_by_text("Meny", exact=True)
        if menu.is_visible():
            menu.click()
        self.follows("Logg inn")
