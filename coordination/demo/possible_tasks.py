"""What volunteers may do at some places of the demonstration, with what was decided about grey zones (ASG-06)."""

from dataclasses import dataclass
from datetime import timedelta

from coordination.demo.days import Days
from coordination.demo.town import Town
from foundation.access.roles import answering
from volunteers.models import ActivityType, GreyZoneCase, PossibleTask


@dataclass(frozen=True)
class Task:
    """`decided`: what, by whom, how many days ago."""

    at: str
    kind: str
    name: str
    frame: str
    excluded: str = ""
    decided: tuple[str, str, int] | None = None
    grey_zone: str = ""  # the code of a case that the house brings


ELVEBYEN = (
    Task(
        "solsiden",
        "walking_friend",
        "Tur til brua og tilbake",
        "Én om gangen, i dagslys. Ta med telefonen fra vaktrommet.",
    ),
    Task(
        "solsiden",
        "dinner_friend",
        "Selskap ved middagen",
        "Sitt sammen med dem ved bordet, prat, og send fatene rundt.",
        "mate noen\ntilpasse mat eller drikke\nvurdere om noen svelger trygt",
        (
            "Frivillige spiser sammen med beboerne. Den som trenger hjelp til å spise, får den av en ansatt.",
            "Berit Moen",
            61,
        ),
        "eating",
    ),
    Task(
        "solsiden",
        "games",
        "Sjakk i dagligstua",
        "Onsdager og torsdager, to brett. Anne eller Samuel er i nærheten.",
    ),
    Task(
        "hagebyen",
        "accompanying",
        "Følge til frisør",
        "Kommunens bil eller til fots. Ring sonen når dere er fremme og hjemme.",
        "være med inn til legen\nbetale for andre",
        ("Frisør og kafé går bra. Til legen følger en ansatt eller pårørende.", "Abdirahman Warsame", 33),
    ),
)
FJORDGLIMT = (
    Task(
        "sjukeheimen",
        "reading_aloud",
        "Lese avisa høgt",
        "I Fjordstova etter frukost. Siste side først, om nokon ber om det.",
    ),
    Task(
        "sjukeheimen",
        "dinner_friend",
        "Selskap ved middagen",
        "Sit saman med dei ved bordet, og ta deg tid.",
        "mate nokon\ntilpasse mat eller drikke",
        ("Frivillige et saman med bebuarane. Hjelp til å ete gir vi som arbeider her.", "Endre Aarset", 48),
        "eating",
    ),
)
TASKS = {"elvebyen": ELVEBYEN, "fjordglimt": FJORDGLIMT}


def tell(town: Town, days: Days) -> None:
    for task in TASKS[town.slug]:
        what, who, ago = task.decided or ("", "", 0)
        place = town.places[task.at]
        PossibleTask(
            workplace=place,
            activity_type=ActivityType.objects.get(code=task.kind),
            name=task.name,
            frame=task.frame,
            excluded=task.excluded,
            grey_zone=GreyZoneCase.objects.filter(code=task.grey_zone).exclude(code="").first(),
            decision=what,
            decided_by_name=who,
            decided_on=days.today - timedelta(days=ago) if what else None,
        ).keep(by=answering(place, days.today))
