"""The end of a trial period: talk, and confirm or end (VOL-31)."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach, visible
from foundation.pages.answers import done, page
from volunteers.models import Agreement
from volunteers.views.common import kindly, refused


def _agreement(request: HttpRequest, volunteers_agreement_id: uuid.UUID) -> Agreement:
    rows = visible(request.member, "volunteers.care", Agreement).with_people()
    return reach(request.member, "volunteers.care", Agreement, volunteers_agreement_id, rows=rows)


@allowed("volunteers.care")
@kindly
def trial(request: HttpRequest, volunteers_agreement_id: uuid.UUID) -> HttpResponse:
    """Where the talk is prepared, and what it leads to is pressed."""
    agreement = _agreement(request, volunteers_agreement_id)
    if request.method == "POST":
        return _confirmed(request, agreement)
    return page(request, "volunteers/trial.html", agreement=agreement, volunteer=agreement.volunteer)


def _confirmed(request: HttpRequest, agreement: Agreement) -> HttpResponse:
    volunteer = agreement.volunteer
    try:
        agreement.confirm(by=request.member)
    except ValidationError as error:
        refused(request, error)
        return done(request, volunteer)
    undo = reverse("trial_open_again", args=[agreement.pk])
    text = _("You go on together. The trial period of %(name)s is over.") % {"name": volunteer.first_name}
    return done(request, volunteer, text, undo=undo)


@allowed("volunteers.care")
@kindly
@require_POST
def trial_open_again(request: HttpRequest, volunteers_agreement_id: uuid.UUID) -> HttpResponse:
    agreement = _agreement(request, volunteers_agreement_id)
    if agreement.trial_closed_at is not None:
        agreement.unconfirm(by=request.member)
    return done(request, reverse("trial", args=[agreement.pk]), _("Taken back."))
