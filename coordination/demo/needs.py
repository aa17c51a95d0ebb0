"""What the services of the demonstration asked for: taken on, said no to at the boundary, and still open (ASG-12, ASG-13)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.demo.days import Days
from coordination.demo.town import Town
from foundation.access.roles import coordinator
from volunteers.matching.models import NeedRequest, NeedWord
from volunteers.models import ActivityType, GreyZoneCase


@dataclass(frozen=True)
class Need:
    """Who asks for what, how many days ago; organisation -> (answer, words), in the order they answered; what became of it,
    and what was said."""

    by: str
    at: str
    kind: str
    text: str
    days: int
    asked: tuple[tuple[str, str, str], ...] = ()
    outcome: str = ""
    grey_zone: str = ""
    reason: str = ""
    said: tuple[tuple[str, str], ...] = ()


ELVEBYEN = (
    Need(
        "anne",
        "solsiden",
        "song_hour",
        "Noen som kan spille til allsang på avdeling 2 de søndagene det ikke er gudstjeneste.",
        41,
        (
            ("menighet", "no", "Vi har bare én som spiller, og hun er opptatt søndager."),
            ("kor", "yes", "Tre av oss bytter på, og vi tar med sangheftene."),
        ),
    ),
    Need(
        "trude",
        "kveldsro",
        "vigil",
        "Noen som kan sitte på rommet om natta når vi er to på vakt og har for mange å se til.",
        30,
        outcome="boundary",
        grey_zone="Våke om natta når det er få på vakt",
        reason="Når det er for få på vakt, er det vi som må sette inn flere. Våkerne kommer i tillegg, når noen skal dø og ikke bør "
        "være alene. Jeg har tatt bemanningen opp med Geir Olav.",
        said=(
            ("trude", "Vi har bare prøvd å finne noen som kan hjelpe. Hva gjør vi i kveld?"),
            ("marit", "Godt at du spør. Ring vaktleder i kveld; jeg snakker med Geir Olav før helga."),
        ),
    ),
    Need(
        "pal",
        "hagebyen",
        "accompanying",
        "Følge til frisør og apotek for folk i sone nord, en formiddag i uka.",
        8,
        (("omsorg", "no", "Alle våre har fullt nå. Spør gjerne igjen etter nyttår."), ("sentral", "", "")),
    ),
    Need(
        "ewa",
        "bruvika",
        "live_music",
        "Rolig musikk på Lindrende en halvtime før kveldsmaten, gjerne sello eller gitar.",
        1,
    ),
    Need(
        "ida",
        "furumo",
        "garden",
        "Hjelp til å bygge høye plantekasser, så gjestene slipper å bøye seg.",
        95,
        (("bank", "yes", "Tjue ansatte kommer en fredag i mai, med verktøy."),),
    ),
)
FJORDGLIMT = (
    Need(
        "marta",
        "sjukeheimen",
        "song_hour",
        "Julesongar i Fjordstova ein kveld før jul.",
        19,
        (("bygdekor", "yes", "Vi kjem den 17., alle tjueto."),),
    ),
    Need(
        "jostein",
        "heime_ytre",
        "visiting_friend",
        "Nokon som kan sjå innom dei vi ikkje rekk om ettermiddagen, og sjå at dei har det bra.",
        26,
        outcome="boundary",
        grey_zone="Sjå til dei som har vedtak om tilsyn",
        reason="Å sjå til dei som har vedtak om tilsyn, er vårt arbeid, også når vi er få. Ein besøksven kjem for selskapet, og då "
        "gjerne til dei same husa.",
        said=(("jostein", "Takk. Då melder eg heller eit behov for besøksvener til tre av dei."),),
    ),
    Need(
        "rasa",
        "lia",
        "activity_friend",
        "Nokon som vil ta med to av bebuarane på tur i båt når veret er godt.",
        6,
        (("baatlag", "", ""), ("ungdomslag", "no", "Vi har ikkje vestar i dei storleikane.")),
    ),
)
NEEDS = {"elvebyen": ELVEBYEN, "fjordglimt": FJORDGLIMT}


def tell(town: Town, days: Days) -> None:
    for need in NEEDS[town.slug]:
        _tell(need, town, days)


def _tell(need: Need, town: Town, days: Days) -> None:
    """Asked one day, passed on the next, answered some days later."""
    marit = coordinator(days.today)
    asked = days.past(days.today - timedelta(days=need.days) - days.shift)
    made = NeedRequest(
        workplace=town.places[need.at],
        activity_type=ActivityType.objects.get(code=need.kind),
        text=need.text,
    )
    made.ask(by=town.people[need.by], at=asked)
    if need.asked:
        partners = [town.partners[key] for key, _answer, _words in need.asked]
        made.pass_on(partners, by=marit, at=_later(asked, 1, days))
    offers = {offer.partner_id: offer for offer in made.offers.select_related("partner", "need")}
    for number, (key, answer, words) in enumerate(need.asked):
        if answer:
            at = _later(asked, 3 + number, days)
            offers[town.partners[key].pk].reply(answer, words, by=town.people.get(key, marit), at=at)
    if need.outcome:
        case = GreyZoneCase.objects.filter(task=need.grey_zone).first()
        made.settle(need.outcome, need.reason, by=marit, at=_later(asked, 2, days), grey_zone=case)
    for number, (who, text) in enumerate(need.said):
        NeedWord.say(made, text, by=town.people[who], at=_later(asked, 3 + number, days))


def _later(at: datetime, count: int, days: Days) -> datetime:
    return min(at + timedelta(days=count), days.now - timedelta(minutes=5))
