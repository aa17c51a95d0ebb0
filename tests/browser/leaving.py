"""From the wish to stop until the last thanks, and what the coordinator sees of it all."""

import re

from playwright.sync_api import expect

from tests.browser.beginning import downloads
from tests.browser.caring import COURSE
from tests.browser.people import Visitor
from tests.browser.story import Story, day

PERIOD = re.compile(r"fra\s\d+\.\s\w+\s\d{4}\stil\s\d+\.\s\w+\s\d{4}")


def wants_to_stop(story: Story) -> None:
    """Said by the volunteer, from «Min side» (VOL-55)."""
    sunniva, kari = story.sunniva, story.kari
    sunniva.opens("/")
    sunniva.follows(re.compile("^Avslutte"))
    sunniva.reads("Vil du avslutte?")
    sunniva.writes("Når er siste dag?", day(0))
    sunniva.ticks("flytter", "radio")
    sunniva.writes(re.compile("^Med egne ord"), "Jeg har fått jobb i en annen by.")
    sunniva.presses("Si fra")
    sunniva.is_told("Takk for at du sa fra. Kari tar kontakt, og vil gjerne takke deg.")
    kari.opens_link(story.house.letter(kari.email, "Sunniva vil gi seg"))
    kari.reads("Takk Sunniva godt")
    kari.finds_on_wheel("Opplæring (", "Neste: Avslutning (innen ")


def is_thanked(story: Story) -> None:
    """Letter, reference and gift before the door closes (VOL-56, VOL-57)."""
    kari = story.kari
    kari.opens("/")
    kari.presses("Takket av – Sunniva Dahl")
    kari.is_told("Sunniva er takket.")
    kari.sees("«Jeg har fått jobb i en annen by.»")
    writes_the_letter(kari)
    _writes_the_reference(story)
    kari.writes(re.compile("^Hvordan"), "Kake på avdelingen")
    kari.presses("Noter det")
    kari.follows("Avslutt med takk")
    kari.reads("Vil du avslutte samarbeidet med Sunniva?")
    kari.presses("Avslutt med takk")
    kari.is_told("Sunniva er takket av, og får brevene på e-post.")
    kari.finds_on_wheel("Avslutning (")
    assert "Neste:" not in kari.wheel()


def writes_the_letter(kari: Visitor) -> None:
    kari.follows("Skriv brevet")
    kari.writes("«Du har …»", "spilt sjakk og drukket kaffe med mange")
    kari.writes("Hva vil du takke for?", "Du satte deg ned der det var stille. Det merket vi.")
    kari.presses("Vis teksten")
    kari.sees(re.compile("Du har spilt sjakk og drukket kaffe med mange"), kari.find("article"))
    kari.presses("Brevet er som det skal være")
    kari.is_told("Brevet er skrevet.")


def _writes_the_reference(story: Story) -> None:
    kari = story.kari
    kari.follows("Skriv attesten")
    kari.writes(re.compile("^Noen ord i ditt eget navn"), "Hun er til å stole på.")
    kari.presses("Vis teksten")
    text = kari.find("article")
    for told in ("kaffebesøk og sjakk", COURSE, PERIOD):
        kari.sees(told, text)
    kari.presses("Jeg godkjenner attesten")
    kari.is_told("Attesten til Sunniva er godkjent.")


def leaves(story: Story) -> None:
    """With both letters behind a link that needs no log-in."""
    sunniva = story.sunniva
    story.house.time_passes(hours=12)
    sunniva.opens_link(story.house.letter(sunniva.email, "Takk for tida, Sunniva"))
    sunniva.reads("Brevene dine, Sunniva")
    links = sunniva.page.get_by_role("link", name=re.compile("^Last ned PDF"))
    expect(links).to_have_count(2)
    for title in ("Attest", "Takk"):
        downloads(sunniva, re.compile(f"^Last ned PDF.*{title}"))
