"""Handing somebody interested on, within and outside the municipality; what became of it; and the way back."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, can, reach, visible
from foundation.pages.answers import done, page
from foundation.people.models import Partner, Workplace
from volunteers.forms.referral import HandOnForm, PartnerForm
from volunteers.models import Enquiry, Referral, Volunteer
from volunteers.views.common import kindly, posted, refused

SHOWN = 100


@allowed("enquiries.answer")
@kindly
def enquiry_place(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Another place suits better: whoever answers there is told, and the promise stands."""
    volunteer = reach(request.member, "enquiries.answer", Volunteer, volunteer_id)
    workplaces = Workplace.objects.open(request.member.today)
    form = HandOnForm(posted(request), enquiry=volunteer.enquiry, workplaces=workplaces)
    if form.is_valid():
        return _handed_on(request, form.save(by=request.member), _("%(name)s now belongs to %(place)s."))
    return page(request, "volunteers/enquiry_place.html", form=form, volunteer=volunteer)


@allowed("enquiries.answer")
@kindly
def enquiry_partner(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """An organisation outside suits better, and the person has said yes."""
    volunteer = reach(request.member, "enquiries.answer", Volunteer, volunteer_id)
    form = PartnerForm(posted(request), enquiry=volunteer.enquiry, partners=Partner.objects.all())
    if form.is_valid():
        text = _("%(place)s gets the name and number of %(name)s in two minutes.")
        referral = form.save(by=request.member)
        return _handed_on(request, referral, text if referral.partner.email else _by_hand())
    return page(request, "volunteers/enquiry_partner.html", form=form, volunteer=volunteer)


def _by_hand() -> str:
    return _("We have no address for %(place)s: call them about %(name)s.")


def _handed_on(request: HttpRequest, referral: Referral, text: str) -> HttpResponse:
    volunteer = referral.volunteer
    told = text % {"name": volunteer.first_name, "place": referral.to}
    to = volunteer if can(request.member, "volunteers.see", volunteer) else "referrals"
    return done(request, to, told, undo=reverse("referral_undone", args=[referral.pk]))


@allowed("referrals.see")
def referrals(request: HttpRequest) -> HttpResponse:
    """Whom our places have let go, where to, and that they had an answer there."""
    rows = visible(request.member, "referrals.see", Referral)
    rows = rows.select_related("enquiry__volunteer__person", "from_workplace", "to_workplace", "partner")
    return page(request, "volunteers/referral_list.html", referrals=rows[:SHOWN])


@allowed("referrals.see")
@require_POST
def referral_undone(request: HttpRequest, referral_id: uuid.UUID) -> HttpResponse:
    referral = reach(request.member, "referrals.see", Referral, referral_id)
    volunteer = referral.volunteer
    try:
        referral.undo(by=request.member)
    except ValidationError as error:
        refused(request, error)
        return done(request, "referrals")
    text = _("Undone. %(name)s is yours to answer again.") % {"name": volunteer.first_name}
    return done(request, Enquiry.objects.get(pk=referral.enquiry_id).volunteer, text)
