"""The volunteers: the list, and the page of one (VOL-01)."""

import uuid

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.gate import allowed, can, reach, visible
from foundation.access.members import Member
from foundation.access.views.log import shown
from foundation.audit.models import read
from foundation.pages.answers import done, page, partial
from foundation.people.models import Workplace
from foundation.tenancy.prepared import prepared
from foundation.tenancy.settings import setting
from volunteers import listing
from volunteers.forms.listing import VolunteerFilter
from volunteers.forms.mypage import TheirDetailsForm
from volunteers.models import Volunteer
from volunteers.portrait import Portrait, portrayed
from volunteers.story import with_history


@allowed("volunteers.list")
def volunteers(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = listing.pages(request.member, request.GET, now)
    found = Paginator(rows, listing.PAGE).get_page(request.GET.get("page"))
    return partial(
        request,
        "volunteers/volunteer_list.html",
        "volunteer-rows",
        rows=[listing.row(volunteer, now) for volunteer in listing.with_steps(found)],
        page_obj=found,
        filter=VolunteerFilter(request.GET, _places(request.member)),
        may_enter=can(request.member, "enquiries.enter"),
        may_export=can(request.member, "volunteers.export"),
        may_bring=can(request.member, "registers.bring"),
        may_write=can(request.member, "messages.send"),
    )


@prepared
def _places(member: Member) -> QuerySet[Workplace]:
    return visible(member, "volunteers.list", Workplace).open(member.today)


@allowed("volunteers.care")
def volunteer_details(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Somebody tells a new number on the phone, or mail has come back."""
    rows = visible(request.member, "volunteers.care", Volunteer).with_people()
    found = reach(request.member, "volunteers.care", Volunteer, volunteer_id, rows)
    form = TheirDetailsForm(request.POST or None, instance=found.person)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, found, _("Saved."))
    return page(request, "volunteers/volunteer_details.html", volunteer=found, form=form)


@allowed("volunteers.see")
def volunteer(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """The next step first, then the wheel, then what has happened."""
    rows = portrayed(request.member, volunteer_id, request.member.today)
    found = reach(request.member, "volunteers.see", Volunteer, volunteer_id, rows)
    if found.person == request.member.person:
        return redirect("my_page")
    portrait = Portrait(with_history(found), request.member, timezone.now())
    if portrait.may_read:
        read(request.member, found, about=found.person, what="page")
    return page(
        request,
        "volunteers/volunteer.html",
        volunteer=found,
        portrait=portrait,
        log_hours=setting("log_hours"),
    )


@allowed("volunteers.see_log")
def volunteer_log(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Who has done and read what about them. What was said does not stand there."""
    rows = visible(request.member, "volunteers.see_log", Volunteer).select_related("person")
    found = reach(request.member, "volunteers.see_log", Volunteer, volunteer_id, rows)
    back = found.get_absolute_url() if can(request.member, "volunteers.see", found) else ""
    return shown(request, found.person, back=back, back_text=found.name)
