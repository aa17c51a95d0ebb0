"""A link to pass on, by a volunteer or by anybody: nobody is named, and whoever comes by it came through somebody they know (VOL-08)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed, part_of, public
from foundation.pages.answers import done, page
from foundation.people.models import Workplace
from foundation.tenancy.context import current
from volunteers.models import RecruitmentLink
from volunteers.places import shown_workplaces
from volunteers.views.common import volunteer_of
from volunteers.views.recruitment import drawn

Kind = RecruitmentLink.Kind


@allowed("volunteers.ask")
def my_link(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = volunteer_of(request, "volunteers.ask", volunteer_id)
    if volunteer.workplace is None:
        raise Http404
    back = {"back_url": reverse("my_page"), "back_text": _("My page"), "layout": "base.html"}
    return _passed_on(request, volunteer.workplace, Kind.VOLUNTEER, back)


@public
@part_of("volunteer_contacts")
def portal_link(request: HttpRequest, workplace_id: uuid.UUID) -> HttpResponse:
    workplace = shown_workplaces().filter(pk=workplace_id).first()
    if workplace is None:
        raise Http404
    url = reverse("portal_workplace", args=[workplace.pk])
    back = {"back_url": url, "back_text": workplace.name, "layout": "portal.html"}
    return _passed_on(request, workplace, Kind.RELATIVE, back)


def _passed_on(request: HttpRequest, workplace: Workplace, kind: str, back: dict[str, str]) -> HttpResponse:
    """Made the first time somebody asks for it; then it is the same for all."""
    link = RecruitmentLink.objects.to_pass_on(workplace, kind).first()
    if request.method == "POST":
        RecruitmentLink.pass_on(workplace, kind)
        return done(request, request.path)
    address = current().url(link.path) if link else ""
    context = {"workplace": workplace, "link": link, "address": address, "qr": drawn(address) if link else ""}
    return page(request, "volunteers/passing_on.html", **context, **back)
