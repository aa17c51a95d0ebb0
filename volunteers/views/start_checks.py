"""References, a police certificate that was shown, a buddy (VOL-32, VOL-39)."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach, visible
from foundation.pages.answers import done, page
from foundation.tenancy.settings import setting
from volunteers.forms.start_checks import BuddyForm, CertificateForm, ConclusionForm, RefereeForm
from volunteers.models import Buddy, RefereeCheck
from volunteers.views.common import kindly, posted, volunteer_of


@allowed("volunteers.care")
@kindly
def referees(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Who has been named, who was asked, and somebody more."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    form = RefereeForm(posted(request))
    if form.is_valid():
        form.save(volunteer, by=request.member)
        return done(request, reverse("referees", args=[volunteer.pk]), _("Written down."))
    return page(
        request,
        "volunteers/referees.html",
        volunteer=volunteer,
        referees=volunteer.referees.all(),
        form=form,
        is_used=setting("before_references") != "no",
    )


@allowed("volunteers.care")
@kindly
def referee_check(request: HttpRequest, referee_check_id: uuid.UUID) -> HttpResponse:
    """Asked, and what it led to."""
    rows = visible(request.member, "volunteers.care", RefereeCheck).select_related("volunteer__person")
    referee = reach(request.member, "volunteers.care", RefereeCheck, referee_check_id, rows=rows)
    form = ConclusionForm(posted(request), initial={"checked_on": request.member.today})
    if form.is_valid():
        form.save(referee, by=request.member)
        return done(request, reverse("referees", args=[referee.volunteer_id]), _("Written down."))
    return page(
        request, "volunteers/referee_check.html", referee=referee, volunteer=referee.volunteer, form=form
    )


@allowed("volunteers.care")
@kindly
def police_certificate(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """The day, the task and the legal basis. There is nowhere to put the certificate itself."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    form = CertificateForm(posted(request), volunteer=volunteer)
    if form.is_valid():
        form.save(by=request.member)
        text = _("Written down. Give the certificate back to %(name)s.") % {"name": volunteer.first_name}
        return done(request, reverse("preparation", args=[volunteer.pk]), text)
    shown = volunteer.police_certificates.all()
    return page(request, "volunteers/police_certificate.html", volunteer=volunteer, form=form, shown=shown)


@allowed("volunteers.care")
@kindly
def buddy(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    today = request.member.today
    running = Buddy.objects.current(today).filter(volunteer=volunteer).select_related("buddy__person").first()
    form = BuddyForm(posted(request), volunteer=volunteer)
    if form.is_valid():
        try:
            made = form.save(by=request.member)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            names = {"name": volunteer.first_name, "buddy": made.buddy.first_name}
            text = _("%(name)s and %(buddy)s are told.") % names
            return done(request, reverse("preparation", args=[volunteer.pk]), text)
    proteges = Buddy.objects.current(today).filter(buddy=volunteer).select_related("volunteer__person")
    return page(
        request,
        "volunteers/buddy.html",
        volunteer=volunteer,
        running=running,
        form=form,
        proteges=list(proteges),
    )


@allowed("volunteers.care")
@kindly
@require_POST
def buddy_ended(request: HttpRequest, buddy_id: uuid.UUID) -> HttpResponse:
    found = reach(request.member, "volunteers.care", Buddy, buddy_id)
    if found.ends_on is None:
        found.end(by=request.member, on=request.member.today)
    back = reverse("buddy", args=[found.volunteer_id])
    return done(request, back, _("Written down. Remember to thank the buddy."))


@allowed("volunteers.care")
@kindly
@require_POST
def group_leader(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Leads a group of volunteers, and stands first among those who can be buddies. Pressed again: no longer."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    volunteer.lead_group(not volunteer.is_group_leader, by=request.member)
    name = {"name": volunteer.first_name}
    text = (
        _("%(name)s leads a group.") if volunteer.is_group_leader else _("%(name)s leads no group any more.")
    )
    return done(request, reverse("buddy", args=[volunteer.pk]), text % name)
