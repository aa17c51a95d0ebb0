"""A volunteer whom nothing of ours reaches, neither by e-mail nor by phone: the contact acts for her, on paper where it is needed."""

import re

from tests.browser.beginning import PAPERS, downloads, puts_their_name
from tests.browser.leaving import writes_the_letter
from tests.browser.people import PATIENCE, Visitor
from tests.browser.story import Story, day
from tests.notices.workers import wait_for

SHE = "Borghild Lie"


def is_written_in(story: Story) -> None:
    """By somebody who has talked with her, and answered and met face to face (VOL-20, NET-09)."""
    kari = story.kari
    kari.opens("/hva-venter/")
    kari.follows("Noen ringte: skriv inn en ny")
    kari.writes("Hva heter personen?", SHE)
    kari.ticks("Kaffebesøk")
    kari.writes(re.compile("^Hva mer fortalte personen"), "Bor i Storgata 4, og er hjemme før tolv.")
    kari.page.get_by_label("Hvordan hørte personen om oss?").select_option(index=1)
    kari.ticks(re.compile("Personen vet at vi lagrer dette"))
    kari.presses("Skriv inn")
    kari.opens("/hva-venter/")
    kari.presses(f"Jeg har svart – {SHE}")
    kari.follows("Foreslå tider")
    kari.follows("Er dere allerede enige om ei tid? Skriv den inn.")
    kari.writes("Hvilken dag?", day(2))
    kari.writes("Når?", "11:00")
    kari.presses("Dette er avtalt")
    story.house.it_has_been("conversation")
    kari.opens("/hva-venter/")
    kari.presses(f"Vi har møttes – {SHE}")
    kari.ticks("Vi fortsetter", "radio")
    kari.writes("Dag for første oppdrag", day(2))
    kari.presses("Lagre")


def signs_with_a_pen(story: Story) -> None:
    """Both papers are printed, signed by hand, and it is written down (VOL-30)."""
    kari = story.kari
    kari.follows("Avtaler")
    kari.follows("Gjør den klar")
    kari.presses("Gjør papiret klart")
    kari.follows("Skriv det dere ble enige om")
    kari.writes("Hva skal den frivillige gjøre?", "kaffebesøk")
    kari.writes("Når?", "torsdager 14–15")
    kari.presses("Vis teksten")
    kari.presses("Lag avtalen")
    kari.is_told("Avtalen er klar.")
    papers = kari.page.url
    for title in PAPERS:
        kari.opens(papers)
        kari.follows("Signert på papir", kari.part(title))
        kari.ticks(SHE, "radio")
        kari.presses("Skriv det ned")
        kari.is_told("Skrevet ned. Ta vare på selve papiret")
        kari.follows("Les og signer")
        puts_their_name(kari)
        kari.is_told("Takk, Kari. Det er signert.")
    downloads(kari)


def begins_and_is_called_on(story: Story) -> None:
    """What would have been sent is told, and the call is face to face (VOL-38, VOL-44)."""
    kari = story.kari
    kari.opens("/hva-venter/")
    kari.follows(f"Planlegg første gang – {SHE}")
    kari.writes("Hva skal dere gjøre sammen?", "Kaffe i hagestua")
    kari.writes("Hvilken dag?", day(2))
    kari.writes("Fra", "14:00")
    kari.writes("Til", "15:00")
    kari.chooses("Hvem er med hele tida?", "Anne Lund")
    kari.presses("Planlegg, og gi beskjed til Borghild og følgesvennen")
    kari.is_told("Det vi sender, når ikke Borghild: Si det selv.")
    _tells_her(story, "Anne Lund møter Borghild")
    story.house.it_has_been("first_assignment")
    kari.opens("/hva-venter/")
    kari.presses(f"Det ble noe av – {SHE}")
    kari.opens("/hva-venter/")
    kari.presses(f"Vi har snakket – {SHE}")
    kari.writes(re.compile("^Hvordan var det"), "Hun vil gjerne komme igjen.")
    kari.ticks("ansikt til ansikt", "radio")
    kari.presses("Skriv det ned")
    kari.finds_on_wheel("Første oppdrag (", "Oppfølgingstelefon (")


def ends_with_thanks(story: Story) -> None:
    """She says it herself, and Kari writes it down; the letter is printed (VOL-55, VOL-56)."""
    kari = story.kari
    kari.follows("Avslutning og takk")
    kari.ticks("den frivillige", "radio")
    kari.writes("Når er siste dag?", day(0))
    kari.presses("Begynn avslutningen")
    kari.sees("Borghild tok initiativet.")
    kari.ticks("Ingen gave denne gangen")
    kari.presses("Noter det")
    writes_the_letter(kari)
    kari.presses("Borghild sier nei takk")
    downloads(kari)
    kari.follows("Avslutt med takk")
    kari.presses("Avslutt med takk")
    kari.finds_on_wheel("Avslutning (")
    story.house.time_passes(hours=16)
    _tells_her(story, "Takk")


def _tells_her(story: Story, words: str) -> None:
    """Read aloud, and ticked off."""
    kari = story.kari
    assert wait_for(lambda: _waits_to_be_told(kari), PATIENCE, 0.5)
    kari.follows(f"Det du sier – {SHE}")
    kari.sees(re.compile(words), kari.find("article"))
    kari.presses("Borghild vet det")
    kari.is_told("Borghild")


def _waits_to_be_told(kari: Visitor) -> bool:
    kari.opens("/hva-venter/")
    return kari.find("link", f"Det du sier – {SHE}").count() == 1
