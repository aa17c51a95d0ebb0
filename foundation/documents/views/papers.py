"""A paper's own page, its file, the box of somebody's papers, and how it goes with the making."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from foundation.access.gate import allowed, can, reach, visible
from foundation.documents.files import as_file
from foundation.documents.forms import RevocationForm
from foundation.documents.markup import to_html
from foundation.documents.models import Document
from foundation.documents.signing import place_for, place_of
from foundation.pages.answers import done, page, partial
from foundation.people.models import Person


def document_of(request: HttpRequest, action: str, pk: uuid.UUID) -> Document:
    rows = visible(request.member, action, Document)
    rows = rows.select_related("person", "workplace", "version", "issued_by").prefetch_related("signatures")
    return reach(request.member, action, Document, pk, rows=rows)


@allowed("documents.see")
def document(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    paper = document_of(request, "documents.see", document_id)
    member = request.member
    may_read = can(member, "documents.read", paper)
    return page(
        request,
        "documents/document.html",
        document=paper,
        is_own=paper.person == member.person,
        may_read=may_read,
        text=to_html(paper.text, shift=1) if may_read else "",
        place=None if paper.is_revoked else place_for(member, paper),
        may_register=bool(paper.unsigned()) and can(member, "documents.register_paper", paper),
        may_revoke=can(member, "documents.revoke", paper),
    )


@allowed("documents.see")
def documents(request: HttpRequest) -> HttpResponse:
    """My own papers."""
    return _papers(request, request.member.person)


@allowed("documents.of_person")
def documents_of_person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """A box for the pages of other rooms: what this member may see of somebody's papers."""
    return _papers(request, reach(request.member, "documents.of_person", Person, person_id))


def _papers(request: HttpRequest, person: Person) -> HttpResponse:
    rows = visible(request.member, "documents.see", Document).of(person).prefetch_related("signatures")
    papers = list(rows[:100])
    for paper in papers:
        paper.asks_reader = bool(place_of(request.member.person, paper)) and not paper.is_revoked
    papers.sort(key=lambda paper: not paper.asks_reader)  # what waits for the reader comes first
    return partial(
        request,
        "documents/document_list.html",
        "papers",
        person=person,
        is_own=person == request.member.person,
        rows=papers,
    )


@allowed("documents.see")
@require_GET
@never_cache
def document_state(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """A fragment that asks again while the PDF is being made, and stops when it is or cannot be."""
    paper = document_of(request, "documents.see", document_id)
    if not request.htmx:
        return redirect(paper)
    return page(request, "documents/state.html", document=paper)


@allowed("documents.read")
@require_GET
def document_file(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    return as_file(document_of(request, "documents.read", document_id))


@allowed("documents.make_again")
@require_POST
def document_making(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    """Try once more to make the PDF."""
    paper = document_of(request, "documents.make_again", document_id)
    if paper.state == Document.State.FAILED:
        paper.queue()
    if request.htmx:
        return page(request, "documents/state.html", document=paper)
    return done(request, paper)


@allowed("documents.revoke")
def document_revocation(request: HttpRequest, document_id: uuid.UUID) -> HttpResponse:
    paper = document_of(request, "documents.revoke", document_id)
    if paper.is_revoked:
        return redirect(paper)
    form = RevocationForm(request.POST or None)
    if form.is_valid():
        paper.revoke(by=request.member, reason=form.cleaned_data["reason"])
        return done(request, paper, _("The paper is revoked. Whoever asks about the code is told so."))
    return page(request, "documents/revocation.html", document=paper, form=form)
