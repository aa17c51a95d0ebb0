"""Function descriptions: each contact's, and the words the municipality begins with (CON-05)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.forms.functions import FunctionForm, WordingForm
from coordination.functions import manager_of, newest_of, share_of, texts_for, wording
from foundation.access.gate import allowed, reach, visible
from foundation.access.models import Appointment
from foundation.pages.answers import done, page


@allowed("functions.describe")
def function_description(request: HttpRequest, appointment_id: uuid.UUID) -> HttpResponse:
    """What stands now, who has acknowledged it, and a new one."""
    rows = visible(request.member, "functions.describe", Appointment).filter(role="volunteer_contact")
    rows = rows.select_related("person", "workplace", "deputy")
    appointment = reach(request.member, "functions.describe", Appointment, appointment_id, rows=rows)
    form = FunctionForm(request.POST or None, initial=texts_for(appointment))
    if form.is_valid():
        form.save(appointment, by=request.member)
        text = _("%(name)s and the manager get a link to read and sign.") % {
            "name": appointment.person.first_name
        }
        return done(request, reverse("function_description", args=[appointment.pk]), text)
    return page(
        request,
        "coordination/function_description.html",
        appointment=appointment,
        made=newest_of(appointment),
        manager=manager_of(appointment),
        share=share_of(appointment),
        form=form,
    )


@allowed("settings.change")
def function_wording(request: HttpRequest) -> HttpResponse:
    """The municipality's words to begin with. What is made already stands as it is."""
    form = WordingForm(request.POST or None, initial=wording())
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "settings", _("Saved. Those that are made already stand as they are."))
    return page(request, "coordination/function_wording.html", form=form)
