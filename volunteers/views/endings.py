"""The ending: begun by either, thanked, and closed with letters (VOL-55, VOL-56)."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach
from foundation.pages.answers import done, page
from volunteers.forms.endings import ClosingLetterForm, EndingForm, ThanksForm
from volunteers.models import Ending, Volunteer
from volunteers.models.ending import REMAINS
from volunteers.papers import ending_guide, preview
from volunteers.views.common import home_of, is_own, kindly, posted, refused, volunteer_of
from volunteers.views.undoing import taken_back


def ending_of(volunteer: Volunteer) -> Ending | None:
    rows = Ending.objects.select_related(
        "volunteer__person",
        "volunteer__workplace",
        "volunteer__profile__partner",
        "closing_letter",
        "reference_letter",
    )
    return rows.filter(volunteer=volunteer).first()


def page_of(found: Ending) -> str:
    return reverse("ending", args=[found.volunteer_id])


@allowed("volunteers.end")
@kindly
def ending(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Begin it; then, for the contact, what remains of the thanks. The volunteer may change what they wrote, or regret."""
    volunteer = volunteer_of(request, "volunteers.end", volunteer_id)
    found, own = ending_of(volunteer), is_own(request, volunteer)
    if found and own and found.is_completed:
        return redirect("my_page")
    if found and not own and "change" not in request.GET:
        return _thanks(request, found)
    form = EndingForm(posted(request), ending=found, own=own)
    if form.is_valid():
        begun = form.save(volunteer, by=request.member)
        to = home_of(request, volunteer) if own else page_of(begun)
        undo = None if found else reverse("ending_regretted", args=[volunteer.pk])
        return done(request, to, _begun(begun, own), undo=undo)
    context = {"volunteer": volunteer, "ending": found, "own": own, "back_url": home_of(request, volunteer)}
    return page(request, "volunteers/ending_begin.html", form=form, **context)


def _begun(found: Ending, own: bool) -> str:
    if own:
        return _("Thank you for telling us. %(name)s will be in touch, and would like to thank you.") % {
            "name": _contact_name(found.volunteer)
        }
    return _("The ending has begun. Now the thanks.")


def _contact_name(volunteer: Volunteer) -> str:
    contact = volunteer.contact(timezone.localdate())
    return contact.first_name if contact else volunteer.workplace.name


def _thanks(request: HttpRequest, found: Ending) -> HttpResponse:
    if request.method == "POST":
        return _note_thanks(request, found)
    return _thanks_page(request, found, ThanksForm(ending=found))


def _note_thanks(request: HttpRequest, found: Ending) -> HttpResponse:
    form = ThanksForm(request.POST, ending=found)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, page_of(found), _("Noted."))
    return _thanks_page(request, found, form)


def _thanks_page(request: HttpRequest, found: Ending, form: ThanksForm) -> HttpResponse:
    return page(
        request,
        "volunteers/ending.html",
        volunteer=found.volunteer,
        ending=found,
        form=form,
        guide=ending_guide(found),
    )


@allowed("volunteers.end")
@kindly
@require_POST
def ending_regretted(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """They go on together."""
    volunteer = volunteer_of(request, "volunteers.end", volunteer_id)
    found = ending_of(volunteer)
    if found and not found.is_completed:
        found.regret(by=request.member)
    return done(request, home_of(request, volunteer), _("So good. You go on together."))


@allowed("volunteers.care")
@kindly
@require_POST
def ending_thanked(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """One POST: thanked. How may be written afterwards; then what remains is shown."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    found = ending_of(volunteer)
    if found is None or found.is_completed:
        return redirect(volunteer)
    found.thank(by=request.member)
    text = _("%(name)s is thanked.") % {"name": volunteer.first_name}
    return done(request, page_of(found), text, undo=reverse("ending_not_thanked", args=[found.pk]))


@allowed("volunteers.care")
@kindly
@require_POST
def ending_not_thanked(request: HttpRequest, ending_id: uuid.UUID) -> HttpResponse:
    found = reach(request.member, "volunteers.care", Ending, ending_id)
    return taken_back(request, found.volunteer, lambda: found.undo_thanks(request.member))


@allowed("volunteers.care")
@kindly
def closing_letter(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Written in the contact's own words, looked through, and issued."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    found = ending_of(volunteer)
    if found is None or found.is_completed:
        return redirect("ending", volunteer.pk)
    form = ClosingLetterForm(posted(request), ending=found)
    text = ""
    if form.is_valid():
        if "issue" in request.POST:
            form.save(by=request.member)
            return done(request, page_of(found), _("The letter is written."))
        text = preview(volunteer, "closing_letter", form.letter_fields())
    context = {"volunteer": volunteer, "ending": found, "text": text}
    return page(request, "volunteers/closing_letter.html", form=form, **context)


@allowed("volunteers.care")
@kindly
@require_POST
def reference_declined(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Offered, and «no, thank you»."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    found = ending_of(volunteer)
    if found is None or found.is_completed:
        return redirect(volunteer)
    found.decline_reference(by=request.member)
    undo = reverse("reference_not_declined", args=[found.pk])
    return done(request, page_of(found), _("Noted. It can be asked for later."), undo=undo)


@allowed("volunteers.care")
@kindly
@require_POST
def reference_not_declined(request: HttpRequest, ending_id: uuid.UUID) -> HttpResponse:
    found = reach(request.member, "volunteers.care", Ending, ending_id)
    return taken_back(request, found.volunteer, lambda: found.undo_declined(request.member))


@allowed("volunteers.care")
@kindly
def ending_completed(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Ask first: it cannot be undone, and the volunteer is written to."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    found = ending_of(volunteer)
    if found is None or found.is_completed:
        return redirect(volunteer)
    if found.missing:
        refused(request, ValidationError(REMAINS))
        return redirect(page_of(found))
    if request.method == "POST":
        found.complete(by=request.member)
        return done(
            request,
            volunteer,
            _("%(name)s is thanked, and gets the letters in a mail.") % {"name": volunteer.first_name},
        )
    return page(request, "volunteers/ending_completed.html", volunteer=volunteer, ending=found)
