"""From the first time until the course: nobody is alone, somebody calls, and nobody is forgotten."""

import re

from playwright.sync_api import expect

from tests.browser import overseeing
from tests.browser.beginning import downloads
from tests.browser.running import House
from tests.browser.story import Story, day, moment, short, spoken

COURSE = "Introduksjonskurs for nye frivillige"
FIRST_TIME, COURSE_DAY = 8, 14  # days ahead


def begins(story: Story) -> None:
    """With a companion; held; and then a call is due within a week (VOL-38, VOL-42)."""
    kari, sunniva = story.kari, story.sunniva
    kari.opens("/")
    kari.follows("Planlegg første gang – Sunniva Dahl")
    kari.reads("Planlegg første gang for Sunniva")
    kari.writes("Hva skal dere gjøre sammen?", "Sjakk ved vinduet")
    kari.writes("Hvilken dag?", day(FIRST_TIME))
    kari.writes("Fra", "14:00")
    kari.writes("Til", "15:30")
    kari.chooses(re.compile("^Hvor"), "Avdeling 2")
    kari.chooses("Hvem er med hele tida?", "Anne Lund")
    kari.presses("Planlegg, og gi beskjed til Sunniva og følgesvennen")
    kari.is_told("Sunniva og Anne får tida på e-post, med kalenderfil.")
    when = spoken(moment(FIRST_TIME, "14:00"))
    for email in (sunniva.email, "anne@elvebyen.example"):
        story.house.letter(email, f"Første gang blir {when} kl. 14.00")
    sunniva.opens("/")
    sunniva.sees("Anne Lund møter deg ved inngangen.", sunniva.part("Neste gang"))

    story.house.it_has_been("first_assignment")
    kari.opens("/")
    kari.presses("Det ble noe av – Sunniva Dahl")
    kari.is_told("Sunniva er i gang. Ring innen en uke og hør hvordan det var.")
    kari.finds_on_wheel("Første oppdrag (", "Neste: Oppfølgingstelefon (innen ")


def tells_of_sunniva(house: House, to: str) -> bool:
    """On a Monday morning the letter of the week comes too, and names nobody in its subject."""
    return any("Sunniva" in letter.subject for letter in house.mailbox.messages(to))


def is_not_forgotten(story: Story) -> None:
    """The call is not made: the contact is reminded, then the deputy, then the coordinator; and it is red (VOL-42)."""
    house, marit = story.house, story.marit
    house.a_step_is_late("follow_up", working_days=0)
    house.letter(story.kari.email, "Sunniva har ikke hørt fra deg ennå")
    deputy = "jonas@elvebyen.example"
    assert not tells_of_sunniva(house, deputy)
    house.a_step_is_late("follow_up", working_days=1)
    house.letter(deputy, "Kan du ringe Sunniva på Solsiden sykehjem?")
    assert not tells_of_sunniva(house, marit.email)
    house.a_step_is_late("follow_up", working_days=2)
    letter = house.letter(marit.email, "Sunniva på Solsiden sykehjem venter fortsatt på en telefon")
    marit.opens("/")
    marit.reads("To steder er i rute. Solsiden trenger deg.")
    row = marit.find("row", re.compile("Solsiden sykehjem"))
    expect(row).to_have_attribute("data-state", "late")
    overseeing.sees(story, active=1, late_calls=1, late=True)
    marit.opens_link(letter)
    marit.sees(re.compile("Marit fikk beskjed i dag"))
    marit.finds_on_wheel("Over tiden: Oppfølgingstelefon")


def is_called(story: Story) -> None:
    """One press records it; what was said is written afterwards (VOL-44)."""
    kari = story.kari
    kari.opens("/")
    late = kari.part("Over tiden")
    kari.presses("Vi har snakket – Sunniva Dahl", late)
    kari.is_told("Du har snakket med Sunniva.")
    kari.writes(re.compile("^Hvordan var det"), "Hun vil fortsette med sjakk på torsdager.")
    kari.presses("Skriv det ned")
    kari.is_told("Skrevet ned.")
    kari.finds_on_wheel("Oppfølgingstelefon (", "Neste: Opplæring")


def takes_the_course(story: Story) -> None:
    """Planned, signed up for from «Min side», held, closed; a certificate for all who came (CRS-01, CRS-03, CRS-10)."""
    marit, sunniva = story.marit, story.sunniva
    _plans_the_course(story)
    sunniva.opens("/")
    sunniva.presses(f"Meld meg på – {COURSE}")
    sunniva.is_told("Du har plass.")
    story.house.letter(sunniva.email, f"Du har plass på {COURSE}")
    story.kari.page.reload()
    story.kari.finds_on_wheel(f"Neste: Opplæring ({short(moment(COURSE_DAY, '17:00'))})")

    story.house.it_has_been("course_session")
    marit.opens("/kurs/")
    marit.follows(re.compile(COURSE))
    marit.ticks("Sunniva Dahl")
    marit.presses("Lagre hvem som kom")
    marit.is_told("Lagret hvem som kom.")
    for topic in marit.part("Dette går vi gjennom").get_by_role("checkbox").all():
        topic.check()
    marit.presses("Lagre hva vi har vært gjennom")
    marit.follows("Avslutt og send kursbevis")
    marit.presses("Avslutt og send kursbevisene")
    marit.is_told("1 kursbevis er på vei.")


def gets_the_certificate(story: Story) -> None:
    """Made by the worker, mailed as a link, and genuine for whoever asks."""
    sunniva = story.sunniva
    sunniva.opens_link(story.house.letter(sunniva.email, "Kursbeviset ditt er klart"))
    sunniva.reads("Mine kurs")
    downloads(sunniva)
    sunniva.opens("/papirer/")
    sunniva.follows("Kursbevis")
    code = sunniva.page.locator("dt", has_text="Kode").locator("xpath=following-sibling::dd").inner_text()
    sunniva.opens("/ekte/")
    sunniva.writes("Koden på papiret", code)
    sunniva.presses("Sjekk papiret")
    sunniva.reads(re.compile("Papiret er ekte"))
    sunniva.sees("Sunniva Dahl", sunniva.find("status"))


def _plans_the_course(story: Story) -> None:
    marit = story.marit
    marit.follows("Kurs", marit.page.get_by_role("navigation", name="Hovedmeny"))
    marit.page.get_by_role("link", name="Planlegg et kurs").first.click()
    marit.chooses("Hvilket kurs?", COURSE)
    marit.writes("Dag", day(COURSE_DAY))
    marit.writes("Fra", "17:00")
    marit.writes("Til", "20:00")
    marit.writes("Sted", "Biblioteket")
    marit.presses("Planlegg kurset")
    marit.is_told("Kurset er planlagt. De frivillige kan melde seg på nå.")
