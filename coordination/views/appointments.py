"""Contacts and other appointments: list, new, change, end (CON-02, CON-03, SYS-05)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from coordination.forms.appointments import AppointmentForm, ChangeForm, EndForm
from coordination.overview import contacts_by_workplace
from foundation.access.gate import allowed, can, reach, visible
from foundation.access.invitations import invite, needs_invitation
from foundation.access.models import Appointment
from foundation.pages.answers import done, page
from foundation.people.models import Workplace
from foundation.tenancy.settings import setting


@allowed("appointments.see")
def appointments(request: HttpRequest) -> HttpResponse:
    """Everybody with a role today; first the places that lack a contact and the contacts that lack time."""
    today = request.member.today
    rows = visible(request.member, "appointments.see", Appointment).current(today)
    covered = contacts_by_workplace(today)
    vacant = visible(request.member, "appointments.make", Workplace).open(today).exclude(pk__in=covered)
    found = list(rows.select_related("person", "workplace", "sector", "partner", "deputy"))
    return page(
        request,
        "coordination/appointment_list.html",
        rows=found,
        without_time=[row for row in found if row.is_contact and row.has_no_time],
        recommended=setting("recommended_pct_contact"),
        vacant=vacant,
        may_make=can(request.member, "appointments.make"),
    )


@allowed("appointments.make")
def appointment_new(request: HttpRequest) -> HttpResponse:
    initial = {name: request.GET[name] for name in ("workplace", "role") if name in request.GET}
    form = AppointmentForm(request.POST or None, member=request.member, initial=initial)
    if form.is_valid():
        appointment = form.save(by=request.member)
        if needs_invitation(appointment.person):
            invite(appointment.person, by=request.member)
            told = _("%(name)s is appointed, and has got a mail with a link to log in.")
        else:
            told = _("%(name)s is appointed.")
        return done(request, "appointments", told % {"name": appointment.person.name})
    return page(request, "coordination/appointment_form.html", form=form)


@allowed("appointments.change")
def appointment_change(request: HttpRequest, appointment_id: uuid.UUID) -> HttpResponse:
    appointment = reach(request.member, "appointments.change", Appointment, appointment_id)
    form = ChangeForm(request.POST or None, instance=appointment)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "appointments", _("Saved."))
    may_see_log = can(request.member, "log.see", appointment.person)
    return page(
        request,
        "coordination/appointment_change.html",
        form=form,
        appointment=appointment,
        may_see_log=may_see_log,
    )


@allowed("appointments.end")
def appointment_end(request: HttpRequest, appointment_id: uuid.UUID) -> HttpResponse:
    appointment = reach(request.member, "appointments.end", Appointment, appointment_id)
    form = EndForm(request.POST or None, appointment=appointment)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "appointments", _("The appointment ends. Everything open follows the place."))
    return page(request, "coordination/appointment_end.html", form=form, appointment=appointment)
