"""Before and on the first day: what is asked for here, what is there, and the lists that are gone through (VOL-33, 34, 40)."""

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed
from foundation.pages.answers import done, page
from volunteers.checklists import Point, points
from volunteers.forms.start_checks import ChecklistForm
from volunteers.models import Volunteer
from volunteers.models.checklist import Checklist
from volunteers.preparation import items
from volunteers.views.common import kindly, posted, volunteer_of

TALKS = (Checklist.DILEMMAS, Checklist.PRACTICAL)


@allowed("volunteers.care")
def preparation(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    found = items(volunteer, request.member.today) if volunteer.workplace_id else []
    return page(
        request,
        "volunteers/preparation.html",
        volunteer=volunteer,
        items=found,
        blocking=[item for item in found if item.blocks],
    )


@allowed("volunteers.care")
@kindly
def checklist(request: HttpRequest, volunteer_id: uuid.UUID, checklist: str) -> HttpResponse:
    """What is talked through before the first time, each point with what applies here."""
    if checklist not in TALKS:
        raise Http404
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    back = reverse("preparation", args=[volunteer.pk])
    return _gone_through(request, volunteer, checklist, back)


@allowed("start.first_day")
@kindly
def first_day(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """On the day itself, by whoever is there: contact, staff or buddy."""
    volunteer = volunteer_of(request, "start.first_day", volunteer_id)
    return _gone_through(request, volunteer, Checklist.FIRST_DAY, reverse("home"))


def _gone_through(request: HttpRequest, volunteer: Volunteer, checklist: str, back: str) -> HttpResponse:
    read = points(checklist)
    ticks = {tick.code: tick for tick in volunteer.ticks.standing().filter(checklist=checklist)}
    form = ChecklistForm(
        posted(request),
        volunteer=volunteer,
        checklist=checklist,
        points=read,
        initial={"points": list(ticks)},
    )
    if form.is_valid():
        whole = "sign_off" in request.POST
        try:
            form.save(by=request.member, whole=whole)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            told = _("The whole list is gone through.") if whole else _("Kept.")
            return done(request, back if whole else request.path, told)
    chosen = set(form["points"].value() or ())
    return page(
        request,
        "volunteers/checklist.html",
        volunteer=volunteer,
        form=form,
        title=Checklist(checklist).label,
        rows=[_row(point, ticks.get(point.code), point.code in chosen) for point in read],
        signed=volunteer.sign_offs.filter(checklist=checklist).first(),
        back_url=back,
        is_first_day=checklist == Checklist.FIRST_DAY,
    )


def _row(point: Point, tick: object, chosen: bool) -> dict[str, object]:
    """`changed`: was given in another wording than the one that stands there now."""
    changed = tick is not None and tick.number != point.number
    return {"point": point, "tick": tick, "chosen": chosen, "changed": changed}
