"""From the first look at the portal until both have signed."""

import re
import time
from io import BytesIO

import pikepdf
from icalendar import Calendar

from config.mailbox import Message
from tests.browser.people import Visitor, Words
from tests.browser.story import Story, day, moment, spoken

TWO_MINUTES = 120  # seconds
PAPERS = ("Taushetserklæring", "Avtale mellom frivillig og arbeidssted")
FIRST, SECOND = (3, "10:00"), (4, "13:00")  # times proposed for the first meeting: days ahead, clock
GUIDE = [
    "1. Hvem vi er",
    "2. Hvem du er",
    "3. Motivasjon",
    "4. Hva du kan møte",
    "5. Rolle og grenser",
    "6. Oppgavene",
    "7. Det praktiske",
]


def registers_interest(story: Story) -> None:
    """On the phone, without an account, in less than two minutes (VOL-12, VOL-13)."""
    sunniva, began = story.sunniva, time.monotonic()
    sunniva.opens("/")
    sunniva.reads("Har du en time å dele?")
    sunniva.reads("Solsiden sykehjem")
    _filters_the_menu(sunniva)
    sunniva.follows("Kaffebesøk på avdeling 2")
    sunniva.reads("Fortell hvem du er, så ringer Kari deg")
    sunniva.writes("Hva heter du?", "Sunniva Dahl")
    sunniva.writes("Mobil", "41 23 45 67")
    sunniva.page.get_by_text("Jeg vil heller ha e-post").click()
    sunniva.writes("E-post", sunniva.email)
    sunniva.ticks("Sjakk og spill")
    sunniva.writes(re.compile("En egen idé"), "Jeg er ny i byen og liker å lytte.")
    sunniva.ticks(re.compile("Det er greit at Elvebyen kommune lagrer dette"))
    sunniva.sees("Bare Kari Nygård, Jonas Berg og Marit Haugland ser det du skriver.")
    sunniva.presses("Send til Kari")
    sunniva.reads(re.compile(r"Takk, Sunniva! Du hører fra Kari innen .+\."))
    assert time.monotonic() - began < TWO_MINUTES
    sunniva.sees("Kari Nygård på Solsiden sykehjem har fått beskjeden din.")


def _filters_the_menu(visitor: Visitor) -> None:
    visitor.sees("Viser 4 av 4 aktiviteter.")
    visitor.chooses("Interesse", "Samvær og prat")
    visitor.sees("Viser 2 av 4 aktiviteter.")
    visitor.chooses("Sted", "Sentrum")
    visitor.chooses("Når passer det?", "Ettermiddag og kveld")
    visitor.sees("Viser 1 av 4 aktiviteter.")
    visitor.chooses("Når passer det?", "Når som helst")
    visitor.sees("Viser 2 av 4 aktiviteter.")


def is_answered(story: Story) -> None:
    """The contact hears of it, and it stands first on «Hva venter» (CON-07, VOL-19)."""
    kari = story.kari
    story.house.letter(story.sunniva.email, "Du hører fra Kari")
    letter = story.house.letter(kari.email, "Sunniva vil gjerne høre fra deg")
    kari.logs_in_with_second_factor()
    kari.reads(re.compile("To venter på deg"))
    first, second = kari.page.locator(".ss-deed").all()
    kari.sees("Har lyst til: Kaffebesøk, Sjakk og spill. «Jeg er ny i byen og liker å lytte.»", first)
    kari.sees("Tor-Arne Myhre", second)
    kari.opens_link(letter)
    kari.reads("Svar Sunniva")
    kari.finds_on_wheel("Gjort: Rekruttering", "Neste: Interessert (innen ")
    kari.presses("Jeg har svart")
    kari.is_told("Sunniva har fått svar. Neste er en tid å møtes.")
    kari.finds_on_wheel("Neste: Første møte (innen ")


def agrees_on_a_time(story: Story) -> None:
    """Times by mail, one is chosen, and both get it in their calendar (VOL-20)."""
    kari, sunniva = story.kari, story.sunniva
    kari.follows("Foreslå tider")
    kari.reads("Når kan du og Sunniva møtes?")
    kari.writes("Første forslag", f"{day(FIRST[0])}T{FIRST[1]}")
    kari.writes(re.compile("Andre forslag"), f"{day(SECOND[0])}T{SECOND[1]}")
    kari.presses("Send til Sunniva")
    kari.is_told("Tidene er sendt til Sunniva, som velger én.")

    sunniva.opens_link(story.house.letter(sunniva.email, "Skal vi ta en kaffe, Sunniva?"))
    when = spoken(moment(*SECOND))
    sunniva.ticks(f"{when.capitalize()} 13.00–14.00", "radio")
    sunniva.presses("Svar Kari")
    sunniva.reads(f"Dere møtes {when} kl. 13.00")
    for person in (sunniva, kari):
        letter = story.house.letter(person.email, "Da møtes dere")
        assert _invited(letter, person.email) == moment(*SECOND)


