"""Expectations both ways: written by the contact, read by both (VOL-27)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed
from foundation.audit.models import read
from foundation.pages.answers import done, page
from volunteers.forms.expectations import ExpectationsForm
from volunteers.views.common import home_of, is_own, kindly, posted, volunteer_of


@allowed("volunteers.read_notes")
def expectations(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """What stands, and what stood before it."""
    volunteer = volunteer_of(request, "volunteers.read_notes", volunteer_id)
    rows, own = list(volunteer.expectations.all()[:10]), is_own(request, volunteer)
    if rows and not own:
        read(request.member, volunteer, about=volunteer.person, what="expectations")
    context = {"rows": rows, "own": own, "back_url": home_of(request, volunteer)}
    return page(request, "volunteers/expectations.html", volunteer=volunteer, **context)


@allowed("volunteers.care")
@kindly
def expectations_new(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Written together, most often at the first meeting; the newest stands."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    newest = volunteer.expectations.first()
    names = ExpectationsForm.Meta.fields
    initial = {name: getattr(newest, name) for name in names} if newest else {}
    form = ExpectationsForm(posted(request), initial=initial)
    if form.is_valid():
        form.save(volunteer, by=request.member)
        told = _("Written down. %(name)s reads it on My page.") % {"name": volunteer.first_name}
        return done(request, volunteer, told)
    return page(request, "volunteers/expectations_new.html", volunteer=volunteer, form=form)
