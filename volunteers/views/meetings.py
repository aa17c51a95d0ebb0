"""The first meeting: times proposed, answered by a link, held with the guide, and what came of it (VOL-20, VOL-26, VOL-28)."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.answers import link_gone
from foundation.access.gate import allowed, is_in_use, public, reach
from foundation.access.links import Link, LinkGone, open_link
from foundation.audit.models import read
from foundation.events.calendar import ics
from foundation.notices.delivery import Delivery, delivery
from foundation.pages.answers import done, page
from foundation.pages.moments import clock, day
from foundation.people.models import Workplace
from volunteers import guide
from volunteers.forms.meeting_plan import AgreedMeetingForm, ProposalForm
from volunteers.forms.meetings import AnswerForm, OutcomeForm
from volunteers.models import Conversation, Volunteer
from volunteers.models.readiness import said_of_references
from volunteers.places import company_of
from volunteers.views.common import volunteer_of
from volunteers.views.confirming import asked_first
from volunteers.views.undoing import taken_back

# Proposed by the contact


@allowed("volunteers.care")
def first_meeting_proposal(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = reach(request.member, "volunteers.care", Volunteer, volunteer_id)
    form = ProposalForm(request.POST or None, volunteer=volunteer)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, volunteer, _receipt(volunteer))
    offered = form.former
    return page(
        request,
        "volunteers/first_meeting_proposal.html",
        form=form,
        volunteer=volunteer,
        offered=offered,
        sent=offered and _sent(offered, volunteer),
    )


@allowed("volunteers.care")
def first_meeting_agreed(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Agreed on the phone or in the corridor: one time, and it stands."""
    volunteer = reach(request.member, "volunteers.care", Volunteer, volunteer_id)
    form = AgreedMeetingForm(request.POST or None, volunteer=volunteer)
    if form.is_valid():
        event = form.save(by=request.member).event
        when = {"name": volunteer.first_name, "day": day(event.starts_at), "clock": clock(event.starts_at)}
        return done(request, volunteer, _("You meet %(name)s %(day)s %(clock)s.") % when)
    return page(request, "volunteers/first_meeting_agreed.html", form=form, volunteer=volunteer)


def _sent(offered: Conversation, volunteer: Volunteer) -> Delivery | None:
    """How it went with the times that were offered, or with the one that is agreed."""
    if offered.is_agreed:
        return delivery(volunteer.person, "meeting_accepted", about=[offered.event])
    return delivery(volunteer.person, "meeting_proposed", about=[offered])


def _receipt(volunteer: Volunteer) -> str:
    """Who gets it and how; somebody without e-mail and mobile must be called."""
    person = volunteer.person
    if person.is_out_of_reach:
        return _("The times are noted. %(name)s has to be called: there is no e-mail or mobile.") % {
            "name": volunteer.first_name
        }
    return _("The times are sent to %(name)s, who chooses one.") % {"name": volunteer.first_name}


# Answered by the link


