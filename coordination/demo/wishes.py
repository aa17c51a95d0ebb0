"""Those who wish for company in the demonstration, by alias, and whom somebody visits already (ASG-01, ASG-02)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from coordination.demo import happenings
from coordination.demo.days import Days
from coordination.demo.town import Town
from foundation.access.roles import answering
from foundation.people.models import Person
from volunteers.matching.models import (
    BeyondFrame,
    Consent,
    HomeTalk,
    Match,
    MatchFeedback,
    MatchRelease,
    MatchTimes,
    Recipient,
)
from volunteers.models import ActivityType, Volunteer
from volunteers.models.readiness import lacks
from volunteers.recurrence import weekly


@dataclass(frozen=True)
class Visit:
    """Whom they have, since how many days, what was agreed and told, and how both say it goes: who, what, in which words, how many
    days ago. `ended`: how many days ago, and why. `beyond`: who asked for more, what, how many days ago, and the answer."""

    by: str
    days: int
    kind: str
    frame: str
    reason: str
    told: dict[str, str] = field(default_factory=dict)
    heard: tuple[tuple[str, str, str, int], ...] = ()
    ended: tuple[int, str] | None = None
    beyond: tuple[str, str, int, str] | None = None
    times: tuple[str, time, int] | None = None  # the rule, from when, how many minutes


@dataclass(frozen=True)
class Wish:
    """`yes`: what they have said yes to; `guardian` where another said it for them. `home`, before somebody comes there: whom one
    talked with of those who help and of the next of kin, what was agreed, and who is responsible."""

    name: str
    at: str
    wishes: str
    interests: list[str]
    kinds: list[str]
    department: str = ""
    languages: list[str] = field(default_factory=lambda: ["nob"])
    week: list[str] = field(default_factory=list)
    at_home: bool = False
    days: int = 9
    yes: tuple[str, ...] = ("visit", "sharing")
    guardian: str = ""
    home: tuple[str, str, str, str] | None = None
    visit: Visit | None = None


ELVEBYEN = (
    Wish(
        "Skipperen",
        "solsiden",
        "Har seilt tre ganger rundt jorda, og vil helst ha en å si imot.",
        ["chess", "newspapers", "boats"],
        ["visiting_friend"],
        "Avdeling 2",
        week=["wed_afternoon", "thu_afternoon"],
        days=210,
        visit=Visit(
            "Gunnar Hauge",
            196,
            "visiting_friend",
            "Hver torsdag kl. 14, en times tid. Sjakk og havneprat. Ikke ut av huset.",
            "Begge spiller sjakk, og begge har vært til sjøs.",
            {"name": "Skipperen", "interests": "sjakk, båt og sjø", "wishes": "Noen å si imot"},
            (("recipient", "go_on", "Han lar meg ikke vinne. Slik skal det være.", 150),),
            ended=(11, "volunteer"),
        ),
    ),
    Wish(
        "Fru Blå",
        "solsiden",
        "Synger andrestemmen på alt, og savner førstestemmen.",
        ["singing", "music"],
        ["coffee_visit"],
        "Avdeling 1",
        week=["thu_afternoon"],
        days=6,
        visit=Visit(
            "Solveig Aune",
            1,
            "coffee_visit",
            "Torsdager etter sangstunda, en kopp kaffe og noen vers. Ikke hjelp med mat eller drikke.",
            "Begge synger. Solveig har førstestemmen.",
            times=(weekly([3]), time(15, 15), 45),
        ),
    ),
    Wish(
        "Strikkedama",
        "solsiden",
        "Vil ha noen å telle masker med.",
        ["knitting", "coffee_chat"],
        ["visiting_friend"],
        days=2,
        yes=(),
    ),
    Wish(
        "Reineieren",
        "solsiden",
        "Vil høre språket sitt igjen, og høre hvordan det går på vidda.",
        ["reindeer"],
        ["language_friend"],
        "Avdeling 3",
        languages=["sme", "nob"],
        days=420,
        visit=Visit(
            "Nils Ánde Sara",
            405,
            "language_friend",
            "Annenhver onsdag, en time på rommet. Prat og joik. Ikke tolke for de ansatte.",
            "Begge snakker nordsamisk, og begge har hatt rein.",
            {
                "name": "Áilu",
                "place": "Avdeling 3, rommet mot elva",
                "interests": "rein og vidde",
                "languages": "nordsamisk",
                "needed": "Sett deg der du er lett å se, og snakk rolig.",
            },
            (
                ("volunteer", "go_on", "Vi trenger ikke si så mye. Han ler på de riktige stedene.", 120),
                ("recipient", "go_on", "Onsdagen er den lange dagen. Det er godt.", 120),
            ),
            times=(weekly([2], 2), time(13), 60),
        ),
    ),
    Wish(
        "Læreren",
        "hagebyen",
        "Snakker tamil med seg selv, og vil gjerne ha svar.",
        ["food_cultures", "newspapers"],
        ["language_friend"],
        "Sone sentrum",
        languages=["tam", "eng"],
        week=["sat_morning", "sun_afternoon"],
        at_home=True,
        days=70,
        home=(
            "Pål Enger, sone sentrum",
            "sønnen",
            "Suresh ringer på og venter. Nøkkelen har hjemmetjenesten. Ingen kjøring.",
            "Hjemmetjenesten, hele døgnet, på telefonen ved døra",
        ),
        visit=Visit(
            "Suresh Nadarajah",
            55,
            "language_friend",
            "Lørdag formiddag, en time hjemme. Avisa og te. Ikke innkjøp eller papirer.",
            "Begge snakker tamil. Begge er ledige lørdager.",
            {"name": "Amma", "languages": "tamil og engelsk", "interests": "mat fra hele verden, aviser"},
            (("volunteer", "go_on", "Vi leser avisa høyt for hverandre.", 20),),
            times=(weekly([5]), time(10, 30), 60),
            beyond=(
                "relatives",
                "Sønnen hans i Bergen ba meg betale regningene i nettbanken. Jeg sa at jeg måtte spørre først.",
                13,
                "Det var riktig å spørre. Jeg har snakket med sønnen, og økonomien tar hjemmetjenesten seg av. Avisa og teen er nok.",
            ),
        ),
    ),
    Wish(
        "Turmannen",
        "hagebyen",
        "Tør ikke gå alene lenger. Vil helt fram til benken ved bruhodet.",
        ["walking", "birds"],
        ["walking_friend"],
        "Sone nord",
        at_home=True,
        days=17,
        guardian="Verge oppnevnt av Statsforvalteren",
    ),
)
FJORDGLIMT = (
    Wish(
        "Notabasen",
        "sjukeheimen",
        "Kan namnet på kvar båt i fjorden, og vil gjerne bli spurd.",
        ["boats", "local_history", "old_photos"],
        ["visiting_friend"],
        "Fjordstova",
        languages=["nno"],
        days=40,
        visit=Visit(
            "Lars Olav Myklebust",
            33,
            "visiting_friend",
            "Kvar torsdag, ein time i Fjordstova. Gamle bilete og prat. Ikkje tur ned på kaia.",
            "Begge liker lokalhistorie og gamle bilete.",
            {"name": "Anders", "place": "Fjordstova", "interests": "båt og sjø, gamle bilete"},
            (
                ("recipient", "go_on", "Han hugsar dei same folka som eg.", 3),
                ("volunteer", "change", "Torsdagane er fine. Eg vil helst ha telefonen fri om kvelden.", 2),
            ),
        ),
    ),
    Wish(
        "Songfuglen",
        "sjukeheimen",
        "Kan alle versa, og treng nokon som kan melodien.",
        ["singing", "baking"],
        ["coffee_visit"],
        "Fjellstova",
        languages=["nno"],
        days=5,
    ),
    Wish(
        "Hagebrukaren",
        "heime_indre",
        "Vil ha dikt til kaffien, og gjerne usamde.",
        ["poetry", "coffee_chat"],
        ["visiting_friend"],
        languages=["nno", "nob"],
        at_home=True,
        days=700,
        home=(
            "Jostein Hauge",
            "",
            "Solfrid går inn kjøkkendøra. Hunden er snill.",
            "Heimetenesta Indre, på telefonen ved komfyren",
        ),
        visit=Visit(
            "Solfrid Hjelle",
            690,
            "visiting_friend",
            "Annankvar tysdag, ein time heime. Kaffi og eit dikt kvar. Ikkje husarbeid.",
            "Begge les dikt, og ingen av dei gir seg.",
            {"name": "Hagebrukaren", "interests": "dikt og kaffi"},
            (("volunteer", "go_on", "Vi er usamde om Hauge. Det har vi det fint med.", 200),),
            ended=(9, "volunteer"),
        ),
    ),
    Wish(
        "Fjellkaren",
        "heime_indre",
        "Vil opp til utsikta éin gong til, og helst kvar veke.",
        ["walking", "exercise"],
        ["walking_friend"],
        languages=["nno", "nob"],
        at_home=True,
        days=31,
        home=(
            "Jostein Hauge",
            "dottera",
            "Silje ventar ved postkassa. Stav heng i gangen. Dei snur når han vil.",
            "Heimetenesta Indre, på telefonen ved komfyren",
        ),
        visit=Visit(
            "Silje Eikeland",
            24,
            "walking_friend",
            "Kvar tysdag, ein times tur frå postkassa. Ikkje i dårleg føre.",
            "Begge vil ut og gå, også når det regnar litt.",
            {"name": "Fjellkaren", "interests": "tur og utsikt"},
            (("volunteer", "go_on", "Han går fortare enn meg.", 6),),
            times=(weekly([1]), time(16), 60),
        ),
    ),
)
WISHES = {"elvebyen": ELVEBYEN, "fjordglimt": FJORDGLIMT}


def tell(town: Town, days: Days) -> None:
    for wish in WISHES[town.slug]:
        _tell(wish, town, days)


def _tell(wish: Wish, town: Town, days: Days) -> None:
    place, on = town.places[wish.at], days.today - timedelta(days=wish.days)
    by = answering(place, days.today)
    recipient = Recipient(
        workplace=place,
        department=place.departments.filter(name=wish.department).first(),
        name=wish.name,
        wishes=wish.wishes,
        interests=wish.interests,
        kinds=wish.kinds,
        languages=wish.languages,
        week=wish.week,
        living_at="home" if wish.at_home else "here",
    )
    recipient.register(by=by, at=_on(on, days))
    if wish.yes:
        how = {"given_on": on, "informed_by_name": by.name, "form": "written" if wish.guardian else "spoken"}
        whose = {
            "given_by": "guardian" if wish.guardian else Consent.Giver.SELF,
            "given_by_name": wish.guardian,
        }
        Consent.give(recipient, list(wish.yes), by=by, at=_on(on, days), **how, **whose)
    if wish.home:
        _talk_over(recipient, wish.home, by, on, days)
    if wish.visit:
        _visit(recipient, wish.visit, by, days)


def _talk_over(
    recipient: Recipient, told: tuple[str, str, str, str], by: Person, on: date, days: Days
) -> None:
    staff, kin, agreed, responsible = told
    HomeTalk(
        recipient=recipient,
        staff_name=staff,
        staff_on=on,
        kin_name=kin,
        kin_on=on if kin else None,
        without_kin=not kin,
        agreed=agreed,
        responsible=responsible,
    ).write_down(by=by, at=_on(on, days))


def _visit(recipient: Recipient, visit: Visit, by: Person, days: Days) -> None:
    on = days.today - timedelta(days=visit.days)
    match = Match(
        volunteer=Volunteer.objects.ongoing().get(person__name=visit.by, workplace=recipient.workplace),
        recipient=recipient,
        activity_type=ActivityType.objects.get(code=visit.kind),
        frame=visit.frame,
        reason=visit.reason,
        starts_on=on,
    )
    match.make(by=by, at=_on(on, days))
    MatchRelease.tell(match, visit.told, by=by, at=_on(on, days))
    if visit.times and not lacks(match.volunteer, begins=True):
        _meet(match, visit.times, by, days)
    for party, wish, text, ago in visit.heard:
        at = _on(days.today - timedelta(days=ago), days)
        MatchFeedback(match=match, party=party, wish=wish, text=text).tell(by=by, at=at)
    if visit.beyond:
        category, text, ago, answer = visit.beyond
        told_on = days.today - timedelta(days=ago)
        told = BeyondFrame.tell(match, category, text, by=match.volunteer.person, at=_on(told_on, days))
        told.concern.reply(answer, by=by, at=_on(told_on + timedelta(days=1), days))
    if visit.ended:
        ago, why = visit.ended
        ended = days.today - timedelta(days=ago)
        match.end(by=by, why=why, on=ended, at=_on(ended, days))


def _meet(match: Match, told: tuple[str, time, int], by: Person, days: Days) -> None:
    """The times of some weeks back, ticked by whoever answers there, and those to come."""
    rule, starts, minutes = told
    first = max(match.starts_on, days.today - happenings.BACK)
    times = MatchTimes.agree(match, rule, first, starts, minutes, by=by, at=_on(first, days))
    times.happening.extend(at=days.now)
    happenings.held(times.happening, by, days.now)


def _on(day: date, days: Days) -> datetime:
    return days.past(day - days.shift)
