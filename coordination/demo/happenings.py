"""What goes on at places of the demonstration: a song hour with a reserve, a baking day, and a group that comes (ASG-05, ASG-24)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from coordination.demo.days import Days
from coordination.demo.town import Town
from foundation.access.roles import coordinator
from foundation.people.models import Department
from volunteers.models import Happening, HappeningMember, Volunteer
from volunteers.models.readiness import lacks
from volunteers.recurrence import monthly, on_the_wall, weekly

BACK = timedelta(weeks=5)


@dataclass(frozen=True)
class Told:
    """`always` and `reserves` are how many of those who are ready at the place."""

    at: str
    title: str
    rule: str
    starts: time
    minutes: int
    text: str = ""
    department: str = ""
    place: str = ""
    partner: str = ""
    visitors: int | None = None
    wanted: int | None = None
    always: int = 0
    reserves: int = 0
    gives_up: bool = False  # the group cannot come the next time
    instead: str = ""  # who the volunteer centre sends then


GOES_ON = {
    "elvebyen": (
        Told(
            "solsiden",
            "Sangstund ved pianoet",
            weekly([3]),
            time(14),
            60,
            "Sanghefter ligger i krakken. Kaffe etterpå.",
            "Dagligstua",
            always=2,
            wanted=2,
            reserves=1,
        ),
        Told(
            "solsiden", "Bakedag", weekly([1], 2), time(10, 30), 90, "", "Avdeling 2", "Kjøkkenet", always=1
        ),
        Told(
            "solsiden",
            "Seniorkoret øver hos oss",
            monthly(2, 2),
            time(17),
            90,
            "Alle kan høre på.",
            "Dagligstua",
            partner="kor",
            visitors=14,
            reserves=1,
        ),
        Told(
            "sagatunet",
            "Ungdom lærer bort mobil",
            weekly([2]),
            time(12, 15),
            60,
            "",
            "Tun B",
            partner="skole",
            visitors=8,
            gives_up=True,
            instead="Seniornett Elvebyen (2)",
        ),
    ),
    "fjordglimt": (
        Told(
            "sjukeheimen",
            "Songstund",
            weekly([2]),
            time(13),
            60,
            "Songhefta ligg i skåpet. Kaffi etterpå.",
            always=1,
            reserves=1,
        ),
        Told(
            "sjukeheimen",
            "Kaffi frå sanitetslaget",
            monthly(3, 1),
            time(14),
            90,
            partner="sanitet",
            visitors=5,
            gives_up=True,
        ),
    ),
}


def tell(town: Town, days: Days) -> None:
    for told in GOES_ON[town.slug]:
        _tell(told, town, days)


def _tell(told: Told, town: Town, days: Days) -> None:
    place = town.places[told.at]
    began = on_the_wall(days.today - BACK, time(9))
    ready = [one for one in _here(place) if not lacks(one, begins=True)]
    by = ready[0].contact(days.today) if ready else town.people[_contact_key(told, town)]
    department = Department.objects.filter(workplace=place, name=told.department).first()
    happening = Happening(
        workplace=place,
        title=told.title,
        rule=told.rule,
        starts_on=timezone.localdate(began),
        starts=told.starts,
        minutes=told.minutes,
        text=told.text,
        department=department,
        place=told.place,
        partner=town.partners.get(told.partner),
        visitors=told.visitors,
        wanted=told.wanted,
    )
    happening.plan(by=by, always=ready[: told.always], at=began)
    for volunteer in ready[told.always : told.always + told.reserves]:
        HappeningMember.join(happening, volunteer, by=by, is_reserve=True, at=began)
    happening.extend(at=days.now)
    held(happening, by, days.now)
    if told.gives_up:
        _gives_up(happening, told.instead, by, days)


def _gives_up(happening: Happening, instead: str, by: object, days: Days) -> None:
    """The group cannot come the next time; the volunteer centre has found somebody, or has not answered yet."""
    time = happening.times.coming(days.now).with_events().order_by("event__starts_at").first()
    time.group_gives_up(by=by, at=days.now - timedelta(hours=20))
    if instead:
        asked = time.substitutes.first()
        asked.reply("yes", instead, by=coordinator(days.today), at=days.now - timedelta(hours=2))


def _here(place: object) -> list[Volunteer]:
    rows = Volunteer.objects.active().with_people().filter(workplace=place)
    return list(rows.order_by("started_on", "person__name"))


def _contact_key(told: Told, town: Town) -> str:
    return next(row["contact"] for row in town.told["workplaces"] if row["key"] == told.at)


def held(happening: Happening, by: object, now: datetime) -> None:
    """Who was there is ticked; the last time one of them could not."""
    past = list(happening.times.filter(event__ends_at__lt=now).with_events().order_by("on"))
    for number, one in enumerate(past):
        seats = list(one.event.participations.signed_up().select_related("person"))
        for seat in seats:
            one.event.mark(seat.person, True, by=by, at=one.event.ends_at)
        if number == len(past) - 1 and len(seats) > 1:
            one.event.mark(seats[-1].person, False, by=by, at=one.event.ends_at)