@public
def first_meeting_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a time, or write what suits better. The link in the confirmation changes it later."""
    try:
        link = open_link(secret, Conversation.LINK)
        conversation = _about(link)
        form = AnswerForm(request.POST or None, conversation=conversation)
        if form.is_valid():
            return _answered(request, link, form)
    except LinkGone as gone:
        return _gone(request, gone, secret)
    return page(
        request,
        "volunteers/first_meeting_answer.html",
        form=form,
        conversation=conversation,
        company=company_of(conversation.volunteer.workplace),
        references=said_of_references(conversation.volunteer),
        secret=secret,
    )


def _answered(request: HttpRequest, link: Link, form: AnswerForm) -> HttpResponse:
    if form.chosen:
        link.use()
    form.save(by=link.person)
    contact = form.conversation.volunteer.contact(timezone.localdate())
    told = {"name": contact.first_name if contact else ""}
    text = "" if form.chosen else _("Thank you. %(name)s sees what you wrote, and finds another time.") % told
    return done(request, request.path, text)


def _about(link: Link) -> Conversation:
    rows = Conversation.objects.select_related("volunteer__person", "volunteer__workplace", "event")
    return rows.get(pk=link.about_id)


def _gone(request: HttpRequest, gone: LinkGone, secret: str) -> HttpResponse:
    """What was chosen, or where to go now."""
    if gone.link is None:
        return link_gone(request, gone)
    conversation = _about(gone.link)
    company = company_of(conversation.volunteer.workplace)
    context = {"conversation": conversation, "company": company, "why": gone.why, "secret": secret}
    return page(request, "volunteers/first_meeting_chosen.html", **context)


@public
def first_meeting_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar file, for whoever got the link by text message."""
    try:
        link = open_link(secret, Conversation.LINK)
    except LinkGone as gone:
        if gone.link is None:
            return link_gone(request, gone)
        link = gone.link
    conversation = _about(link)
    if not conversation.is_agreed:
        raise Http404
    response = HttpResponse(ics(conversation.event, link.person), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="samspill.ics"'
    return response


# Held


@allowed("volunteers.care")
def first_meeting_held(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """One POST: «we have met». What was agreed is asked for on the next page."""
    volunteer = reach(request.member, "volunteers.care", Volunteer, volunteer_id)
    if request.method != "POST":
        return asked_first(request, volunteer, _("Have you and %(name)s met?"), _("We have met"))
    Conversation.meet(volunteer, by=request.member)
    text = _("You and %(name)s have met. What did you agree?") % {"name": volunteer.first_name}
    undo = reverse("first_meeting_not_held", args=[volunteer.pk])
    return done(request, reverse("first_meeting_outcome", args=[volunteer.pk]), text, undo=undo)


@allowed("volunteers.care")
def first_meeting_not_held(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = reach(request.member, "volunteers.care", Volunteer, volunteer_id)
    if request.method != "POST":
        return asked_first(request, volunteer, _("Have you and %(name)s not met after all?"), _("Undo"))
    meeting = _newest(volunteer)
    return taken_back(request, volunteer, lambda: meeting.take_back(by=request.member))


@allowed("volunteers.care")
def first_meeting_guide(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Seven sections. With script each point is kept as it is touched; without, one button keeps all."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    meeting = _newest(volunteer)
    if request.method == "POST":
        return _keep(request, volunteer, meeting)
    read(request.member, volunteer, about=volunteer.person, what="guide")
    sections = guide.sections(meeting)
    return page(
        request,
        "volunteers/first_meeting_guide.html",
        volunteer=volunteer,
        meeting=meeting,
        answerable=meeting.answerable(request.member.today),
        sections=sections,
        remaining=sum(section.remaining for section in sections),
    )


def _keep(request: HttpRequest, volunteer: Volunteer, meeting: Conversation) -> HttpResponse:
    given = request.POST
    points = {point.number: point for section in guide.sections(meeting) for point in section.points}
    wanted = [given["point"]] if "point" in given else [str(number) for number in points]
    for number in wanted:
        point = points.get(int(number)) if number.isdigit() else None
        if point is None:
            raise Http404
        is_done, note = f"done-{number}" in given, given.get(f"note-{number}", "").strip()
        if (is_done, note) != (point.is_done, point.note):
            guide.tick(meeting, point.number, is_done, note, by=request.member)
    if "point" in given:
        return render(request, "volunteers/_kept.html", {"at": timezone.now()})
    return done(request, reverse("first_meeting_guide", args=[volunteer.pk]), _("Kept."))


@allowed("volunteers.care")
def first_meeting_outcome(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """We go on, think it over, shown on, or not this time."""
    volunteer = reach(request.member, "volunteers.care", Volunteer, volunteer_id)
    meeting = _newest(volunteer)
    workplaces = Workplace.objects.open(request.member.today)
    form = OutcomeForm(request.POST or None, conversation=meeting, workplaces=workplaces)
    if form.is_valid():
        form.save(by=request.member)
    if form.is_bound and form.is_valid():
        return done(request, volunteer, _agreed(meeting))
    return page(
        request,
        "volunteers/first_meeting_outcome.html",
        form=form,
        volunteer=volunteer,
        meeting=meeting,
        courses_url=_next_course(volunteer),
    )


def _next_course(volunteer: Volunteer) -> str:
    """Another room's box: a seat at the next introduction course (VOL-37)."""
    return reverse("course_next_seat", args=[volunteer.person_id]) if is_in_use("courses.invite") else ""


def _agreed(meeting: Conversation) -> str:
    texts: dict[str, Any] = {
        Conversation.Outcome.CONTINUE: _("Good. Send %(name)s the agreements, and choose a companion."),
        Conversation.Outcome.THINK: _(
            "%(name)s thinks it over. You are reminded when you are to talk again."
        ),
        Conversation.Outcome.REFERRED: _("%(name)s is shown on. Thank you for taking the time."),
        Conversation.Outcome.NOT_RELEVANT: _("It is written down. Thank you for taking the time."),
    }
    return texts[meeting.outcome] % {"name": meeting.volunteer.first_name}


def _newest(volunteer: Volunteer) -> Conversation:
    """The meeting ahead, else the last that was held, else one that is about to begin."""
    meetings = volunteer.conversations.first_meetings().with_participants()
    meetings = meetings.select_related("event", "guide__template", "responsible")
    ahead = meetings.filter(held_at=None).first()
    found = ahead or meetings.order_by("-held_at").first()
    return found or Conversation(volunteer=volunteer, kind=Conversation.Kind.FIRST)
