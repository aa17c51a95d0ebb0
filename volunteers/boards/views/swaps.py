"""A swap among those who share a roster: asked, answered, settled (ASG-09)."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed, reach, visible
from foundation.pages.answers import done, page
from volunteers.boards.forms.members import SwapForm
from volunteers.boards.models import Swap
from volunteers.boards.views.boards import slot_of
from volunteers.views.asking import asked
from volunteers.views.common import posted, refused


@allowed("boards.take")
def swap_new(request: HttpRequest, slot_id: uuid.UUID) -> HttpResponse:
    slot = slot_of(request, "boards.take", slot_id)
    form = SwapForm(posted(request), slot=slot, giver=request.member.person)
    return asked(
        request,
        form,
        lambda: form.save(by=request.member),
        reverse("my_turn", args=[slot.pk]),
        slot.scheme,
        _("They are asked. The turn is yours until somebody has said yes."),
        title=_("Ask somebody to swap"),
        lead=_("Whoever says yes takes the turn, and the contact sees it."),
        submit=_("Ask"),
    )


@allowed("boards.take")
def swap(request: HttpRequest, swap_id: uuid.UUID) -> HttpResponse:
    """For whoever is asked, and for whoever asked."""
    rows = visible(request.member, "boards.take", Swap).with_people()
    found = reach(request.member, "boards.take", Swap, swap_id, rows=rows)
    person = request.member.person
    is_mine = found.giver_id == person.pk
    if request.method == "POST":
        return _answered(request, found, is_mine)
    is_asked = not is_mine and found.asked_id in (None, person.pk)
    return page(request, "boards/swap.html", swap=found, slot=found.slot, is_mine=is_mine, is_asked=is_asked)


def _answered(request: HttpRequest, found: Swap, is_mine: bool) -> HttpResponse:
    try:
        if is_mine:
            found.withdraw(by=request.member)
            return done(request, "my_turns", _("Taken back. The turn is still yours."))
        if request.POST.get("answer") == "yes":
            found.accept(request.member.person, by=request.member)
            told = _("Thank you. The turn is yours, and %(name)s is told.") % {"name": found.giver.first_name}
            return done(request, "my_turns", told)
    except ValidationError as error:
        refused(request, error)
        return done(request, "my_turns")
    return done(request, "my_turns", _("That is quite all right."))
