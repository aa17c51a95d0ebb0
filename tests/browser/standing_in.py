"""The contact is away: the deputy reads the note, deals with what waits, and is named to the volunteer (CON-08)."""

import re

from tests.browser.story import Story


def is_handed_over(story: Story) -> None:
    """In one action, with a note made from what waits; the volunteer has just asked for a chat."""
    kari, sunniva = story.kari, story.sunniva
    sunniva.opens("/")
    sunniva.follows(re.compile("^Be om en prat"))
    sunniva.writes(re.compile("^Hva vil du snakke om"), "Hva gjør jeg når han gråter?")
    sunniva.presses("Be Kari om en prat")
    kari.opens("/hva-venter/")
    kari.follows("Gi over til Jonas")
    kari.reads("Gi over Solsiden sykehjem")
    kari.presses("Gi over")
    kari.is_told("Jonas har fått alt som venter, og vet hva som haster.")


def is_looked_after(story: Story) -> None:
    jonas, sunniva = story.jonas, story.sunniva
    letter = story.house.letter(jonas.email, "Kari har gitt deg det som venter")
    jonas.logs_in_with_second_factor()
    jonas.opens_link(letter)
    note = jonas.part("Kari har gitt deg Solsiden")
    for name in ("Sunniva Dahl: ", "Tor-Arne Myhre: "):
        jonas.sees(re.compile(name), note)
    sunniva.opens("/")
    contact = sunniva.part("Frivillighetskontakten din")
    sunniva.sees(re.compile("Jonas Berg"), contact)
    jonas.sees("«Hva gjør jeg når han gråter?»")
    jonas.presses("Tid er avtalt – Sunniva Dahl")
    jonas.reads("Når snakker dere, du og Sunniva?")
    jonas.presses("Vi har snakket")
    jonas.is_told("Sunniva")
    jonas.opens("/frivillige/")
    jonas.follows("Sunniva Dahl")
    jonas.finds_on_wheel("Veiledning (")


def is_given_back(story: Story) -> None:
    """On the same day: what waits is hers at once."""
    kari = story.kari
    kari.opens("/hva-venter/")
    kari.follows("Gi over til Jonas")
    kari.presses("Jeg er tilbake")
    kari.is_told("Du er tilbake. Det som venter, er ditt igjen.")
    kari.sees("Tor-Arne Myhre")
    story.sunniva.opens("/")
    story.sunniva.sees(re.compile("Kari Nygård"), story.sunniva.part("Frivillighetskontakten din"))
    kari.opens("/frivillige/")
    kari.follows("Sunniva Dahl")
