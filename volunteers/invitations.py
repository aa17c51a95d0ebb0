"""What is written about a first assignment and a talk: to the volunteer and to who meets them, with a calendar file."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from foundation.access.models import Appointment
from foundation.events.feed import also
from foundation.events.kinds import NAMES, Words, describe
from foundation.events.models import Event
from foundation.people.models import Person
from volunteers import told_happenings
from volunteers.models import Conversation, FirstAssignment, GuidanceRequest, MeetingParticipant, Volunteer
from volunteers.words import facts


def first_assignment_fields(event: Event, person: Person) -> dict[str, Any]:
    first = FirstAssignment.objects.with_people().get(event=event)
    return _fields(first.volunteer, event) | {"companion": first.companion}


def guidance_fields(event: Event, person: Person) -> dict[str, Any]:
    wish = GuidanceRequest.objects.with_people().get(event=event)
    return _fields(wish.volunteer, event) | {"guide": wish.guide}


def _fields(volunteer: Volunteer, event: Event) -> dict[str, Any]:
    return facts(volunteer, timezone.localdate()) | {"activity": {"name": event}}


def path_for(event: Event, person: Person) -> str:
    """Where each of them finds more: their own page, or the volunteer's. A companion who cares for nobody has the visits."""
    row = FirstAssignment if event.kind == "first_assignment" else GuidanceRequest
    volunteer = Volunteer.objects.get(pk__in=row.objects.filter(event=event).values("volunteer"))
    if person.pk == volunteer.person_id:
        return reverse("my_page")
    return reverse("visits") if event.kind == "first_assignment" else volunteer.get_absolute_url()


def own_talks(person: Person) -> Q:
    """First meetings, where nobody signs up: the volunteer's own, those of a contact's places, and where one takes part."""
    mine = Appointment.objects.current(timezone.localdate()).contacts().of(person)
    talks = Conversation.objects.filter(event__isnull=False, withdrawn_at=None)
    own = Q(volunteer__person=person) | Q(volunteer__workplace__in=mine.values("workplace"))
    own |= Q(pk__in=MeetingParticipant.objects.filter(person=person).values("conversation"))
    return Q(pk__in=talks.filter(own | Q(responsible=person)).values("event"))


def describe_events() -> None:
    """Called when the house starts."""
    also(own_talks)
    also(lambda person: Q(responsible=person))
    told_happenings.describe_events()
    describe(
        "first_assignment",
        Words(
            confirmed="first_assignment_planned",
            moved="first_assignment_moved",
            cancelled="first_assignment_called_off",
            is_assignment=True,
            in_week=NAMES,
            fields=first_assignment_fields,
            url=path_for,
        ),
    )
    describe(
        "gathering",
        Words(
            confirmed="gathering_confirmed",
            moved="gathering_moved",
            cancelled="gathering_cancelled",
            in_week=NAMES,
            fields=lambda event, _person: {"event": {"title": str(event)}},
            url=lambda event, _person: reverse("my_gathering", args=[event.gathering.pk]),
        ),
    )
    describe(
        "guidance",
        Words(
            confirmed="guidance_agreed",
            moved="guidance_agreed",
            cancelled="meeting_cancelled",
            fields=guidance_fields,
            url=path_for,
        ),
    )
