"""What chafes, or pleases: told from my page, read and answered by the contact (VOL-53, VOL-54)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, can, reach, visible
from foundation.audit.models import read
from foundation.pages.answers import done, page
from foundation.pages.moments import day
from volunteers.forms.concerns import AnswerForm, ConcernForm
from volunteers.models import Concern, Volunteer
from volunteers.views.common import home_of, is_own, kindly, posted, volunteer_of


@allowed("concerns.tell")
@kindly
def concern_new(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """From my page, or written down by the contact who heard it. What has been answered stands below."""
    volunteer = volunteer_of(request, "concerns.tell", volunteer_id)
    own = is_own(request, volunteer)
    form = ConcernForm(posted(request), is_own=own)
    if form.is_valid():
        concern = form.save(volunteer, by=request.member)
        return done(request, home_of(request, volunteer), _receipt(concern, volunteer, own))
    told = visible(request.member, "concerns.read", Concern).filter(volunteer=volunteer)
    return page(
        request,
        "volunteers/concern_new.html",
        volunteer=volunteer,
        form=form,
        own=own,
        told=told,
        to_all=Concern.objects.answered_to_all(volunteer.workplace)[:10] if own else [],
        contact=volunteer.contact(timezone.localdate()),
        back_url=home_of(request, volunteer),
    )


def _receipt(concern: Concern, volunteer: Volunteer, own: bool) -> str:
    contact = volunteer.contact(timezone.localdate())
    facts = {"name": contact.first_name if contact else "", "day": day(concern.due_at)}
    if not own:
        return _("Written down. You have promised an answer by %(day)s.") % facts
    if concern.volunteer is None:
        return _("Thank you for telling us. The answer stands where you wrote it, by %(day)s.") % facts
    return _("Thank you for telling us. You hear from %(name)s by %(day)s.") % facts


@allowed("concerns.read")
@kindly
def concern(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "concerns.read", Concern).with_people()
    found = reach(request.member, "concerns.read", Concern, concern_id, rows)
    answers = can(request.member, "concerns.answer", found)
    form = AnswerForm(posted(request), initial={"answer": found.answer})
    if answers and form.is_valid():
        form.save(found, by=request.member)
        return done(request, "waiting", _answered(found))
    if answers:
        read(request.member, found, about=found.volunteer and found.volunteer.person, what="concern")
    return page(
        request,
        "volunteers/concern.html",
        concern=found,
        volunteer=found.volunteer,
        form=form,
        answers=answers,
    )


def _answered(found: Concern) -> str:
    if found.volunteer is None:
        return _("Your answer stands where all the volunteers at the place find it.")
    return _("%(name)s gets your answer.") % {"name": found.volunteer.first_name}


@allowed("concerns.answer")
@require_POST
def concern_closed(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    """Read, and nothing to answer: a good word, or steam that was let off."""
    found = reach(request.member, "concerns.answer", Concern, concern_id)
    if not found.is_open:
        return redirect(found)
    found.close(by=request.member)
    return done(
        request, "waiting", _("Read, and put away."), undo=reverse("concern_reopened", args=[found.pk])
    )


@allowed("concerns.answer")
@require_POST
def concern_reopened(request: HttpRequest, concern_id: uuid.UUID) -> HttpResponse:
    found = reach(request.member, "concerns.answer", Concern, concern_id)
    found.reopen(by=request.member)
    return done(request, found, _("Undone. It waits again."))
