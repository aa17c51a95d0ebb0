"""The papers before the first time: issued, sent, signed by both (VOL-30, VOL-31). Signing itself is in `documents`."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed
from foundation.documents.models import Document
from foundation.documents.signing import send_link
from foundation.notices.delivery import delivery
from foundation.pages.answers import done, page
from volunteers import papers
from volunteers.forms.papers import AgreementForm
from volunteers.models.start import confirmed_by_partner
from volunteers.views.common import kindly, posted, volunteer_of

KINDS = (papers.CONFIDENTIALITY, papers.AGREEMENT)


@allowed("volunteers.care")
@kindly
def volunteer_papers(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Both papers, and what remains for each."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    issued = papers.newest_of(volunteer)
    rows = {kind: paper_row(issued.get(kind)) for kind in KINDS}
    unsent = [row for row in rows.values() if row["waits_for"] == "volunteer"]
    sent = delivery(volunteer.person, "documents_to_sign", about=list(issued.values()))
    one = next(iter(issued.values()), None)
    context = {"unsent": unsent, "sent": sent, "paper": one, "confirmed": confirmed_by_partner(volunteer)}
    return page(request, "volunteers/papers.html", volunteer=volunteer, **context, **rows)


def paper_row(paper: Document | None) -> dict[str, Any]:
    """`waits_for` is who has the next move: nobody's paper, the volunteer's, ours, or nobody any more."""
    own = paper.signature_of("volunteer") if paper else None
    ours = paper.signature_of("contact") if paper else None
    waits_for = "issue"
    if paper:
        waits_for = "volunteer" if own and not own.signed_at else "us" if ours and not ours.signed_at else ""
    return {"paper": paper, "own": own, "ours": ours, "waits_for": waits_for}


@allowed("volunteers.care")
@kindly
def confidentiality(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Look the text through, then issue it."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    if request.method == "POST":
        papers.issue_confidentiality(volunteer, by=request.member)
        text = _("The paper is ready. Send it to %(name)s, or print it.") % {"name": volunteer.first_name}
        return done(request, _page_of(volunteer), text)
    text = papers.preview(volunteer, papers.CONFIDENTIALITY, {})
    return page(request, "volunteers/confidentiality.html", volunteer=volunteer, text=text)


@allowed("volunteers.care")
@kindly
def agreement(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """What the two have agreed on; the text is shown before it is issued."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    form = AgreementForm(posted(request), volunteer=volunteer)
    text = ""
    if form.is_valid():
        if "issue" in request.POST:
            form.save(by=request.member)
            told = _("The agreement is ready. Send it to %(name)s, or print it.") % {
                "name": volunteer.first_name
            }
            return done(request, _page_of(volunteer), told)
        with papers.spoken(volunteer):
            text = papers.preview(volunteer, papers.AGREEMENT, papers.agreement_fields(form.terms))
    return page(request, "volunteers/agreement.html", volunteer=volunteer, form=form, text=text)


@allowed("volunteers.care")
@kindly
@require_POST
def papers_sent(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """One mail with one link, where everything that waits is signed, one paper after another."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    rows = [paper_row(paper) for kind, paper in papers.newest_of(volunteer).items() if kind in KINDS]
    waiting = [row["own"] for row in rows if row["waits_for"] == "volunteer"]
    reached = bool(waiting) and send_link(waiting[0], request.member)
    name = {"name": volunteer.first_name}
    text = (
        _("%(name)s gets a link to read and sign.")
        if reached
        else _("%(name)s cannot be reached by mail or phone. Print the paper, and sign with a pen.")
    )
    return done(request, _page_of(volunteer), text % name)


def _page_of(volunteer: Any) -> str:
    from django.urls import reverse

    return reverse("volunteer_papers", args=[volunteer.pk])
