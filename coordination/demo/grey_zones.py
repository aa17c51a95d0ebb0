"""What is decided about some grey zones in the demonstration, and one that a place has written down itself (LEG-10)."""

from dataclasses import dataclass
from datetime import timedelta

from coordination.demo.days import Days
from coordination.demo.town import Town
from foundation.access.roles import coordinator
from volunteers.models import GreyZoneCase


@dataclass(frozen=True)
class Decided:
    """Of a case that the house brings: what, when a volunteer may, how it is done, by whom and how many days ago."""

    code: str
    decision: str
    who: str
    days: int
    condition: str = ""
    guideline: str = ""
    before: str = ""  # what was decided half a year earlier


DECIDED = {
    "elvebyen": (
        Decided(
            "medicines",
            "staff",
            "Ledermøtet i helse og mestring",
            74,
            guideline="Hent den som er på jobb. Hjemme hos noen ringer du hjemmetjenesten, nummeret står på kortet ditt.",
        ),
        Decided(
            "toilet",
            "staff",
            "Ledermøtet i helse og mestring",
            74,
            guideline="Vis veien og hold døra. Ring avdelingen, så kommer noen.",
        ),
        Decided(
            "eating",
            "condition",
            "Ledermøtet i helse og mestring",
            40,
            "En ansatt har sagt ja den dagen, beboeren svelger trygt, og du har fått vist hvordan.",
            before="staff",
        ),
        Decided(
            "driving",
            "condition",
            "Ledermøtet i helse og mestring",
            40,
            "Bare i kommunens bil, med førerkort som er vist, og avdelingen vet når dere er tilbake.",
        ),
        Decided(
            "gifts",
            "condition",
            "Marit Haugland",
            12,
            "Noe lite dere kan dele. Penger, smykker og arvegods takker du vennlig nei til, og sier det til kontakten samme dag.",
        ),
    ),
    "fjordglimt": (
        Decided(
            "medicines",
            "staff",
            "Leiarmøtet i helse",
            51,
            guideline="Hent den som er på jobb. Heime hos nokon ringjer du heimetenesta.",
        ),
        Decided(
            "driving",
            "condition",
            "Leiarmøtet i helse",
            51,
            "Førarkort og forsikring er sett på, og kontakten veit når de er tilbake.",
        ),
        Decided(
            "gifts",
            "volunteer",
            "Solrun Hjelle",
            20,
            guideline="Noko lite de kan dele. Sei det til kontakten når du er usikker.",
        ),
    ),
}


@dataclass(frozen=True)
class Own:
    """One that the municipality, or a place, has written down itself."""

    at: str
    task: str
    scenario: str
    challenge: str
    solution: str
    staff: tuple[str, int] | None = None  # decided that staff do it: by whom, how many days ago


OWN = {
    "elvebyen": (
        Own(
            "solsiden",
            "Ta med hund på besøk",
            "En frivillig har en rolig hund som beboerne spør etter.",
            "Noen er redde, og noen er allergiske.",
            "Én hund om gangen, i dagligstua, når avdelingen har sagt ja.",
        ),
        Own(
            "",
            "Våke om natta når det er få på vakt",
            "Natta er lang, og to på vakt har mange å se til.",
            "Et våkebesøk blir lett en vakt. Da er det bemanningen som ikke strekker til.",
            "Våkere kommer i tillegg til de ansatte, aldri i stedet for dem.",
            ("Ledermøtet i helse og mestring", 74),
        ),
    ),
    "fjordglimt": (
        Own(
            "sjukeheimen",
            "Ta bilete saman",
            "Etter songstunda vil nokon ha eit bilete med gjengen.",
            "Ikkje alle kan seie ja eller nei til å vere med.",
            "Berre på telefonen til den som bur her, og aldri på nett.",
        ),
        Own(
            "",
            "Sjå til dei som har vedtak om tilsyn",
            "Heimetenesta rekk ikkje alle, og spør om nokon kan sjå innom.",
            "Tilsyn er noko folk har rett på. Ein besøksven kan ikkje vere det tilsynet.",
            "Besøksven kjem for selskapet, og til dei som ønskjer det.",
            ("Leiarmøtet i helse", 51),
        ),
    ),
}


def tell(town: Town, days: Days) -> None:
    by = coordinator(days.today)
    for told in DECIDED[town.slug]:
        _decide(told, by, days)
    for own in OWN[town.slug]:
        _write_down(own, town, by, days)


def _write_down(own: Own, town: Town, by: object, days: Days) -> None:
    ago = own.staff[1] if own.staff else 8
    case = GreyZoneCase(
        workplace=town.places.get(own.at),
        task=own.task,
        scenario=own.scenario,
        challenge=own.challenge,
        solution=own.solution,
        affects=["recipient", "staff"],
    )
    case.keep(by=by, at=days.now - timedelta(days=ago))
    if own.staff:
        _write(case, "staff", "", "", own.staff[0], ago, by, days)


def _decide(told: Decided, by: object, days: Days) -> None:
    case = GreyZoneCase.objects.get(code=told.code)
    if told.before:
        _write(case, told.before, "", "", told.who, told.days + 182, by, days)
    _write(case, told.decision, told.condition, told.guideline, told.who, told.days, by, days)


def _write(
    case: GreyZoneCase,
    decision: str,
    condition: str,
    guideline: str,
    who: str,
    ago: int,
    by: object,
    days: Days,
) -> None:
    case.decide(
        by=by,
        at=days.now - timedelta(days=ago),
        decision=decision,
        condition=condition,
        guideline=guideline,
        decided_on=days.today - timedelta(days=ago),
        decided_by_name=who,
    )