def _invited(letter: Message, email: str) -> object:
    """When, according to the calendar file, for the one attendee."""
    (file,) = letter.attachments
    assert file.name.endswith(".ics")
    (event,) = Calendar.from_ical(file.content).events
    assert event["ATTENDEE"] == f"mailto:{email}"
    assert event["SUMMARY"] == "Kaffe og en prat"
    return event["DTSTART"].dt


def meets(story: Story) -> None:
    """With the guide in seven sections, and an outcome (VOL-26, VOL-28)."""
    kari = story.kari
    story.house.it_has_been("conversation")
    kari.opens("/")
    kari.follows("Samtaleguide – Sunniva Dahl")
    kari.reads("Første møte med Sunniva")
    titles = kari.page.locator("main").get_by_role("heading", name=re.compile(r"^\d\. "))
    assert titles.all_text_contents() == GUIDE
    _talks_through(kari, "1. Hvem vi er", "Fortell hva en vanlig dag hos oss er, med ett eksempel")
    _talks_through(kari, "3. Motivasjon", "Hva fikk deg til å ta kontakt akkurat nå?")
    kari.page.reload()
    assert kari.page.get_by_role("checkbox", checked=True).count() == 2
    kari.presses("Vi har møttes")
    kari.is_told("Du og Sunniva har møttes.")
    kari.ticks("Vi fortsetter", "radio")
    kari.writes("Dag for første oppdrag", day(8))
    kari.presses("Lagre")
    kari.is_told("Send Sunniva avtalene, og velg en følgesvenn.")
    kari.finds_on_wheel("Første møte (", "Neste: Første oppdrag (innen ", "Opplæring (innen ")


def _talks_through(kari: Visitor, section: str, point: str) -> None:
    line = kari.part(section).get_by_role("listitem").filter(has_text=point)
    kari.ticks(point, within=line)
    kari.sees(re.compile(r"^Lagret kl\. "), line)


def signs(story: Story) -> None:
    """Confidentiality and agreement: made, sent, signed by both (VOL-30, VOL-31)."""
    kari, sunniva = story.kari, story.sunniva
    _makes_the_papers(kari)
    kari.presses("Send til Sunniva")
    kari.is_told("Sunniva får en lenke til å lese og signere.")
    sunniva.opens_link(story.house.letter(sunniva.email, "Noe å lese og signere før første gang"))
    for title in PAPERS:
        sunniva.reads(title)
        puts_their_name(sunniva)
    sunniva.reads("Takk. Alt er signert.")
    kari.page.reload()
    papers = kari.page.url
    for title in PAPERS:
        kari.follows("Signer for Solsiden", kari.part(title))
        puts_their_name(kari)
        kari.is_told("Takk, Kari. Det er signert.")
        kari.opens(papers)
        kari.sees(re.compile("^Kari Nygård signerte i dag"), kari.part(title))


def puts_their_name(person: Visitor) -> None:
    person.ticks("Jeg har lest dette og signerer")
    person.presses("Signer")


def _makes_the_papers(kari: Visitor) -> None:
    kari.follows("Avtaler")
    kari.reads("Papirer før første gang")
    kari.follows("Gjør den klar")
    kari.presses("Gjør papiret klart")
    kari.follows("Skriv det dere ble enige om")
    kari.writes("Hva skal den frivillige gjøre?", "kaffebesøk og sjakk")
    kari.ticks("Kaffebesøk")
    kari.writes("Når?", "torsdager 14–15.30")
    kari.presses("Vis teksten")
    kari.sees("torsdager 14–15.30", kari.find("article"))
    kari.presses("Lag avtalen")
    kari.is_told("Avtalen er klar.")


def comes_in(story: Story) -> None:
    """Invited to «Min side», where what was signed lies as PDF (VOL-59)."""
    kari, sunniva = story.kari, story.sunniva
    kari.follows("Sunniva Dahl")
    kari.presses("Inviter Sunniva til Min side")
    kari.is_told("Sunniva får en lenke til sin egen side.")
    sunniva.opens_link(story.house.letter(sunniva.email, "Velkommen til Samspill"))
    sunniva.presses("Ja, dette er meg")
    sunniva.reads("Hei, Sunniva")
    sunniva.context.clear_cookies()
    sunniva.logs_in_by_mailed_code()
    sunniva.reads("Hei, Sunniva")
    for name in ("Kari Nygård", "Jonas Berg"):
        sunniva.sees(re.compile(name), sunniva.part("Frivillighetskontakten din"))
    for deed in ("Be om en prat", "Ta en pause", "Be om attest", "Avslutte"):
        sunniva.sees(deed, sunniva.part("Trenger du noe?"))
    for title in PAPERS:
        sunniva.opens("/")
        sunniva.follows(title)
        downloads(sunniva)


def downloads(visitor: Visitor, link: Words = "Last ned PDF") -> None:
    """A PDF of the page, once the worker has made it."""
    with visitor.saves() as files:
        visitor.follows(link)
    with pikepdf.open(BytesIO(files[0])) as paper:
        assert len(paper.pages) >= 1
