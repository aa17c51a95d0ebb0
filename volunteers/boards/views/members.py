"""Who takes part in a scheme, and who is written up for a turn."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach, visible
from foundation.pages.answers import done
from volunteers.boards.forms.members import SchemeMemberForm, SlotMemberForm
from volunteers.boards.models import SchemeMember
from volunteers.boards.views.boards import scheme_of, slot_of
from volunteers.views.asking import asked
from volunteers.views.common import posted


@allowed("boards.plan")
def scheme_member_new(request: HttpRequest, scheme_id: uuid.UUID) -> HttpResponse:
    found = scheme_of(request, "boards.plan", scheme_id)
    form = SchemeMemberForm(posted(request), scheme=found)
    return asked(
        request,
        form,
        lambda: form.save(by=request.member),
        reverse("scheme", args=[found.pk]),
        found,
        _("Saved. The board is theirs to see."),
        title=_("Bring somebody in"),
        lead=_(
            "Volunteers of the place see an open board already. Here you bring in somebody from elsewhere."
        ),
        submit=_("Bring in"),
    )


@allowed("boards.plan")
@require_POST
def scheme_member_out(request: HttpRequest, scheme_member_id: uuid.UUID) -> HttpResponse:
    """Coming turns go back to the board."""
    rows = visible(request.member, "boards.plan", SchemeMember).with_people()
    found = reach(request.member, "boards.plan", SchemeMember, scheme_member_id, rows=rows)
    found.leave(by=request.member)
    told = _("%(name)s takes part no more. What was ahead is free again.") % {"name": found.first_name}
    return done(request, reverse("scheme", args=[found.scheme_id]), told)


@allowed("boards.plan")
def slot_member(request: HttpRequest, slot_id: uuid.UUID) -> HttpResponse:
    """Somebody said yes on the phone."""
    found = slot_of(request, "boards.plan", slot_id)
    form = SlotMemberForm(posted(request), scheme=found.scheme)
    return asked(
        request,
        form,
        lambda: form.save(found, by=request.member),
        f"{found.scheme.get_absolute_url()}?dag={found.on}",
        found.scheme,
        _("Written up, and told."),
        title=_("Write somebody up for %(title)s") % {"title": found},
        submit=_("Write up and tell"),
    )
