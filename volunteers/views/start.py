"""The first assignment: planned with a companion, moved, called off, held (VOL-38, VOL-42)."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach
from foundation.pages.answers import done, page
from volunteers.forms.start import FirstAssignmentForm
from volunteers.models import FirstAssignment, Volunteer
from volunteers.models.readiness import must_be_ready
from volunteers.views.common import kindly, posted, refused, volunteer_of
from volunteers.views.undoing import taken_back


@allowed("volunteers.care")
@kindly
def first_assignment(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Plan it, or move the one that is planned. Refused kindly before what is required is there."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    first = planned(volunteer)
    missing = [] if first else _missing(volunteer)
    form = None if missing else FirstAssignmentForm(posted(request), volunteer=volunteer, first=first)
    if form and form.is_valid():
        try:
            made = form.save(by=request.member)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return done(request, volunteer, _told(made))
    return page(
        request,
        "volunteers/first_assignment.html",
        volunteer=volunteer,
        form=form,
        first=first,
        missing=missing,
    )


def planned(volunteer: Volunteer) -> FirstAssignment | None:
    return volunteer.first_assignments.planned().with_people().first()


def _missing(volunteer: Volunteer) -> list[str]:
    try:
        must_be_ready(volunteer)
    except ValidationError as error:
        return error.messages
    return []


def _told(first: FirstAssignment) -> str:
    names = {"name": first.volunteer.first_name, "companion": first.companion.first_name}
    if first.is_past:
        return _("Written down.")
    if first.volunteer.person.is_out_of_reach:
        return (
            _(
                "%(companion)s gets the time in a mail. Nothing that we send reaches %(name)s: tell it yourself."
            )
            % names
        )
    return _("%(name)s and %(companion)s get the time in a mail, with a calendar file.") % names


@allowed("volunteers.care")
@kindly
@require_POST
def first_assignment_held(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """One POST: it happened. The call is due within a week."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    first = planned(volunteer)
    if first is None:
        return redirect("first_assignment", volunteer.pk)
    try:
        first.hold(by=request.member)
    except (
        ValidationError
    ) as error:  # what the municipality requires is missing: it is shown, with the way to it
        refused(request, error)
        return redirect("preparation", volunteer.pk)
    text = _("%(name)s has begun. Call within a week and hear how it was.") % {"name": volunteer.first_name}
    return done(request, volunteer, text, undo=reverse("first_assignment_undone", args=[first.pk]))


@allowed("volunteers.care")
@kindly
@require_POST
def first_assignment_undone(request: HttpRequest, first_assignment_id: uuid.UUID) -> HttpResponse:
    first = reach(request.member, "volunteers.care", FirstAssignment, first_assignment_id)
    return taken_back(request, first.volunteer, lambda: first.undo(request.member))


@allowed("volunteers.end")
@kindly
def first_assignment_called_off(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Ask first: others are told at once. The volunteer's own «I can't come» too."""
    volunteer = volunteer_of(request, "volunteers.end", volunteer_id)
    first = planned(volunteer)
    own = volunteer.person_id == request.member.person.pk
    home = "my_page" if own else volunteer
    if first is None:
        return redirect(home)
    if request.method == "POST":
        first.call_off(by=request.member)
        thanks = _("Thank you for telling us. You are welcome another day.")
        return done(request, home, thanks if own else _("It is called off. Find a new time together."))
    return page(
        request, "volunteers/first_assignment_called_off.html", volunteer=volunteer, first=first, own=own
    )
