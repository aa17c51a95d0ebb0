"""The follow-up call: what the department says first, then the call, then what was said (VOL-42 to VOL-44)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, can, reach, visible
from foundation.audit.models import read
from foundation.pages.answers import done, page
from foundation.pages.numbers import national
from volunteers import papers
from volunteers.forms.calls import CallForm, FeedbackForm
from volunteers.models import Conversation, Step
from volunteers.views.common import kindly, posted, volunteer_of
from volunteers.views.undoing import taken_back

WHO = ("volunteer__person", "volunteer__workplace", "volunteer__profile")


@allowed("volunteers.care")
@kindly
def follow_up_call(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """The guide, with the department's words on top; ready to be read with the phone in the other hand."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    talks = list(volunteer.conversations.order_by("-held_at"))
    coming = (talk for talk in talks if talk.kind == Conversation.Kind.FOLLOW_UP and talk.held_at is None)
    call = next(coming, Conversation(volunteer=volunteer, kind=Conversation.Kind.FOLLOW_UP))
    step = volunteer.steps.open().filter(code=Step.FOLLOW_UP).first()
    if call.feedback or volunteer.reasons:
        read(request.member, volunteer, about=volunteer.person, what="follow-up call")
    return page(
        request,
        "volunteers/follow_up_call.html",
        volunteer=volunteer,
        call=call,
        step=step,
        tone="late" if step and step.is_late(timezone.now()) else "",
        number=national(volunteer.person.phone) or volunteer.name,
        dial=f"tel:{volunteer.person.phone}",
        guide=papers.preview(volunteer, "followup_guide", {}, without_head=True),
        before=next((talk for talk in talks if talk.held_at), None),
        last=volunteer.first_assignments.filter(held_at__isnull=False).with_people().first(),
    )


@allowed("volunteers.give_feedback")
@kindly
def department_feedback(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Written by whoever was there: an employee, the manager, or the contact who asked them."""
    volunteer = volunteer_of(request, "volunteers.give_feedback", volunteer_id)
    carer = can(request.member, "volunteers.care", volunteer)
    call = Conversation.waiting_call(volunteer)
    initial = _said(call) if carer else {}
    form = FeedbackForm(posted(request), initial=initial)
    if not carer:
        del form.fields["said_by"]
    if form.is_valid():
        form.save(volunteer, by=request.member)
        home = reverse("follow_up_call", args=[volunteer.pk]) if carer else "visits"
        return done(request, home, _("Kept. It is read aloud to %(name)s.") % {"name": volunteer.first_name})
    return page(request, "volunteers/department_feedback.html", volunteer=volunteer, form=form, carer=carer)


def _said(call: Conversation) -> dict[str, str]:
    return {
        "feedback": call.feedback,
        "better": call.feedback_better,
        "chemistry": call.feedback_chemistry,
        "said_by": call.feedback_by_name,
    }


@allowed("volunteers.care")
@kindly
@require_POST
def call_made(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """One POST: «we have talked». What was said may be written afterwards, or not at all."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    call = Conversation.call(volunteer, by=request.member)
    text = _("You have talked with %(name)s.") % {"name": volunteer.first_name}
    undo = reverse("call_undone", args=[call.pk])
    return done(request, reverse("call_record", args=[call.pk]), text, undo=undo)


@allowed("volunteers.care")
@kindly
@require_POST
def call_undone(request: HttpRequest, conversation_id: uuid.UUID) -> HttpResponse:
    call = reach(request.member, "volunteers.care", Conversation, conversation_id)
    return taken_back(request, call.volunteer, lambda: call.undo_call(request.member))


@allowed("volunteers.care")
@kindly
def call_record(request: HttpRequest, conversation_id: uuid.UUID) -> HttpResponse:
    """Everything may stay empty."""
    rows = visible(request.member, "volunteers.care", Conversation).select_related(*WHO)
    call = reach(request.member, "volunteers.care", Conversation, conversation_id, rows)
    if call.kind != Conversation.Kind.FOLLOW_UP or call.held_at is None:
        return done(request, call.volunteer)
    form = CallForm(posted(request), instance=call, by=request.member)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, call.volunteer, _saved(call))
    return page(request, "volunteers/call_record.html", volunteer=call.volunteer, call=call, form=form)


def _saved(call: Conversation) -> str:
    from foundation.pages.moments import day

    step = call.volunteer.steps.open().filter(code=Step.FOLLOW_UP).first()
    if step is None:
        return _("Written down.")
    return _("Written down. We remind you to call again %(day)s.") % {
        "day": day(timezone.localtime(step.due_at))
    }
