"""The registration form: confirmed on My page, together on the contact's device, or on paper (VOL-29)."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from phonenumber_field.phonenumber import PhoneNumber

from foundation.access.gate import allowed
from foundation.audit.models import read
from foundation.pages.answers import done, page
from foundation.pages.numbers import national
from volunteers.forms.registration import RegistrationFieldsForm, RegistrationForm
from volunteers.views.common import home_of, is_own, kindly, posted, volunteer_of


@allowed("registration.confirm")
@kindly
def registration(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = volunteer_of(request, "registration.confirm", volunteer_id)
    own = is_own(request, volunteer)
    form = RegistrationForm(posted(request), volunteer=volunteer, own=own)
    if form.is_valid():
        form.save(by=request.member)
        told = _("Thank you. It is confirmed.") if own else _("Confirmed and kept.")
        return done(request, home_of(request, volunteer), told)
    newest = volunteer.registrations.first()
    if newest and not own:
        read(request.member, volunteer, about=volunteer.person, what="registration")
    context = {"own": own, "newest": newest, "back_url": home_of(request, volunteer)}
    return page(request, "volunteers/registration.html", volunteer=volunteer, form=form, **context)


@allowed("registration.confirm")
def registration_paper(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """To be printed, filled in with a pen and signed."""
    volunteer = volunteer_of(request, "registration.confirm", volunteer_id)
    form = RegistrationForm(volunteer=volunteer, own=True)
    lines = [(form[name].label, _written(form.initial.get(name))) for name in form.fields]
    return page(request, "volunteers/registration_paper.html", volunteer=volunteer, lines=lines)


def _written(value: Any) -> str:
    return national(value) if isinstance(value, PhoneNumber) else str(value or "")


@allowed("registration.define")
def registration_fields(request: HttpRequest) -> HttpResponse:
    form = RegistrationFieldsForm(posted(request))
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "settings", _("Saved."))
    return page(request, "volunteers/registration_fields.html", form=form)
