"""Each volunteer's story, told with the verbs of real use: from the first question to where they stand today."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from coordination.demo import persons
from coordination.demo.days import Days
from coordination.demo.town import Town, log_in
from foundation.access.roles import answering
from foundation.people.models import Person
from volunteers.companions import staff_of
from volunteers.models import (
    ActivityType,
    Conversation,
    Ending,
    Enquiry,
    FirstAssignment,
    GuidanceRequest,
    MeetingTime,
    Pause,
    Volunteer,
)
from volunteers.models.ending_told import Whom
from volunteers.models.meeting_plan import Plan
from volunteers.papers import Terms, issue_agreement, issue_confidentiality

BEFORE = {"enquiry": -18, "reply": -17, "meeting": -8, "signed": -7}  # days before the first assignment
A_DAY = timedelta(days=1)
SILENT = {
    "note",
    "thanks",
    "swap",
    "activity",
    "buddy",
    "overdue",
    "followup_due",
    "course",
    "course_planned",
    "gathering",
}
Event = tuple[date, str, str]


class Story:
    """One volunteer. The events of the story are told in order; what must have come before is filled in."""

    def __init__(self, told: dict[str, Any], town: Town, days: Days) -> None:
        self.told, self.town, self.days = told, town, days
        self.place = town.places[told["at"]]
        self.events = fill_in(sorted((day, kind, text) for day, kind, text in told["events"]))
        self.volunteer: Volunteer | None = None

    def tell(self) -> Volunteer:
        for day, kind, text in self.events:
            if kind not in SILENT:
                getattr(self, kind)(day, text)
        return self.volunteer

    def by(self, day: date) -> Person:
        """Whoever answers at the place now; the story does not remember former contacts."""
        return answering(self.place, self.days.today)

    # The wheel

    def enquiry(self, day: date, text: str) -> None:
        number = f"+470000{1000 + len(self.town.people):04d}"
        address = ".".join(self.told["name"].lower().split())
        email = f"{plain(address)}@{self.town.slug}.example"
        enquiry = Enquiry(
            name=self.told["name"], email=email, phone=number, own_idea=self.told.get("wish", "")
        )
        if "has_neither" in self.told:  # neither e-mail nor phone, and a full volunteer
            enquiry.email, enquiry.phone, enquiry.channel = "", "", Enquiry.Channel.OTHER
        types = ActivityType.objects.filter(code__in=self.told["types"], is_statutory=False)
        at = self.days.past(day, time(9, 40))
        language = self.told.get("language", "")
        self.volunteer = enquiry.register(
            self.place, activities=list(types), at=at, language=language
        ).volunteer
        person = self.volunteer.person
        person.birth_year = self.days.today.year - self.told["age"]
        person.save(update_fields=["birth_year"])
        self.town.people[self.told["name"]] = person

    def reply(self, day: date, text: str) -> None:
        self.volunteer.enquiry.answer(by=self.by(day), at=self.days.past(day))

    def meeting(self, day: date, text: str) -> None:
        at = self.days.past(day, time(13))
        talk = Conversation.meet(self.volunteer, by=self.by(day), at=at)
        persons.tell(self.volunteer, self.told, self.town, by=self.by(day), at=at)
        start = next((one for one, kind, _text in self.events if kind in ("first", "first_planned")), None)
        start_on = self.days.day(start) if start else timezone.localdate(at) + timedelta(days=7)
        talk.conclude(Conversation.Outcome.CONTINUE, by=self.by(day), start_on=start_on, at=at)

    def meeting_planned(self, day: date, text: str) -> None:
        at = max(self.days.at(day, time(13)), self.days.now + timedelta(hours=1))
        place = "Det lille møterommet" if self.town.language == "nb" else "Det vesle møterommet"
        along = [person for person in staff_of(self.volunteer, self.days.today) if person != self.by(day)]
        plan = Plan(closed_room=True, participants=tuple(along[:1]))
        if self.told.get("phoned"):
            Conversation.agree(self.volunteer, at, place=place, minutes=45, by=self.by(day), plan=plan)
            return
        times = [at, at + timedelta(days=1)]
        talk = Conversation.propose(
            self.volunteer, times, place=place, minutes=45, by=self.by(day), plan=plan
        )
        chosen = MeetingTime.objects.filter(conversation=talk).first()
        talk.accept(chosen, by=self.volunteer.person)

    def signed(self, day: date, text: str) -> None:
        at, contact = self.days.past(day, time(13, 45)), self.by(day)
        types = tuple(ActivityType.objects.filter(code__in=self.told["types"]))
        tasks = ", ".join(kind.name.lower() for kind in types)
        terms = Terms(tasks=tasks, when="etter avtale", start_on=timezone.localdate(at), types=types)
        papers = [issue_confidentiality(self.volunteer, by=contact, at=at)]
        papers.append(issue_agreement(self.volunteer, terms, by=contact, at=at).document)
        for paper in papers:
            paper.sign("volunteer", self.volunteer.person, "paper", by=contact, at=at)
            paper.sign("contact", contact, "login", by=contact, at=at)

    def first(self, day: date, text: str) -> None:
        self._first(self.days.past(day, time(14)), text, held=True)

    def first_planned(self, day: date, text: str) -> None:
        self._first(self.days.at(day, time(14)), text, held=False)

    def _first(self, at: datetime, text: str, held: bool) -> None:
        contact = self.by(timezone.localdate(at))
        name = self.told.get("buddy") or self.told.get("companion")
        companion = self.town.people.get(name) or contact
        title = self.kinds()[0] if self.kinds() else "Besøk"
        first = FirstAssignment.plan(
            self.volunteer,
            title=title,
            starts_at=at,
            ends_at=at + timedelta(hours=1),
            companion=companion,
            by=contact,
            department=self.place.departments.first(),
            at=at - timedelta(days=3) if held else None,
        )
        if held:
            first.hold(by=contact, at=at + timedelta(hours=1))
            due = timezone.localdate(at) + timedelta(days=7)
            if due < self.days.today and not self.is_waiting_for_call():
                Conversation.call(self.volunteer, by=contact, at=at + timedelta(days=5))

    def is_waiting_for_call(self) -> bool:
        return any(kind in ("overdue", "followup_due") for _day, kind, _text in self.events)

    def feedback(self, day: date, text: str) -> None:
        who, _colon, said = text.partition(": ")
        Conversation.note_feedback(self.volunteer, said.strip("«»"), said_by=who, by=self.by(day))

    def followup(self, day: date, text: str) -> None:
        talk = self.volunteer.conversations.filter(kind="follow_up", held_at__isnull=False).first()
        talk = talk or Conversation.call(self.volunteer, by=self.by(day), at=self.days.past(day))
        talk.write_down(by=self.by(day), summary=text)

    def guidance_asked(self, day: date, text: str) -> None:
        wish = text.split("«")[-1].strip("»")
        GuidanceRequest.ask(
            self.volunteer, wish, by=self.volunteer.person, at=self.days.past(day, time(19, 20))
        )

    def guidance_planned(self, day: date, text: str) -> None:
        request = self.volunteer.guidance_requests.open().first()
        if request is None:
            request = GuidanceRequest.ask(self.volunteer, text, by=self.volunteer.person)
        when = max(self.days.at(day, time(12)), self.days.now + timedelta(hours=2))
        request.agree(by=self.by(day), when=when)

    def guidance(self, day: date, text: str) -> None:
        asked = self.days.past(day - timedelta(days=2))
        request = GuidanceRequest.ask(self.volunteer, text, by=self.volunteer.person, at=asked)
        request.hold(by=self.by(day), at=self.days.past(day))

    def pause(self, day: date, text: str) -> None:
        until = self.told.get("paused_until")
        Pause.begin(
            self.volunteer,
            self.days.day(until) if until else None,
            by=self.volunteer.person,
            at=self.days.past(day),
        )

    def ending(self, day: date, text: str) -> None:
        told = self.town.told["ending"]
        last = told["to"] if told["volunteer"] == self.told["name"] else day + timedelta(days=14)
        begun = Ending.start(
            self.volunteer,
            initiated_by="volunteer",
            last_day=self.days.day(last),
            by=self.volunteer.person,
            reason="moving",
            reason_text=text,
            at=self.days.past(day),
        )
        begun.tell(Whom.RECIPIENTS, by=self.by(day), on=min(self.days.day(day) + A_DAY, self.days.today))

    def kinds(self) -> list[str]:
        return list(ActivityType.objects.filter(code__in=self.told["types"]).values_list("name", flat=True))


ORDER = ["enquiry", "reply", "meeting", "meeting_planned", "signed"]  # these come first, in this order


def fill_in(events: list[Event]) -> list[Event]:
    """Nobody starts without having asked, been met and signed: put in what the story takes for granted."""
    told = {kind: day for day, kind, _text in reversed(events)}
    start = told.get("first") or told.get("first_planned") or events[0][0]
    asked = told.get("enquiry", start + timedelta(days=BEFORE["enquiry"]))
    found = list(events)
    for kind in needed(set(told)):
        if kind not in told:
            usual = asked + A_DAY if kind == "reply" else start + timedelta(days=BEFORE[kind])
            found.append((min(start, max(usual, asked)), kind, ""))
    return sorted(
        found, key=lambda event: (ORDER.index(event[1]) if event[1] in ORDER else len(ORDER), event[0])
    )


def needed(kinds: set[str]) -> list[str]:
    started = kinds & {"first", "first_planned"}
    if started:
        return ["enquiry", "reply", "meeting", "signed"]
    return ["enquiry"]


def plain(text: str) -> str:
    """Letters an e-mail address can hold."""
    import unicodedata

    swapped = text.translate(str.maketrans("æøåđŋŧł", "aoadntl"))
    return "".join(sign for sign in unicodedata.normalize("NFKD", swapped) if sign.isalnum() or sign in ".-")


def give_log_in(person: Person) -> None:
    """A volunteer logs in by a code in the mail."""
    log_in(person, None)
