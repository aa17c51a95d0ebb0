"""Registering interest: by oneself, or with an employee at the phone; and what happens to it."""

import uuid
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.gate import allowed, can, part_of, public, reach, visible
from foundation.access.links import LinkGone, open_link
from foundation.access.roles import coordinator
from foundation.pages.answers import done, page, partial
from foundation.pages.moments import clock, day
from volunteers.forms.enquiry import UNSURE, CorrectionForm, EnteredForm, InterestForm
from volunteers.likeness import known_like
from volunteers.models import Enquiry, Volunteer
from volunteers.places import company_of, shown_workplaces
from volunteers.thanks import Thanks
from volunteers.views.common import own_place
from volunteers.views.confirming import asked_first
from volunteers.views.undoing import taken_back


@public
@part_of("volunteer_contacts")
def interest(request: HttpRequest) -> HttpResponse:
    """The form. With `refresh` nothing is sent: the place was changed, and the form follows (htmx)."""
    if request.method == "POST" and "refresh" not in request.POST:
        return _send(request)
    form = InterestForm(initial=_chosen(request), workplaces=list(shown_workplaces()))
    return _interest_page(request, form)


def _send(request: HttpRequest) -> HttpResponse:
    form = InterestForm(request.POST, workplaces=list(shown_workplaces()))
    if form.is_valid():
        if ratelimit.consume(request, action="interest"):
            enquiry = form.save()
            return redirect("interest_thanks", enquiry.make_link())
        form.add_error(None, _("Many have written from here in the last hour. Wait a little, or call us."))
    return _interest_page(request, form)


def _interest_page(request: HttpRequest, form: InterestForm) -> HttpResponse:
    company = company_of(form.workplace)
    return partial(request, "volunteers/interest.html", "interest", form=form, company=company)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """From the address (?place=…&activity=…), or what is typed already when the place was changed."""
    if request.method == "POST":
        typed = request.POST.dict()
        return typed | {"kinds": request.POST.getlist("kinds"), "consent": "consent" in typed}
    activity = request.GET.get("activity")
    came_by = {"link": request.GET.get("b", "")}
    return came_by | {"place": request.GET.get("place", ""), "kinds": [activity] if activity else []}


@public
def interest_thanks(request: HttpRequest, secret: str) -> HttpResponse:
    enquiry = _enquiry_behind(secret)
    if enquiry is None:
        return _gone(request)
    company = company_of(enquiry.volunteer.workplace)
    thanks = Thanks(enquiry, company, coordinator(timezone.localdate()), timezone.now())
    return page(
        request,
        "volunteers/interest_thanks.html",
        thanks=thanks,
        enquiry=enquiry,
        secret=secret,
        company=thanks.company,
        coordinator=thanks.coordinator,
    )


@public
def interest_correction(request: HttpRequest, secret: str) -> HttpResponse:
    """Put right what one wrote, as long as nobody has answered."""
    enquiry = _enquiry_behind(secret)
    if enquiry is None:
        return _gone(request)
    if not enquiry.is_open:
        return redirect("interest_thanks", secret)
    form = CorrectionForm(request.POST or None, enquiry=enquiry, workplaces=list(shown_workplaces()))
    if form.is_valid():
        form.save(by=enquiry.volunteer.person)
        return done(request, reverse("interest_thanks", args=[secret]), _("It is put right."))
    company = company_of(enquiry.volunteer.workplace)
    return page(request, "volunteers/interest_correction.html", form=form, secret=secret, company=company)


def _gone(request: HttpRequest) -> HttpResponse:
    """410, the same for a link that was never made and one of another municipality."""
    response = page(request, "volunteers/interest_gone.html", coordinator=coordinator(timezone.localdate()))
    response.status_code = HTTPStatus.GONE
    return response


def _enquiry_behind(secret: str) -> Enquiry | None:
    try:
        link = open_link(secret, Enquiry.LINK)
    except LinkGone:
        return None
    return Enquiry.objects.with_wishes().filter(pk=link.about_id).first()


# Entered by staff


@allowed("enquiries.enter")
def enquiry_new(request: HttpRequest) -> HttpResponse:
    """Somebody called, or an employee knows somebody who would like to: it lands with the right contact."""
    initial = {"place": request.GET.get("place") or own_place(request.member)}
    if not request.member.holds("volunteer_contact"):
        initial["channel"] = Enquiry.Channel.EMPLOYEE
    form = EnteredForm(request.POST or None, initial=initial, workplaces=list(shown_workplaces()))
    alike = _perhaps_here(request, form)
    if form.is_valid() and not alike:
        enquiry = form.save(by=request.member)
        return done(request, _after_entering(request, enquiry), _receipt(enquiry, request.member))
    followed = visible(request.member, "enquiries.follow", Enquiry).with_wishes().order_by("-received_at")
    shown = {"form": form, "alike": alike, "followed": followed[:10], "unsure": UNSURE}
    response = page(request, "volunteers/enquiry_new.html", **shown)
    response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY if alike else response.status_code
    return response


def _perhaps_here(request: HttpRequest, form: EnteredForm) -> list[Volunteer]:
    """Asked before the same person is written in twice; only of those whom the member may see."""
    if not form.is_bound or not form.is_valid() or "anyway" in request.POST:
        return []
    if Enquiry.objects.filter(submission=form.cleaned_data["submission"]).exists():
        return []  # the button was pressed twice
    return known_like(request.member, SimpleNamespace(**form.answers))


def _after_entering(request: HttpRequest, enquiry: Enquiry) -> str:
    if can(request.member, "volunteers.see", enquiry.volunteer):
        return enquiry.volunteer.get_absolute_url()
    return reverse("enquiry_new")


def _receipt(enquiry: Enquiry, member: Any) -> str:
    volunteer = enquiry.volunteer
    answering = volunteer.contact(timezone.localdate())
    facts = {"name": volunteer.first_name, "day": day(enquiry.due_at)}
    if answering is None or answering == member.person:
        return _("Written down. You have promised %(name)s an answer by %(day)s.") % facts
    facts["who"] = answering.first_name
    return _("%(who)s is told, and answers %(name)s by %(day)s.") % facts


# Answering


@allowed("enquiries.answer")
def enquiry_answered(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = reach(request.member, "enquiries.answer", Volunteer, volunteer_id)
    if request.method != "POST":
        return asked_first(request, volunteer, _("Has %(name)s had an answer?"), _("I have answered"))
    if not volunteer.enquiry.answer(by=request.member):
        return done(request, volunteer, _was_first(volunteer))
    text = _("%(name)s has had an answer. Next: a time to meet.") % {"name": volunteer.first_name}
    return done(request, volunteer, text, undo=reverse("enquiry_unanswered", args=[volunteer.pk]))


def _was_first(volunteer: Volunteer) -> str:
    """Two who look after the same place may press at once; the one who comes second is told."""
    enquiry = volunteer.enquiry
    when = f"{day(enquiry.answered_at)} {clock(enquiry.answered_at)}"
    facts = {"who": enquiry.answered_by_name, "name": volunteer.first_name, "when": when}
    return _("%(who)s has answered %(name)s already, %(when)s. Then that is done.") % facts


@allowed("enquiries.answer")
def enquiry_unanswered(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = reach(request.member, "enquiries.answer", Volunteer, volunteer_id)
    if request.method != "POST":
        return asked_first(request, volunteer, _("Has %(name)s had no answer after all?"), _("Undo"))
    return taken_back(request, volunteer, lambda: volunteer.enquiry.take_back_answer(request.member))
