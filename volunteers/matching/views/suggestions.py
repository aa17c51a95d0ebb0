"""Who could suit, and why, from either side (ASG-02). In order of name: nobody is ranked."""

import uuid
from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from foundation.access.gate import allowed, reach, visible
from foundation.audit.models import read
from foundation.pages.answers import page
from volunteers.matching.forms.recipients import SuggestionFilter
from volunteers.matching.models import Recipient
from volunteers.matching.suggestions import known, pair, suggest
from volunteers.matching.views.common import recipient_of
from volunteers.models import ActivityType, Volunteer


@allowed("matches.decide")
def suggestions(request: HttpRequest, recipient_id: uuid.UUID) -> HttpResponse:
    """Also those who are not suggested, each with why."""
    recipient = recipient_of(request, "matches.decide", recipient_id)
    read(request.member, recipient, what="wish")
    kinds = list(ActivityType.objects.publishable().exclude(form=ActivityType.Form.TASK))
    form = SuggestionFilter({"kind": _only_wish(recipient, kinds)} | request.GET.dict(), kinds=kinds)
    chosen = form.cleaned_data if form.is_valid() else {}
    kind = next((one for one in kinds if one.code == chosen.get("kind")), None)
    rows = visible(request.member, "volunteers.read_notes", Volunteer).filter(
        workplace=recipient.workplace_id
    )
    found = suggest(
        recipient, known(_narrowed(rows, chosen), request.member.today), kind, request.member.today
    )
    return page(
        request,
        "matching/suggestions.html",
        recipient=recipient,
        filter=form,
        kind=kind,
        suitable=[one for one in found if one.is_suitable],
        others=[one for one in found if not one.is_suitable],
    )


def _only_wish(recipient: Recipient, kinds: Iterable[ActivityType]) -> str:
    """What they wish for, when that is one thing: the filter begins there, and shows it."""
    return recipient.kinds[0] if len(recipient.kinds) == 1 and _has(kinds, recipient.kinds[0]) else ""


def _has(kinds: Iterable[ActivityType], code: str) -> bool:
    return any(kind.code == code for kind in kinds)


def _narrowed(rows: QuerySet, chosen: dict[str, str]) -> QuerySet:
    if language := chosen.get("language"):
        rows = rows.speaking(language)
    if company := chosen.get("company"):
        rows = rows.comfortable_with(company)
    return rows


@allowed("matches.decide")
def volunteer_suggestions(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """The other way round: whom this volunteer could visit."""
    today = request.member.today
    rows = known(visible(request.member, "matches.decide", Volunteer), today)
    volunteer = reach(request.member, "matches.decide", Volunteer, volunteer_id, rows)
    wishes = visible(request.member, "recipients.see", Recipient).current().with_state(today)
    kinds = {kind.code: kind for kind in ActivityType.objects.publishable()}
    found = [
        pair(volunteer, recipient, kinds.get(_only_wish(recipient, kinds.values())), today)
        for recipient in wishes.filter(workplace=volunteer.workplace_id, has_somebody=False)
    ]
    return page(
        request,
        "matching/volunteer_suggestions.html",
        volunteer=volunteer,
        suitable=[one for one in found if one.is_suitable],
        others=[one for one in found if not one.is_suitable],
    )
