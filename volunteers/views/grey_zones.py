"""May a volunteer …? Looked up, talked about and decided (LEG-10)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, can, reach, visible
from foundation.pages.answers import done, page, partial
from volunteers.forms.grey_zones import DecisionForm, GreyZoneFilter, GreyZoneForm
from volunteers.models import GreyZoneCase
from volunteers.views.asking import asked
from volunteers.views.common import kindly, posted


def _case(request: HttpRequest, action: str, grey_zone_case_id: uuid.UUID) -> GreyZoneCase:
    rows = visible(request.member, action, GreyZoneCase).select_related("workplace")
    return reach(request.member, action, GreyZoneCase, grey_zone_case_id, rows=rows)


@allowed("grey_zones.see")
def grey_zones(request: HttpRequest) -> HttpResponse:
    """All at once, so that it prints as it stands."""
    chosen = GreyZoneFilter(request.GET)
    rows = visible(request.member, "grey_zones.see", GreyZoneCase).current().select_related("workplace")
    return partial(
        request,
        "volunteers/grey_zones.html",
        "grey-zones",
        filter=chosen,
        cases=list(chosen.narrow(rows)),
        is_narrowed=any(request.GET.get(name) for name in chosen.fields),
        may_write=can(request.member, "grey_zones.write"),
    )


@allowed("grey_zones.see")
def grey_zone(request: HttpRequest, grey_zone_case_id: uuid.UUID) -> HttpResponse:
    case = _case(request, "grey_zones.see", grey_zone_case_id)
    whom = dict(GreyZoneCase.Whom.choices)
    return page(
        request,
        "volunteers/grey_zone.html",
        case=case,
        affects=[whom[one] for one in case.affects if one in whom],
        former=case.former.all(),
        may_write=can(request.member, "grey_zones.write", case),
    )


@allowed("grey_zones.write")
def grey_zone_new(request: HttpRequest) -> HttpResponse:
    form = GreyZoneForm(posted(request), member=request.member)
    return asked(
        request,
        form,
        lambda: form.save(by=request.member),
        reverse("grey_zones"),
        _("May a volunteer …?"),
        _("Written down. Talk it over with those it concerns, and write what is decided."),
        title=_("A new grey zone"),
        lead=_("Something that is asked about, and where the answer is not plain."),
        submit=_("Write it down"),
    )


@allowed("grey_zones.write")
def grey_zone_change(request: HttpRequest, grey_zone_case_id: uuid.UUID) -> HttpResponse:
    case = _case(request, "grey_zones.write", grey_zone_case_id)
    form = GreyZoneForm(posted(request), member=request.member, instance=case)
    return asked(
        request,
        form,
        lambda: form.save(by=request.member),
        case.get_absolute_url(),
        _("Back"),
        _("Saved. What is decided stands."),
        title=_("What speaks for and against"),
        submit=_("Save"),
    )


@allowed("grey_zones.write")
def grey_zone_decision(request: HttpRequest, grey_zone_case_id: uuid.UUID) -> HttpResponse:
    case = _case(request, "grey_zones.write", grey_zone_case_id)
    form = DecisionForm(posted(request), instance=case)
    return asked(
        request,
        form,
        lambda: form.save(by=request.member),
        case.get_absolute_url(),
        case.task,
        _("Decided. Everybody finds it here now, also the volunteers."),
        title=_("What is decided?"),
        lead=_("Those it concerns have talked it over: staff, volunteers and their representatives."),
        submit=_("This is what applies"),
    )


@allowed("grey_zones.write")
@kindly
@require_POST
def grey_zone_removed(request: HttpRequest, grey_zone_case_id: uuid.UUID) -> HttpResponse:
    """Out of the register, and by «Undo» back in it."""
    case = _case(request, "grey_zones.write", grey_zone_case_id)
    undoing = "back" in request.GET
    case.remove(by=request.member, on=None if undoing else request.member.today)
    undo = "" if undoing else reverse("grey_zone_removed", args=[case.pk]) + "?back"
    told = _("“%(name)s” is back.") if undoing else _("“%(name)s” is out of the register.")
    return done(request, "grey_zones", told % {"name": case.task}, undo)
