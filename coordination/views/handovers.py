"""«Are you going away?»: everything open goes to another, in one action and with a note (CON-08)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.forms.appointments import HandoverForm
from coordination.handovers import note_for
from foundation.access.gate import allowed, reach, visible
from foundation.access.models import Appointment, Handover
from foundation.notices.outbox import notify
from foundation.pages.answers import done, page


@allowed("appointments.hand_over")
def handover(request: HttpRequest, appointment_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "appointments.hand_over", Appointment)
    rows = rows.select_related("person", "workplace", "deputy")
    appointment = reach(request.member, "appointments.hand_over", Appointment, appointment_id, rows)
    note = note_for(appointment, request.member, timezone.now())
    form = HandoverForm(request.POST or None, appointment=appointment, note=note)
    if form.is_valid():
        made = form.save(by=request.member)
        _tell(made)
        message = _("%(name)s has got everything that waits, and knows what is urgent.")
        return done(request, "home", message % {"name": made.to.first_name})
    running = [
        one for one in appointment.handovers.select_related("to") if one.is_current(request.member.today)
    ]
    return page(request, "coordination/handover.html", form=form, appointment=appointment, running=running)


@allowed("appointments.hand_over")
@require_POST
def handover_back(request: HttpRequest, handover_id: uuid.UUID) -> HttpResponse:
    made = reach(request.member, "appointments.hand_over", Handover, handover_id)
    made.take_back(by=request.member, on=request.member.today)
    return done(request, "home", _("You are back. What waits is yours again."))


def _tell(made: Handover) -> None:
    appointment = made.appointment
    fields = {"contact": appointment.person, "workplace": appointment.workplace, "day": made.starts_on}
    notify(made.to, "handover_received", fields, url="/hva-venter/", key=f"handover:{made.pk}", about=made)
