"""«Delete what is kept about me» (PRI-06): asked on my page, carried out by the contact."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed
from foundation.pages.answers import done, page
from foundation.pages.moments import day
from volunteers.models import ErasureRequest, Volunteer
from volunteers.models.erasure import what_stays
from volunteers.views.common import home_of, is_own, kindly, volunteer_of


@allowed("erasure.ask")
@kindly
def erasure(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """What is deleted, what stays and why; then asked for, or carried out."""
    volunteer = volunteer_of(request, "erasure.ask", volunteer_id)
    own, wish = is_own(request, volunteer), _open(volunteer)
    if request.method == "POST":
        return _asked(request, volunteer) if own or wish is None else _carried_out(request, wish)
    return page(
        request,
        "volunteers/erasure.html",
        volunteer=volunteer,
        own=own,
        wish=wish,
        stays=what_stays(volunteer),
        back_url=home_of(request, volunteer),
    )


def _open(volunteer: Volunteer) -> ErasureRequest | None:
    return volunteer.erasure_requests.open().first()


def _asked(request: HttpRequest, volunteer: Volunteer) -> HttpResponse:
    wish = ErasureRequest.ask(volunteer, by=request.member)
    text = _("We have got it. It is done by %(day)s at the latest.") % {"day": day(wish.due_at, "plain")}
    return done(request, reverse("erasure", args=[volunteer.pk]), text)


def _carried_out(request: HttpRequest, wish: ErasureRequest) -> HttpResponse:
    name = wish.volunteer.first_name
    wish.carry_out(by=request.member)
    return done(request, "volunteers", _("What %(name)s had told is deleted.") % {"name": name})


@allowed("erasure.ask")
@kindly
@require_POST
def erasure_withdrawn(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = volunteer_of(request, "erasure.ask", volunteer_id)
    if wish := _open(volunteer):
        wish.withdraw(by=request.member)
    return done(request, home_of(request, volunteer), _("Nothing is deleted."))
