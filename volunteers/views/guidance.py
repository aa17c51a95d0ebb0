"""A wish for guidance: asked, a time agreed, held (VOL-50)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach, visible
from foundation.pages.answers import done, page
from foundation.pages.moments import day
from volunteers import papers
from volunteers.forms.guidance import GuidanceForm, GuidanceTimeForm, SharedNoteForm
from volunteers.models import Concern, GuidanceRequest, Step, Volunteer
from volunteers.views.common import home_of, is_own, kindly, posted, volunteer_of
from volunteers.views.undoing import taken_back


@allowed("volunteers.seek_guidance")
@kindly
def guidance_request(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Asked from my page, or written down by the contact who heard it on the phone."""
    volunteer = volunteer_of(request, "volunteers.seek_guidance", volunteer_id)
    waiting = volunteer.guidance_requests.open().with_people().first()
    form = GuidanceForm(posted(request))
    if not waiting and form.is_valid():
        form.save(volunteer, by=request.member)
        own = is_own(request, volunteer)
        return done(
            request,
            home_of(request, volunteer),
            _promise(volunteer) if own else _("Written down. It waits for you."),
        )
    contact = volunteer.contact(timezone.localdate())
    return page(
        request,
        "volunteers/guidance_request.html",
        volunteer=volunteer,
        form=form,
        waiting=waiting,
        contact=contact,
        own=is_own(request, volunteer),
        noted=volunteer.guidance_requests.exclude(shared_note="").order_by("-held_at")[:10],
        back_url=home_of(request, volunteer),
    )


def _promise(volunteer: Volunteer) -> str:
    step, contact = volunteer.step(Step.GUIDANCE), volunteer.contact(timezone.localdate())
    facts = {"name": contact.first_name if contact else "", "day": day(step.due_at)}
    return (
        _("You hear from %(name)s by %(day)s.") % facts
        if contact
        else _("You hear from us by %(day)s.") % facts
    )


def wish_of(request: HttpRequest, guidance_request_id: uuid.UUID) -> GuidanceRequest:
    rows = visible(request.member, "volunteers.care", GuidanceRequest)
    rows = rows.select_related("volunteer__person", "volunteer__workplace", "volunteer__profile")
    return reach(request.member, "volunteers.care", GuidanceRequest, guidance_request_id, rows)


@allowed("volunteers.care")
@kindly
@require_POST
def guidance_agreed(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """One POST: a time is agreed. When and where may be written on the next page, and then both get it by mail."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    wish = volunteer.guidance_requests.open().first()
    if wish is None:
        return redirect(volunteer)
    if not wish.agreed_at:
        wish.agree(by=request.member)
    undo = reverse("guidance_not_agreed", args=[wish.pk])
    return done(request, reverse("guidance_time", args=[wish.pk]), _("A time is agreed."), undo=undo)


@allowed("volunteers.care")
@kindly
@require_POST
def guidance_not_agreed(request: HttpRequest, guidance_request_id: uuid.UUID) -> HttpResponse:
    wish = wish_of(request, guidance_request_id)
    return taken_back(request, wish.volunteer, lambda: wish.undo_agreed(request.member))


@allowed("volunteers.care")
@kindly
def guidance_time(request: HttpRequest, guidance_request_id: uuid.UUID) -> HttpResponse:
    wish = wish_of(request, guidance_request_id)
    if not wish.is_open:
        return redirect(wish.volunteer)
    form = GuidanceTimeForm(posted(request), wish=wish, by=request.member)
    if form.is_valid():
        form.save(by=request.member)
        text = _("%(name)s gets the time in a mail, with a calendar file.")
        return done(request, wish.volunteer, text % {"name": wish.volunteer.first_name})
    return page(
        request,
        "volunteers/guidance_time.html",
        volunteer=wish.volunteer,
        wish=wish,
        form=form,
        guide=papers.preview(wish.volunteer, "guidance_guide", {}, without_head=True),
    )


@allowed("volunteers.care")
@kindly
@require_POST
def guidance_held(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    wish = volunteer.guidance_requests.open().first()
    if wish is None:
        return redirect(volunteer)
    wish.hold(by=request.member)
    text = _("You have talked. What was said stays between you and %(name)s.") % {
        "name": volunteer.first_name
    }
    undo = reverse("guidance_not_held", args=[wish.pk])
    return done(request, reverse("guidance_note", args=[wish.pk]), text, undo=undo)


@allowed("volunteers.care")
@kindly
def guidance_note(request: HttpRequest, guidance_request_id: uuid.UUID) -> HttpResponse:
    """Everything may stay empty: only what both want to have written is."""
    wish = wish_of(request, guidance_request_id)
    if wish.is_open:
        return redirect(wish.volunteer)
    form = SharedNoteForm(posted(request), instance=wish)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, wish.volunteer, _("Written down, for both of you to read."))
    return page(request, "volunteers/guidance_note.html", volunteer=wish.volunteer, wish=wish, form=form)


@allowed("volunteers.care")
@kindly
@require_POST
def reflection_offered(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """A talk to reflect, after something difficult (VOL-51)."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    told = visible(request.member, "concerns.answer", Concern).filter(volunteer=volunteer)
    concern = told.filter(pk=request.POST.get("concern") or None).first()
    wish = GuidanceRequest.offer(volunteer, by=request.member, concern=concern)
    text = _("%(name)s hears that you would like to talk.") % {"name": volunteer.first_name}
    undo = reverse("reflection_not_offered", args=[wish.pk])
    return done(request, reverse("guidance_time", args=[wish.pk]), text, undo=undo)


@allowed("volunteers.care")
@kindly
@require_POST
def reflection_not_offered(request: HttpRequest, guidance_request_id: uuid.UUID) -> HttpResponse:
    wish = wish_of(request, guidance_request_id)
    return taken_back(request, wish.volunteer, lambda: wish.undo_offer(request.member))


@allowed("volunteers.care")
@kindly
@require_POST
def guidance_not_held(request: HttpRequest, guidance_request_id: uuid.UUID) -> HttpResponse:
    wish = wish_of(request, guidance_request_id)
    return taken_back(request, wish.volunteer, lambda: wish.undo_held(request.member))
