"""The reference letter: asked for by the volunteer, written by the contact; and the page of letters behind a link (VOL-57)."""

import uuid
from http import HTTPStatus

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from foundation.access.gate import allowed, public
from foundation.access.links import LinkGone, open_link
from foundation.documents.models import Document
from foundation.pages.answers import done, page
from volunteers.forms.endings import ReferenceLetterForm
from volunteers.forms.mypage import LetterWishForm
from volunteers.models import Ending, Volunteer
from volunteers.papers import letters_of, preview
from volunteers.views.common import kindly, posted, volunteer_of


@allowed("volunteers.ask")
@kindly
def reference_letter_wish(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = volunteer_of(request, "volunteers.ask", volunteer_id)
    waiting = volunteer.reference_letters.waiting().first()
    form = LetterWishForm(posted(request))
    contact = volunteer.contact(timezone.localdate())
    if not waiting and form.is_valid():
        form.save(volunteer, by=request.member)
        return done(
            request,
            "my_page",
            _("%(name)s writes it, and you are told when it is ready.") % {"name": contact},
        )
    context = {"volunteer": volunteer, "waiting": waiting, "contact": contact}
    return page(request, "volunteers/reference_letter_wish.html", form=form, **context)


@allowed("volunteers.care")
@kindly
def reference_letter(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Written and approved by the contact; looked through before it is issued."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    form = ReferenceLetterForm(posted(request), volunteer=volunteer)
    text = ""
    if form.is_valid():
        if "issue" in request.POST:
            form.save(by=request.member)
            ends = Ending.objects.filter(volunteer=volunteer, completed_at=None).exists()
            told = _("The reference letter for %(name)s is approved.") % {"name": volunteer.first_name}
            return done(request, _after(volunteer, ends), told)
        text = preview(volunteer, "reference_letter", form.letter_fields())
    context = {"volunteer": volunteer, "text": text, "waiting": volunteer.reference_letters.waiting().first()}
    return page(request, "volunteers/reference_letter.html", form=form, **context)


def _after(volunteer: Volunteer, ends: bool) -> str:
    from django.urls import reverse

    return reverse("ending", args=[volunteer.pk]) if ends else volunteer.get_absolute_url()


@public
@never_cache
def letters(request: HttpRequest, secret: str) -> HttpResponse:
    """The letters of one volunteer, behind the link in the mail: also for somebody who never logs in."""
    try:
        volunteer = _volunteer_behind(secret)
    except LinkGone as gone:
        response = page(request, "documents/link_gone.html", why=gone.why)
        response.status_code = HTTPStatus.NOT_FOUND if gone.why == "unknown" else HTTPStatus.GONE
        return response
    return page(
        request, "volunteers/letters.html", volunteer=volunteer, letters=letters_of(volunteer), secret=secret
    )


@public
@never_cache
def letter_file(request: HttpRequest, secret: str, document_id: uuid.UUID) -> HttpResponse:
    try:
        volunteer = _volunteer_behind(secret)
    except LinkGone as gone:
        raise Http404 from gone
    letter = letters_of(volunteer).filter(pk=document_id, state=Document.State.MADE).first()
    if letter is None:
        raise Http404
    name = f"{letter.title} {volunteer.name}.pdf".replace("/", "-")
    response = FileResponse(
        letter.file.open(), as_attachment=True, filename=name, content_type="application/pdf"
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _volunteer_behind(secret: str) -> Volunteer:
    link = open_link(secret, "letters")
    return Volunteer.objects.with_people().get(pk=link.about_id)
