"""What volunteers do in the municipality, to be shown and handed out at courses (CRS-21)."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed
from foundation.documents.models import Document
from foundation.pages.answers import done, page
from volunteers.effort import KIND, effort, hand_out


@allowed("effort.see")
def effort_overview(request: HttpRequest) -> HttpResponse:
    papers = Document.objects.filter(kind=KIND, person=request.member.person).order_by("-issued_at")
    return page(
        request, "volunteers/effort.html", effort=effort(request.member.today), document=papers.first()
    )


@allowed("effort.see")
@require_POST
def effort_paper(request: HttpRequest) -> HttpResponse:
    hand_out(by=request.member, today=request.member.today)
    return done(request, "effort_overview", _("The PDF is being made, with the numbers of today."))
