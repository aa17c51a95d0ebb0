"""Recognition: whoever has gone a year without thanks, round years, and a thanks to send. No order of merit (VOL-60)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed, can, reach, visible
from foundation.pages.answers import done, page
from volunteers.belonging import milestones, unthanked
from volunteers.forms.thanks import GiftForm, ThanksForm
from volunteers.models import Gift, Thanks, Volunteer
from volunteers.views.common import kindly, posted, volunteer_of


@allowed("thanks.see")
def recognition(request: HttpRequest) -> HttpResponse:
    today = request.member.today
    here = visible(request.member, "thanks.see", Volunteer)
    return page(
        request,
        "volunteers/recognition.html",
        waiting=list(unthanked(here, today)[:60]),
        milestones=milestones(here.active().with_people(), today),
        given=list(visible(request.member, "thanks.see", Thanks).select_related("volunteer__person")[:12]),
        gifts=list(visible(request.member, "thanks.see", Gift).select_related("volunteer__person")[:12]),
    )


@allowed("thanks.give")
@kindly
def thanks_new(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """By anybody who works there; an employee sees nothing but the name."""
    rows = visible(request.member, "thanks.give", Volunteer).with_people()
    volunteer = reach(request.member, "thanks.give", Volunteer, volunteer_id, rows=rows)
    form = ThanksForm(posted(request), initial={"occasion": request.GET.get("til", "")[:120]})
    back = reverse("recognition") if can(request.member, "thanks.see") else reverse("visits")
    if form.is_valid():
        form.save(volunteer, by=request.member)
        text = _("%(name)s gets your words.") % {"name": volunteer.first_name}
        return done(request, back, text)
    return page(request, "volunteers/thanks_new.html", volunteer=volunteer, form=form, back_url=back)


@allowed("volunteers.care")
@kindly
def gift_new(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    form = GiftForm(posted(request))
    if form.is_valid():
        form.save(volunteer, by=request.member)
        return done(request, reverse("gift_new", args=[volunteer.pk]), _("Written down."))
    gifts = volunteer.gifts.all()
    return page(request, "volunteers/gift_new.html", volunteer=volunteer, form=form, gifts=gifts)
