"""What volunteers may do, and what not; and what organisations run already (ASG-04, ASG-06, ASG-19)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, can, reach, visible
from foundation.pages.answers import done, page
from foundation.pages.templatetags.samspill import and_list
from volunteers.forms.kinds import ActivityTypeForm, PartnerOfferForm
from volunteers.models import ActivityType, BlockedAttempt, PartnerOffer
from volunteers.views.common import posted


@allowed("kinds.see")
def activity_types(request: HttpRequest) -> HttpResponse:
    """By how it is done; what is the municipality's own duty stands last, with who does it."""
    kinds = list(visible(request.member, "kinds.see", ActivityType))
    offers = visible(request.member, "kinds.see", PartnerOffer).current(request.member.today)
    groups = [
        (label, [kind for kind in kinds if kind.form == form and not kind.is_statutory])
        for form, label in [*ActivityType.Form.choices, ("", _("Others"))]
    ]
    return page(
        request,
        "volunteers/activity_types.html",
        groups=[(label, some) for label, some in groups if some],
        statutory=[kind for kind in kinds if kind.is_statutory],
        offers=offers.select_related("partner", "activity_type", "district"),
        may_write=can(request.member, "kinds.write"),
        attempts=BlockedAttempt.objects.count(),
    )


@allowed("kinds.see")
def activity_type(request: HttpRequest, activity_type_id: uuid.UUID) -> HttpResponse:
    kind = reach(request.member, "kinds.see", ActivityType, activity_type_id)
    offers = visible(request.member, "kinds.see", PartnerOffer).current(request.member.today)
    return page(
        request,
        "volunteers/activity_type.html",
        kind=kind,
        described=kind.said("public_text"),
        facts=_frame(kind),
        offers=offers.filter(activity_type=kind).select_related("partner", "district"),
        may_write=can(request.member, "kinds.write"),
    )


def _frame(kind: ActivityType) -> list[tuple[str, str]]:
    return [
        (_("With one or several"), kind.get_form_display()),
        (_("Where it is"), kind.get_setting_display()),
        (_("Who runs it"), kind.get_owner_display()),
        (_("Usual length"), _("%(n)s minutes") % {"n": kind.typical_minutes} if kind.typical_minutes else ""),
        (_("Courses that are required"), _courses(kind, True)),
        (_("Courses that are recommended"), _courses(kind, False)),
        (_("Age"), _("18 and above") if kind.adults_only else ""),
        (_("A grey zone"), _("each place decides, and writes down what") if kind.decided_locally else ""),
    ]


def _courses(kind: ActivityType, mandatory: bool) -> str:
    return and_list([one.title for one in kind.demands if one.is_mandatory == mandatory])


@allowed("kinds.write")
def activity_type_change(request: HttpRequest, activity_type_id: uuid.UUID) -> HttpResponse:
    kind = reach(request.member, "kinds.write", ActivityType, activity_type_id)
    form = ActivityTypeForm(posted(request), instance=kind)
    if form.is_valid():
        changed = form.save(by=request.member)
        told = _("Saved. It applies from now on, also where it is offered already.")
        return done(request, changed, told)
    return page(request, "volunteers/activity_type_form.html", form=form, kind=kind)


@allowed("kinds.write")
def partner_offer_new(request: HttpRequest) -> HttpResponse:
    form = PartnerOfferForm(posted(request), initial={"activity_type": request.GET.get("kind")})
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "activity_types", _("Saved. Whoever is about to offer the same sees it first."))
    return page(request, "volunteers/partner_offer.html", form=form)


@allowed("kinds.write")
def partner_offer_change(request: HttpRequest, partner_offer_id: uuid.UUID) -> HttpResponse:
    offer = reach(request.member, "kinds.write", PartnerOffer, partner_offer_id)
    form = PartnerOfferForm(posted(request), instance=offer)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "activity_types", _("Saved."))
    return page(request, "volunteers/partner_offer.html", form=form, offer=offer)


@allowed("kinds.write")
@require_POST
def partner_offer_ended(request: HttpRequest, partner_offer_id: uuid.UUID) -> HttpResponse:
    offer = reach(request.member, "kinds.write", PartnerOffer, partner_offer_id)
    offer.end(by=request.member, on=request.member.today)
    return done(request, "activity_types", _("Ended. Others may offer the same again."))
