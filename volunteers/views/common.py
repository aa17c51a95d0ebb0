"""What the views of one volunteer share."""

import uuid
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse

from foundation.access.gate import View, reach, visible
from foundation.access.models import Appointment
from foundation.pages.answers import done
from volunteers.models import Volunteer


def volunteer_of(request: HttpRequest, action: str, volunteer_id: uuid.UUID) -> Volunteer:
    """With who it is, where, and what they have told: most pages about somebody say it."""
    rows = visible(request.member, action, Volunteer).select_related("person", "workplace", "profile")
    return reach(request.member, action, Volunteer, volunteer_id, rows)


def is_own(request: HttpRequest, volunteer: Volunteer) -> bool:
    return volunteer.person_id == request.member.person.pk


def home_of(request: HttpRequest, volunteer: Volunteer) -> str:
    """Where a deed leads back to: the volunteer's own page, or the page about the volunteer."""
    return reverse("my_page") if is_own(request, volunteer) else volunteer.get_absolute_url()


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: a POST is one also when everything was left empty."""
    return request.POST if request.method == "POST" else None


def refused(request: HttpRequest, error: ValidationError) -> None:
    """A kind sentence on the next page, when a deed of one POST was refused."""
    messages.error(request, " ".join(error.messages))


def kindly(view: View) -> View:
    """A deed that is refused (somebody was first, the relation is closed) says so on the page one came from."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except ValidationError as error:
            refused(request, error)
        volunteer = Volunteer.objects.filter(pk=kwargs.get("volunteer_id")).first()
        return done(request, home_of(request, volunteer) if volunteer else "home")

    return told


def own_place(member: Any) -> str:
    """Where the member is contact or works, when that is one place."""
    own = Appointment.objects.current(member.today).of(member.person).filter(workplace__isnull=False)
    places = {str(pk) for pk in own.values_list("workplace", flat=True)}
    return places.pop() if len(places) == 1 else ""
