"""Courses of the demonstration beyond the sessions themselves: what was said, who speaks, seats kept, what contacts have learnt."""

import uuid
from datetime import time, timedelta

from coordination.demo.days import Days
from coordination.demo.pictures import scanned
from coordination.demo.town import Town
from courses.departments import employees_of, tell_department
from courses.evaluating import evaluation_of, reflection_of
from courses.models import (
    CompetenceRecord,
    CoOrganiser,
    Course,
    CourseSession,
    CourseWish,
    PathStep,
    TrainingPath,
)
from courses.models.group import seats_of, share
from courses.models.requirement import set_rules
from foundation.events.seats import Share
from foundation.people.belonging import Group, belongings
from foundation.people.doing import activities_of
from foundation.people.liking import note_interests
from foundation.people.models import Department, Partner, Person
from foundation.surveys.models import Kind
from foundation.surveys.results import results

SAID = {
    "nb": [
        "Mer tid til å øve.",
        "Gjerne en runde til om taushetsplikt.",
        "Ingenting, det var fint.",
        "En pause til.",
        "Flere eksempler fra hverdagen.",
    ],
    "nn": [
        "Meir tid til å øve.",
        "Gjerne ein runde til om teieplikt.",
        "Ingenting, det var fint.",
        "Ein pause til.",
        "Fleire døme frå kvardagen.",
    ],
}
QUOTES = {
    "nb": "Jeg trodde jeg skulle lære regler. Jeg fikk fem nye bekjente.",
    "nn": "Eg kom for kaka og gjekk heim med ei oppgåve.",
}
THOUGHTS = {
    "nb": [
        "At noen vet hva jeg heter.",
        "En kaffekopp og en oppgave.",
        "At det er lov å spørre dumt.",
        "Noen som viser meg hvor alt er.",
        "Å få si nei uten å forklare det.",
    ],
    "nn": [
        "At nokon veit kva eg heiter.",
        "Ein kaffikopp og ei oppgåve.",
        "At det er lov å spørje dumt.",
        "Nokon som viser meg kvar alt er.",
        "Å få seie nei utan å forklare det.",
    ],
}
PROVIDERS = (("Verdighetsenteret", 2019), ("Verdighetsenteret", 2021), ("Høgskulen", 2023))
FIRST_AID, ROLE = "Førstehjelp", "frivilligkontakt"  # the same in both

PATH = {
    "nb": (
        "Det første halvåret som besøksvenn",
        "Du går dette i ditt eget tempo, og kontakten din er med på veien.",
        "Heftet «Hjem til noen»",
        "En prat med kontakten om det første halvåret",
        "En samling med andre besøksvenner",
    ),
    "nn": (
        "Det første halvåret som besøksven",
        "Du går dette i ditt eige tempo, og kontakten din er med på vegen.",
        "Heftet «Heim til nokon»",
        "Ein prat med kontakten om det første halvåret",
        "Ei samling med andre besøksvener",
    ),
}

WISHES = {
    "nb": (
        ("Å snakke med noen som ikke hører så godt", 7),
        ("Førstehjelp for oss som går tur", 5),
        ("Hva gjør jeg når noen gråter?", 3),
        ("Strikkekveld der vi lærer av hverandre", 2),
    ),
    "nn": (
        ("Å snakke med nokon som ikkje høyrer så godt", 7),
        ("Førstehjelp for oss som går tur", 5),
        ("Kva gjer eg når nokon græt?", 3),
        ("Strikkekveld der vi lærer av kvarandre", 2),
    ),
}
WISH_ANSWERED = {
    "nb": "Så godt at dere spør. Vi setter det opp en kveld i februar, og dere hører fra oss før jul.",
    "nn": "Så godt at de spør. Vi set det opp ein kveld i februar, og de høyrer frå oss før jul.",
}

DIGITAL = {
    "nb": (
        ("Demensvennlig samfunn", "Nasjonalforeningen for folkehelsen", "https://nasjonalforeningen.no/", 30),
        ("Å møte mennesker i sorg", "Verdighetsenteret", "https://www.verdighetsenteret.no/", 45),
    ),
    "nn": (
        ("Demensvenleg samfunn", "Nasjonalforeningen for folkehelsen", "https://nasjonalforeningen.no/", 30),
        ("Å møte menneske i sorg", "Verdighetsenteret", "https://www.verdighetsenteret.no/", 45),
    ),
}


