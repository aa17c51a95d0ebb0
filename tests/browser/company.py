"""Somebody who lives there wishes for company: the yes, who could suit, the visits, and a yes that is taken back (ASG-01, ASG-02, PRI-01, PRI-02)."""

import re

from playwright.sync_api import expect

from tests.browser.story import Story

MINE = "/min-side/besok/"


def is_wished_for(story: Story) -> None:
    kari = story.kari
    kari.opens("/onsker/")
    kari.follows("Skriv inn et ønske")
    kari.writes("Et dekknavn", "Skipperen")
    kari.ticks("Besøksvenn")
    kari.ticks("sjakk")
    kari.writes(re.compile("^Hva ønsker de seg"), "Vil gjerne tape med stil.")
    kari.presses("Skriv det ned")
    kari.is_told("Skrevet inn. Skriv nå hva Skipperen har sagt ja til.")
    kari.sees("Ingenting er skrevet inn ennå. Uten et ja kommer ingen på besøk.")


def is_said_yes_to(story: Story) -> None:
    kari = story.kari
    kari.follows("Skriv inn jaet")
    kari.presses("Skriv inn jaet")
    kari.is_told("Skrevet inn. Skipperen kan ombestemme seg.")


def is_found(story: Story) -> None:
    """With the reasons in words; the volunteer has told what she likes."""
    kari, sunniva = story.kari, story.sunniva
    sunniva.opens("/")
    sunniva.follows(re.compile("^Fortell om deg selv"))
    sunniva.reads("Om deg")
    sunniva.opens(f"{sunniva.page.url}liker/")
    sunniva.ticks("sjakk")
    sunniva.presses(re.compile("^Lagre og"))
    kari.follows("Se hvem som kan passe")
    kari.reads("Hvem kan passe for Skipperen?")
    kari.sees(re.compile("Begge liker sjakk."), kari.part("Kan passe"))
    kari.follows("Velg Sunniva")
    expect(kari.page.get_by_label("Hvorfor akkurat disse to?")).to_have_value(
        re.compile("Begge liker sjakk.")
    )
    kari.writes("Hva er avtalt?", "Et parti sjakk på torsdager. Ikke tur ut.")
    kari.presses("Velg Sunniva")
    kari.is_told("Bestemt. Velg nå hva Sunniva får vite.")


def is_told_of(story: Story) -> None:
    """Only what was chosen stands on My page."""
    kari, sunniva = story.kari, story.sunniva
    sunniva.opens(MINE)
    sunniva.sees("Et parti sjakk på torsdager. Ikke tur ut.")
    expect(sunniva.page.get_by_text("tape med stil")).to_have_count(0)
    kari.follows("Velg hva som fortelles")
    kari.writes(re.compile("^Navn"), "Sverre")
    kari.presses("Lagre")
    kari.is_told("Lagret. Sunniva finner det på Min side.")
    sunniva.opens("/")
    sunniva.sees("Du besøker Sverre")
    sunniva.sees("Vil gjerne tape med stil.")


def is_taken_back(story: Story) -> None:
    """At once: nothing stands there any more, and nobody visits."""
    kari, sunniva = story.kari, story.sunniva
    kari.follows("Skipperen")
    kari.follows(re.compile("^Ta det tilbake.*en frivillig kommer"))
    kari.presses("Trekk det tilbake nå")
    kari.is_told("Trukket tilbake. Det den frivillige fikk vite, er lukket.")
    sunniva.opens(MINE)
    sunniva.sees("Det du fikk vite, er tatt bort herfra")
    expect(sunniva.page.get_by_text("Sverre")).to_have_count(0)
