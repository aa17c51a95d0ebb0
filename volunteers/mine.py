"""What my own page tells: next time, who answers, what I may need, what is kept about me (VOL-59)."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.models import Appointment
from foundation.audit.models import Entry
from foundation.documents.models import Document, Signature
from foundation.documents.texts import clause
from foundation.events.models import Event, Participation
from foundation.pages.moments import day
from foundation.pages.numbers import national
from foundation.people.models import Person
from foundation.tenancy.prepared import prepared
from foundation.tenancy.settings import setting
from foundation.tenancy.words import word
from volunteers.models import Conversation, Ending, FirstAssignment, GuidanceRequest, Pause, Thanks, Volunteer

Link = dict[str, str]


@dataclass
class Relation:
    """One volunteer relation as its own person sees it."""

    volunteer: Volunteer
    answers: Person | None
    appointment: Appointment | None
    deputy: Person | None
    ending: Ending | None
    pause: Pause | None = None
    asked: GuidanceRequest | None = None

    @property
    def hours(self) -> str:
        """When the contact is at work; nothing when somebody else answers for them."""
        mine = self.appointment and self.appointment.person == self.answers
        return self.appointment.hours if mine else ""

    @property
    def _counts(self) -> list[Link]:
        if not setting("log_hours"):
            return []
        text = (
            _("You would rather not count them.")
            if self.volunteer.declines_hours
            else _("Only if you want to.")
        )
        return [self._link("logged_hours", "clock", _("My hours"), text)]

    @property
    def links(self) -> list[Link]:
        return [
            self._guidance(),
            self._expectations(),
            self._concern(),
            self._profile(),
            self._registration(),
            self._pause(),
            *self._counts,
            self._letter(),
            *([self._pass_on()] if self.volunteer.workplace_id else []),
            self._ending(),
        ]

    def _link(self, name: str, icon: str, title: str, text: str) -> Link:
        return {"url": reverse(name, args=[self.volunteer.pk]), "icon": icon, "title": title, "text": text}

    def _guidance(self) -> Link:
        who = self.answers.first_name if self.answers else _("somebody")
        text = _("Are you unsure about something, %(name)s or %(the_department)s takes the time.") % {
            "name": who,
            "the_department": word("department", "definite"),
        }
        if self.asked and self.asked.event:
            text = _("You talk %(day)s.") % {"day": day(self.asked.event.starts_at)}
        elif self.asked:
            text = _("You asked %(day)s. %(name)s will be in touch.") % {
                "day": day(self.asked.asked_at, "plain"),
                "name": who,
            }
        return self._link("guidance_request", "heart", _("Ask for a chat"), text)

    def _profile(self) -> Link:
        text = _("What you like, when it suits you, and what you would rather not.")
        return self._link("profile", "person", _("Tell about yourself"), text)

    def _registration(self) -> Link:
        text = _("Name, address, and whom we call if something happens.")
        return self._link("registration", "edit", _("Your registration form"), text)

    def _expectations(self) -> Link:
        text = _("What you agreed on, and the plan.")
        return self._link("expectations", "document", _("What we expect of each other"), text)

    def _concern(self) -> Link:
        text = _("Something that chafes, or something that was good. You may leave your name out.")
        return self._link("concern_new", "chat", _("Tell us something"), text)

    def _pause(self) -> Link:
        if self.pause:
            return self._link(
                "pause", "pause", _("Come back from the break"), _("Or choose another last day.")
            )
        return self._link("pause", "pause", _("Take a break"), _("As long as you like. We keep your place."))

    def _letter(self) -> Link:
        text = _("For a job, a school, or just for yourself.")
        return self._link("reference_letter_wish", "document", _("Ask for a reference letter"), text)

    def _pass_on(self) -> Link:
        text = _("Somebody you know may be looking for just this.")
        return self._link("my_link", "link", _("Pass the link on"), text)

    def _ending(self) -> Link:
        if self.ending:
            text = _("The last day is %(day)s. You can change your mind.") % {
                "day": day(self.ending.last_day, "plain")
            }
            return self._link("ending", "flag", _("You have told us that you will stop"), text)
        return self._link("ending", "flag", _("Stop"), _("You decide when. We would like to thank you."))


def relations_of(person: Person) -> list[Relation]:
    """Everything I am part of, the newest first. What has ended is in the papers."""
    today = timezone.localdate()
    volunteers = _relations(person.pk)
    here = [one.pk for one in volunteers]
    pauses = {pause.volunteer_id: pause for pause in _pauses(here, today)}
    asked = {wish.volunteer_id: wish for wish in _wishes(here)}
    found = [_relation(volunteer, today) for volunteer in volunteers]
    return [
        replace(one, pause=pauses.get(one.volunteer.pk), asked=asked.get(one.volunteer.pk)) for one in found
    ]


@prepared
def _relations(person: uuid.UUID) -> QuerySet[Volunteer]:
    rows = Volunteer.objects.ongoing().with_people().select_related("ending", "profile__partner")
    return rows.filter(person_id=person).order_by("-registered_at")


@prepared
def _pauses(volunteers: list[uuid.UUID], today: date) -> QuerySet[Pause]:
    return Pause.objects.current(today).filter(volunteer__any_of=volunteers)


@prepared
def _wishes(volunteers: list[uuid.UUID]) -> QuerySet[GuidanceRequest]:
    return GuidanceRequest.objects.open().filter(volunteer__any_of=volunteers).select_related("event")


def _relation(volunteer: Volunteer, today: date) -> Relation:
    watch = volunteer.watch(today)
    answers, deputy = watch.answering, watch.deputy
    return Relation(
        volunteer=volunteer,
        answers=answers,
        appointment=watch.contact,
        deputy=deputy if deputy != answers else None,
        ending=getattr(volunteer, "ending", None),
    )


def coming_for(person: Person, now: datetime) -> list[Event]:
    """Where I have a place, in order of time; and the first meeting, which nobody signs up for."""
    return _coming(person.pk, now)


@prepared
def _coming(person: uuid.UUID, now: datetime) -> QuerySet[Event]:
    seats = Participation.objects.signed_up().filter(person_id=person).values("event")
    meetings = Conversation.objects.filter(volunteer__person_id=person, event__isnull=False).values("event")
    mine = Event.objects.coming(now).filter(Q(pk__in=seats) | Q(pk__in=meetings)).select_related("workplace")
    return mine.order_by("starts_at", "id")[:6]


def asked_to(person: Person, now: datetime) -> list[Event]:
    """Gatherings that wait for my yes or no."""
    return _asked_to(person.pk, now)


@prepared
def _asked_to(person: uuid.UUID, now: datetime) -> QuerySet[Event]:
    asked = Participation.objects.filter(person_id=person, state=Participation.State.INVITED).values("event")
    coming = Event.objects.coming(now).filter(kind="gathering", pk__in=asked)
    return coming.select_related("gathering").order_by("starts_at", "id")[:4]


def thanks_to(person: Person) -> list[Thanks]:
    """What people have thanked me for, the newest first."""
    return _thanks(person.pk)


@prepared
def _thanks(person: uuid.UUID) -> QuerySet[Thanks]:
    return Thanks.objects.filter(volunteer__person_id=person)[:5]


def first_at(event: Event | None, person: Person) -> FirstAssignment | None:
    """A first time that I am part of, mine or as companion, when that is what comes next."""
    if event is None or event.kind != "first_assignment":
        return None
    firsts = FirstAssignment.objects.planned().with_people()
    return firsts.filter(Q(volunteer__person=person) | Q(companion=person), event=event).first()


def my_papers(person: Person) -> list[Document]:
    return _papers(person.pk)


@prepared
def _papers(person: uuid.UUID) -> QuerySet[Document]:
    return Document.objects.valid().filter(person_id=person).prefetch_related("signatures")[:20]


@prepared
def unsigned(person: uuid.UUID) -> QuerySet[Document]:
    """What waits for this person's own signature."""
    asked = Signature.objects.filter(person_id=person, signed_at=None)
    waiting = Document.objects.valid().filter(pk__in=asked.values("document"), person_id=person)
    return waiting.order_by("issued_at", "id")


