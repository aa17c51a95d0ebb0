"""Organisations that confirm confidentiality for their volunteers, a year at a time (VOL-30, PAR-08)."""

import uuid

from django.db.models import Count, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach, visible
from foundation.pages.answers import done, page
from foundation.pages.moments import day
from foundation.people.models import Partner, PartnerConfirmation
from volunteers.forms.partner_confirmations import ConfirmationForm
from volunteers.models import Profile
from volunteers.views.common import posted


@allowed("partners.confirm")
def partner_confirmations(request: HttpRequest) -> HttpResponse:
    """Each organisation: how many volunteers come through it, and until when it has confirmed."""
    ongoing = Profile.objects.filter(partner=OuterRef("pk"), volunteer__closed_on=None).order_by()
    counted = ongoing.values("partner").annotate(n=Count("pk")).values("n")
    valid = PartnerConfirmation.objects.valid(request.member.today).filter(partner=OuterRef("pk"))
    rows = visible(request.member, "partners.confirm", Partner).annotate(
        volunteers=Subquery(counted),
        confirmation=Subquery(valid.values("pk")[:1]),
        confirmed_by=Subquery(valid.values("confirmed_by")[:1]),
        confirmed_on=Subquery(valid.values("confirmed_on")[:1]),
        valid_until=Subquery(valid.values("valid_until")[:1]),
    )
    rows = rows.filter(Q(volunteers__gt=0) | Q(confirmation__isnull=False)).order_by("name", "id")
    return page(request, "volunteers/partner_confirmations.html", partners=rows)


@allowed("partners.confirm")
def partner_confirmation_new(request: HttpRequest, partner_id: uuid.UUID) -> HttpResponse:
    partner = reach(request.member, "partners.confirm", Partner, partner_id)
    form = ConfirmationForm(posted(request), partner=partner)
    if form.is_valid():
        row = form.save(by=request.member)
        told = {"name": partner.name, "day": day(row.valid_until, "dated")}
        text = _("Written down. It holds for everybody who comes through %(name)s, until %(day)s.") % told
        undo = reverse("partner_confirmation_withdrawn", args=[row.pk])
        return done(request, "partner_confirmations", text, undo=undo)
    return page(request, "volunteers/partner_confirmation_new.html", form=form, partner=partner)


@allowed("partners.confirm")
@require_POST
def partner_confirmation_withdrawn(request: HttpRequest, partner_confirmation_id: uuid.UUID) -> HttpResponse:
    row = reach(request.member, "partners.confirm", PartnerConfirmation, partner_confirmation_id)
    row.withdraw(by=request.member)
    return done(request, "partner_confirmations", _("Taken back."))
