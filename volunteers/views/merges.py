"""Perhaps the same person: found, shown side by side, merged field by field, and parted again."""

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import Refused, allowed, helper_for, reach, visible
from foundation.pages.answers import done, page
from foundation.pages.moments import day
from volunteers.forms.merge import MergeForm
from volunteers.likeness import pairs
from volunteers.models import Merge, TwoPeople, Volunteer
from volunteers.views.common import posted, refused

SHOWN = 50


@allowed("volunteers.merge")
def likenesses(request: HttpRequest) -> HttpResponse:
    merges = visible(request.member, "merges.see", Merge).select_related("kept", "given_up")[:SHOWN]
    undoable = {merge.pk for merge in merges if merge.can_be_undone(request.member.today)}
    found = pairs(request.member)
    return page(request, "volunteers/likeness_list.html", pairs=found, merges=merges, undoable=undoable)


@allowed("volunteers.merge")
def merge(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """The other one stands in the address: `?med=`. Everything of both is shown, also what is alike."""
    one, other = _both(request, volunteer_id)
    form = MergeForm(posted(request), one=one.person, other=other.person)
    if form.is_valid():
        try:
            made = form.save(by=request.member)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            text = _("%(name)s is one now. You can part them again until %(day)s.")
            told = text % {"name": made.kept.first_name, "day": day(made.until)}
            return done(request, "likenesses", told, undo=reverse("merge_undone", args=[made.pk]))
    return page(request, "volunteers/merge.html", form=form, one=one, other=other)


@allowed("volunteers.merge")
@require_POST
def two_people(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    one, other = _both(request, volunteer_id)
    TwoPeople.say(one.person, other.person, by=request.member)
    return done(request, "likenesses", _("Then they are two, and we do not ask again."))


@allowed("merges.see")
@require_POST
def merge_undone(request: HttpRequest, merge_id: uuid.UUID) -> HttpResponse:
    made = reach(request.member, "merges.see", Merge, merge_id)
    try:
        made.undo(by=request.member)
    except ValidationError as error:
        refused(request, error)
        return done(request, "likenesses")
    return done(request, "likenesses", _("They are two again, each as they were."))


def _both(request: HttpRequest, volunteer_id: uuid.UUID) -> tuple[Volunteer, Volunteer]:
    try:
        other_id = uuid.UUID(request.GET.get("med", ""))
    except ValueError:
        raise Http404 from None
    one, other = _one(request, volunteer_id), _one(request, other_id)
    if one.person_id == other.person_id:
        raise Http404
    return one, other


def _one(request: HttpRequest, pk: uuid.UUID) -> Volunteer:
    """Rights to the whole person: also where else they volunteer."""
    mine = visible(request.member, "volunteers.merge", Volunteer).with_people()
    found = reach(request.member, "volunteers.merge", Volunteer, pk, mine)
    elsewhere = found.person.volunteering.exclude(pk__in=mine.values("pk")).first()
    if elsewhere:
        raise Refused(helper_for(elsewhere))
    return found
