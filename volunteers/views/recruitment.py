"""Links of one's own: made, hung up as a poster, counted; and the short address that leads on from the wall."""

import uuid
from http import HTTPStatus
from typing import Any

import qrcode
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from qrcode.image.svg import SvgPathFillImage

from foundation.access.gate import allowed, part_of, public, reach, visible
from foundation.pages.answers import done, page
from foundation.people.models import Workplace
from foundation.tenancy.context import current
from volunteers.forms.recruitment import RecruitmentLinkForm
from volunteers.models import RecruitmentLink
from volunteers.places import company_of, shown_workplaces
from volunteers.views.common import own_place, posted


@public
@part_of("volunteer_contacts")
def recruitment(request: HttpRequest, code: str) -> HttpResponse:
    """From the wall to the form, with the place chosen; also when the poster should have been taken down."""
    link = RecruitmentLink.objects.select_related("workplace").filter(code=code.lower()).first()
    if link is None:
        raise Http404
    chosen: dict[str, Any] = {"b": link.code}
    if link.workplace in shown_workplaces():
        chosen["place"] = link.workplace_id
    return redirect(f"{reverse('interest')}?{urlencode(chosen)}", status=HTTPStatus.FOUND)


@allowed("recruitment.see")
def recruitment_links(request: HttpRequest) -> HttpResponse:
    """How many came by each, those that hang first."""
    links = visible(request.member, "recruitment.see", RecruitmentLink).counted()
    hanging = [link for link in links if link.taken_down_on is None]
    taken_down = [link for link in links if link.taken_down_on]
    context = {"hanging": hanging, "taken_down": taken_down}
    return page(request, "volunteers/recruitment_link_list.html", **context)


@allowed("recruitment.make")
def recruitment_link_new(request: HttpRequest) -> HttpResponse:
    places = visible(request.member, "recruitment.make", Workplace).open(request.member.today)
    form = RecruitmentLinkForm(
        posted(request), workplaces=places, initial={"workplace": own_place(request.member)}
    )
    if form.is_valid():
        link = form.save(by=request.member)
        return done(request, link, _("The link is ready. Whoever uses it is counted here."))
    return page(request, "volunteers/recruitment_link_new.html", form=form)


@allowed("recruitment.see")
def recruitment_link(request: HttpRequest, recruitment_link_id: uuid.UUID) -> HttpResponse:
    """The address to pass on, and the poster to print."""
    rows = visible(request.member, "recruitment.see", RecruitmentLink).counted()
    link = reach(request.member, "recruitment.see", RecruitmentLink, recruitment_link_id, rows)
    address = current().url(link.path)
    return page(
        request,
        "volunteers/recruitment_link.html",
        link=link,
        address=address,
        short=address.partition("://")[2].rstrip("/"),
        qr=drawn(address),
        company=company_of(link.workplace),
    )


@allowed("recruitment.make")
@require_POST
def recruitment_link_down(request: HttpRequest, recruitment_link_id: uuid.UUID) -> HttpResponse:
    link = reach(request.member, "recruitment.make", RecruitmentLink, recruitment_link_id)
    link.take_down(by=request.member, on=request.member.today)
    undo = reverse("recruitment_link_up", args=[link.pk])
    return done(request, "recruitment_links", _("Taken down. What it has brought is kept."), undo=undo)


@allowed("recruitment.make")
@require_POST
def recruitment_link_up(request: HttpRequest, recruitment_link_id: uuid.UUID) -> HttpResponse:
    link = reach(request.member, "recruitment.make", RecruitmentLink, recruitment_link_id)
    link.hang_again(by=request.member)
    return done(request, "recruitment_links", _("It hangs again."))


def drawn(address: str) -> SafeString:
    """The square that phones read; the address stands beside it as text."""
    image = qrcode.make(address, image_factory=SvgPathFillImage, border=2)
    return mark_safe(image.to_string().decode())