class Courses:
    def __init__(self, town: Town, days: Days, leader: Person) -> None:
        self.town, self.days, self.leader = town, days, leader
        self.language = town.language if town.language in SAID else "nb"

    def tell(self) -> None:
        self._lecturers()
        self._said_after()
        self._thought_before()
        self._joint()
        self._organisers()
        self._learnt()
        self._asked()
        self._paths()
        self._digital()
        self._in_touch()
        self._wishes()

    def _contacts(self) -> list[Person]:
        told = self.town.told["staff"]
        return [self.town.people[row["key"]] for row in told if row["role"] == "volunteer_contact"]

    def _lecturers(self) -> None:
        course = Course.objects.get(code="introduction")
        speakers = [self.leader, *self._contacts()[:2]]
        for number, part in enumerate(course.parts()):
            part.lecturer = speakers[number % len(speakers)]
            part.change(by=self.leader)

    def _said_after(self) -> None:
        """Slips of paper from the two newest introductions that were held; one of them is shown to others."""
        held = CourseSession.objects.with_course().past(self.days.now).exclude(closed_at=None)
        for number, session in enumerate(held.filter(course__code="introduction")[:2]):
            survey = evaluation_of(session)
            questions = {one.code: one for one in survey.questions.all()}
            texts = [QUOTES[self.language], *SAID[self.language]] if number == 0 else SAID[self.language]
            for at, text in enumerate(texts):
                values = {questions["safer"]: 4 + (at + number) % 2, questions["met_need"]: 3 + at % 3}
                values |= {questions["missing"]: text, questions["own"]: 1}
                survey.answer(values, may_quote=text == QUOTES[self.language])
            for answer in [one for found in results(survey) for one in found.texts if one.may_quote]:
                answer.publish(by=self.leader)

    def _thought_before(self) -> None:
        coming = (
            CourseSession.objects.with_course()
            .coming(self.days.now)
            .filter(course__code="introduction")
            .first()
        )
        if coming is None:
            return
        survey = reflection_of(coming, "volunteer")
        question = survey.questions.filter(kind=Kind.TEXT).first()
        for text in THOUGHTS[self.language]:
            survey.answer({question: text})

    def _joint(self) -> None:
        """Volunteers and employees learn together, with seats for both."""
        course = Course.objects.get(code="joint_session")
        start = self.days.at(self.days.today - self.days.shift + timedelta(days=58), time(14))
        place = next(iter(self.town.places.values()))
        session = CourseSession.plan(
            course,
            starts_at=start,
            ends_at=start + timedelta(minutes=course.minutes),
            place=place.name,
            capacity=24,
            leader=self.leader,
            by=self.leader,
        )
        session.event.share_out([Share(12, group="volunteer"), Share(10, group="employee")], by=self.leader)
        for contact in self._contacts()[:4]:
            session.enrol(contact, by=contact)
        for seat in employees_of(session)[:2]:
            tell_department(session, seat, seat.workplace.departments.first(), by=self.leader)

    def _organisers(self) -> None:
        """An organisation holds the introduction with the municipality."""
        partner = Partner.objects.order_by("name", "id").first()
        if partner is None:
            return
        part = "Stiller med to forelesere" if self.language == "nb" else "Stiller med to førelesarar"
        agreed = self.days.today - timedelta(days=200)
        course = Course.objects.get(code="introduction")
        held = CoOrganiser(course=course, partner=partner, part=part, cost=2000, agreed_on=agreed)
        held.agree(by=self.leader)
        held.attach(scanned(str(course), partner.name, part, f"{agreed:%d.%m.%Y}"), by=self.leader)

    def _learnt(self) -> None:
        """The contacts' further education, first aid that runs out, and how many work in each department."""
        contacts = self._contacts()
        title = "Frivillighetskoordinator" if self.language == "nb" else "Frivilligkoordinator"
        for number, (provider, year) in enumerate(PROVIDERS):
            self._together(contacts[number:-1:3], "further", title, provider, year)
        soon = self.days.today + timedelta(days=45)
        self._together(contacts[:3], "course", FIRST_AID, "Røde Kors", soon.year - 2, valid_until=soon)
        for number, department in enumerate(Department.objects.order_by("name", "id")):
            department.staff_count = 8 + number * 5 % 17
            department.save(update_fields=["staff_count"])

    def _together(
        self, people: list[Person], kind: str, title: str, provider: str, year: int, **more: object
    ) -> None:
        """Several who learnt the same, written in at once."""
        row = CompetenceRecord(kind=kind, title=title, provider=provider, year=year, **more)
        row.employer, row.role = self.town.told["name"], ROLE
        row.tell_of_many(people, by=self.leader, is_seen=True)

    def _asked(self) -> None:
        """Nobody sits with the dying before the course on it; it stands in the menu in advance."""
        set_rules(Course.objects.get(code="near_end_of_life"), {"vigil": "mandatory"}, by=self.leader)

    def _paths(self) -> None:
        """What those who visit go through in the first half year; some have come a part of the way."""
        name, text, leaflet, talk, gathering = PATH[self.language]
        path = TrainingPath(
            name=name, text=text, kinds=["visiting_friend", "coffee_visit", "activity_friend"]
        )
        path.write(by=self.leader)
        for code in ("introduction", "dementia_communication"):
            path.add(PathStep(kind="course", course=Course.objects.get(code=code)), by=self.leader)
        for kind, title in (("material", leaflet), ("guidance", talk), ("gathering", gathering)):
            path.add(PathStep(kind=kind, title=title), by=self.leader)
        visiting = [pk for pk, kinds in activities_of(self._volunteers()).items() if path.is_for(kinds)]
        for number, person in enumerate(Person.objects.filter(pk__in=visiting).order_by("name")):
            for step in path.steps.exclude(kind="course")[: number % 4]:
                step.tick(person, True, by=self.leader)

    def _volunteers(self) -> list[uuid.UUID]:
        return [one.person_id for one in belongings(self.days.today, only=Group.VOLUNTEER)]

    def _digital(self) -> None:
        """Free courses on the net; a volunteer has told of one, and it waits to be confirmed."""
        for title, provider, url, minutes in DIGITAL[self.language]:
            course = Course(
                title=title, provider=provider, url=url, minutes=minutes, kind=Course.Kind.DIGITAL
            )
            course.for_employees = True
            course.write(by=self.leader)
        day = self.days.today - timedelta(days=3)
        for volunteer in Person.objects.filter(pk__in=self._volunteers(), user__isnull=False)[:2]:
            told = {"kind": CompetenceRecord.Kind.DIGITAL, "title": course.title, "provider": course.provider}
            row = CompetenceRecord(person=volunteer, year=day.year, completed_on=day, hours=1, **told)
            row.counts_for = course
            row.tell(by=volunteer)

    def _in_touch(self) -> None:
        """Some of an introduction keep in touch, and somebody said what they like."""
        newest = CourseSession.objects.with_course().order_by("-event__starts_at", "id")
        newest = newest.filter(course__code="introduction", event__cancelled_at=None)
        groups = [(one, list(seats_of(one))) for one in newest[:6]]
        session, seats = max(groups, key=lambda pair: len(pair[1]), default=(None, []))
        came = [seat.person for seat in seats]
        for number, person in enumerate(came[:5]):
            share(session, phone=number != 1, email=number != 2 and bool(person.email), by=person)
        for person, codes in zip(came, (["singing", "baking"], ["garden"]), strict=False):
            note_interests(person, codes, by=self.leader)

    def _wishes(self) -> None:
        """What volunteers would like to learn; the one before the last has an answer."""
        people = list(Person.objects.filter(pk__in=self._volunteers()).order_by("name", "id"))
        for number, (text, count) in enumerate(WISHES[self.language]):
            who = people[number::3][:count]
            at = self.days.now - timedelta(days=30 - 6 * number)
            wish = CourseWish.make(who[0], text, by=who[0], at=at)
            for person in who[1:]:
                wish.join(person, True, by=person)
        CourseWish.objects.get(text=WISHES[self.language][-2][0]).reply(
            WISH_ANSWERED[self.language], by=self.leader, at=self.days.now - timedelta(days=2)
        )
