"""The places: list, one, new, change (CON-01, SYS-04)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from coordination.forms.filters import PlaceFilter
from coordination.forms.workplaces import WorkplaceForm
from coordination.overview import contacts_by_workplace
from foundation.access.gate import allowed, can, marked, reach, visible
from foundation.access.models import Appointment
from foundation.access.roles import watch
from foundation.pages.answers import done, page, partial
from foundation.people.models import Workplace
from foundation.tenancy.words import word


@allowed("workplaces.see")
def workplaces(request: HttpRequest) -> HttpResponse:
    form = PlaceFilter(request.GET.dict())
    found = (
        visible(request.member, "workplaces.see", Workplace)
        .open(request.member.today)
        .filter(**form.chosen())
    )
    contacts = contacts_by_workplace(request.member.today)
    rows = [(place, contacts.get(place.pk, [])) for place in found.select_related("district", "sector")]
    return partial(
        request,
        "coordination/workplace_list.html",
        "places",
        rows=rows,
        filter=form,
        may_add=can(request.member, "workplaces.add"),
    )


@allowed("workplaces.see")
def workplace(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    """Who works with volunteering here, and how to reach them (NET-09)."""
    rows = visible(request.member, "workplaces.see", Workplace).select_related("district", "sector")
    rows = marked(
        rows,
        request.member,
        may_edit="workplaces.edit",
        may_offer="activities.edit",
    )
    place = reach(request.member, "workplaces.see", Workplace, workplace_id, rows)
    today = request.member.today
    here = watch(place, today)
    appointments = (
        visible(request.member, "appointments.see", Appointment).current(today).filter(workplace=place)
    )
    return page(
        request,
        "coordination/workplace.html",
        place=place,
        may_enter=can(request.member, "enquiries.enter"),  # at any place: it lands with the right contact
        core_values=place.written("core_values"),
        public_text=place.written("public_text"),
        contact=here.contact,
        answering=here.answering,
        deputy=here.deputy,
        appointments=appointments.select_related("person", "deputy"),
        may_appoint=can(request.member, "appointments.make"),
    )


@allowed("workplaces.add")
def workplace_new(request: HttpRequest) -> HttpResponse:
    form = WorkplaceForm(request.POST or None)
    if form.is_valid():
        place = form.save(by=request.member)
        return done(
            request,
            place_url(place),
            _("Saved. Appoint %(a_contact)s next, so that nobody waits in vain.")
            % {"a_contact": word("volunteer_contact", "indefinite")},
        )
    return page(request, "coordination/workplace_form.html", form=form)


@allowed("workplaces.edit")
def workplace_change(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    place = reach(request.member, "workplaces.edit", Workplace, workplace_id)
    form = WorkplaceForm(request.POST or None, instance=place)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, place_url(place), _("Saved."))
    return page(request, "coordination/workplace_form.html", form=form, place=place)


def place_url(place: Workplace) -> str:
    from django.urls import reverse

    return reverse("workplace", args=[place.pk])
