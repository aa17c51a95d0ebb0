"""What the welcome letter tells: the first day, who meets you, the place, what comes next."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from foundation.documents.issuing import issue
from foundation.events.models import Event
from foundation.notices.outbox import notify, occasion
from foundation.pages.moments import clock, dated
from volunteers.models import FirstAssignment, Volunteer
from volunteers.papers import spoken, tasks_of

WELCOME = "welcome_letter"
NAMES = {"course_session": "course.next", "gathering": "gathering.next"}


def welcome_fields(volunteer: Volunteer) -> dict[str, Any]:
    """A first time that is not planned yet leaves no trace."""
    first = volunteer.first_assignments.planned().with_people().first()
    with spoken(volunteer):
        day = _first(first) if first else {"tasks": tasks_of(volunteer)}
        return day | _next(volunteer)


def _first(first: FirstAssignment) -> dict[str, Any]:
    starts_at = timezone.localtime(first.event.starts_at)
    return {
        "start_on": starts_at.date(),
        "start_time": clock(starts_at).split()[-1],
        "place": first.event.place,
        "tasks": first.event.title,
        "companion.name": first.companion.name,
        "companion.first_name": first.companion.first_name,
    }


def _next(volunteer: Volunteer) -> dict[str, str]:
    """The next course and the next gathering that the volunteer is asked to or has a place at."""
    mine = Event.objects.coming(timezone.now()).filter(participations__person=volunteer.person)
    found: dict[str, str] = {}
    for event in mine.filter(kind__in=NAMES).order_by("starts_at"):
        found.setdefault(NAMES[event.kind], f"{event}, {dated(timezone.localtime(event.starts_at))}")
    return found


@transaction.atomic
def issue_welcome(volunteer: Volunteer, by: Any, at: datetime | None = None) -> bool:
    """Made, and sent. False when nothing reaches this person: then it is printed."""
    volunteer.lock()
    letter = issue(
        WELCOME,
        volunteer.person,
        welcome_fields(volunteer),
        by=by,
        about=volunteer,
        workplace=volunteer.workplace,
        at=at,
    )
    told = {"document": letter, "contact": by.person, "workplace": volunteer.workplace}
    key, url = occasion("welcome", letter.pk), reverse("document", args=[letter.pk])
    return bool(notify(volunteer.person, "document_ready", told, url=url, key=key, about=letter))
