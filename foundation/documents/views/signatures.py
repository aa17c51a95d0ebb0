"""Signing: logged in, by a one-time link, or on paper; and asking somebody to sign."""

import uuid
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, public
from foundation.access.links import LinkGone, open_link
from foundation.access.roles import answering
from foundation.documents.forms import PaperSignatureForm, SigningForm
from foundation.documents.markup import to_html
from foundation.documents.models import Signature
from foundation.documents.signing import place_for, place_of, send_link, waiting_behind
from foundation.documents.views.papers import document_of
from foundation.pages.answers import done, page


@allowed("documents.sign")
def document_signature(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """Sign while logged in: one's own paper, or for the workplace."""
    paper = document_of(request, "documents.sign", document_id)
    place = None if paper.is_revoked else place_for(request.member, paper)
    if place is None:
        return redirect(paper)
    form = SigningForm(request.POST or None, document=paper)
    person = request.member.person
    if form.is_valid() and form.save(place, person, Signature.Method.LOGIN, by=request.member):
        return done(request, paper, _("Thank you, %(name)s. It is signed.") % {"name": person.first_name})
    return page(
        request,
        "documents/signing.html",
        document=paper,
        form=form,
        text=to_html(paper.text, shift=1),
        back=paper,
    )


@public
@never_cache
def signing(request: HttpRequest, secret: str) -> HttpResponse:
    """Sign by the link in a mail or on a screen held out: no log-in. What waits comes one after another."""
    try:
        link = open_link(secret, "sign")
    except LinkGone as gone:
        return _gone(request, gone.why)
    papers = (
        waiting_behind(link).select_related("version", "workplace", "person").prefetch_related("signatures")
    )
    paper = papers.first()
    if paper is None:
        return _gone(request, "used")
    form = SigningForm(request.POST or None, document=paper)
    place = place_of(link.person, paper)
    if form.is_valid() and form.save(place, link.person, Signature.Method.LINK, by=link.person):
        if papers.exists():
            return done(request, request.path, _("It is signed. Here is the next one."))
        link.use()
        return done(request, "signing_thanks")
    return page(
        request,
        "documents/signing.html",
        document=paper,
        form=form,
        text=to_html(paper.text, shift=1),
        left=papers.count(),
        reader=link.person,
        contact=answering(paper.workplace, timezone.localdate()),
    )


@public
def signing_thanks(request: HttpRequest) -> HttpResponse:
    return page(request, "documents/signing_thanks.html")


def _gone(request: HttpRequest, why: str) -> HttpResponse:
    response = page(request, "documents/link_gone.html", why=why)
    response.status_code = HTTPStatus.NOT_FOUND if why == "unknown" else HTTPStatus.GONE
    return response


@allowed("documents.register_paper")
def document_paper_signature(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """The contact holds the paper with ink on it."""
    paper = document_of(request, "documents.register_paper", document_id)
    if paper.is_revoked or not paper.unsigned():
        return redirect(paper)
    form = PaperSignatureForm(request.POST or None, document=paper)
    if form.is_valid() and form.save(by=request.member):
        return done(request, paper, _("Written down. Keep the paper itself where you keep the others."))
    return page(request, "documents/paper_signature.html", document=paper, form=form)


@allowed("documents.send_link")
@require_POST
def document_link(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """Send those who have not signed a link to do so."""
    paper = document_of(request, "documents.send_link", document_id)
    asked = [one for one in paper.unsigned() if one.person and one.person != request.member.person]
    reached = [
        one.person.first_name for one in asked if not paper.is_revoked and send_link(one, request.member)
    ]
    told = _("%(name)s gets a link to sign.") % {"name": ", ".join(reached)}
    return done(
        request, paper, told if reached else _("Nobody could be reached. Print it and sign on paper.")
    )