def insured(relations: list[Relation]) -> list[str]:
    """How I am insured, in a sentence for each way (VOL-59): through the organisation I come from, else as the municipality says."""
    return list(dict.fromkeys(_insured(one) for one in relations))


def _insured(one: Relation) -> str:
    profile = getattr(one.volunteer, "profile", None)
    if profile and profile.organisation:
        return clause("insurance", "organisation").replace("{partner.name}", profile.organisation)
    chosen = setting("insurance")
    own = setting("insurance_own_text")
    if own:
        return own
    if chosen in ("municipality", "none"):
        named = setting("insurance_name")
        return " ".join(filter(None, [clause("insurance_short", chosen), named and f"({named})"]))
    who = one.answers.first_name if one.answers else word("volunteer_contact", "definite")
    return _("Ask %(name)s how you are insured.") % {"name": who}


def lead(relations: list[Relation], coming: list[Event]) -> str:
    """One sentence about what is most on your mind."""
    for one in relations:
        if one.ending:
            return _("Your last day is %(day)s. Thank you for everything so far.") % {
                "day": day(one.ending.last_day, "plain")
            }
        if one.pause and one.pause.until:
            return _("You have a break until %(day)s. We keep your place.") % {
                "day": day(one.pause.until, "plain")
            }
        if one.pause:
            return _("You have a break. We keep your place.")
    if coming:
        return _("We look forward to seeing you %(day)s.") % {"day": day(coming[0].starts_at)}
    return _("So good that you are with us.") if relations else ""


def facts_about(person: Person) -> list[tuple[str, Any]]:
    phone = national(person.phone)
    return [
        (_("Name"), person.name),
        (_("Phone"), phone),
        (_("E-mail"), person.email),
        (_("We reach you by"), person.get_channel_display()),
    ]


def readings_about(person: Person) -> list[Entry]:
    """Who has opened something sensitive about me, the newest first, each once a day."""
    newest = Entry.objects.about(person).reads().exclude(actor_id=person.pk).order_by("-at")[:100]
    once = {(entry.actor_id, timezone.localdate(entry.at)): entry for entry in reversed(newest)}
    return sorted(once.values(), key=lambda entry: entry.at, reverse=True)[:20]
