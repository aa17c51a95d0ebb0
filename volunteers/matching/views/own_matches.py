"""Whom I visit, how it goes, and what I was asked for beyond what was agreed (PRI-01, ASG-03, ASG-16)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.gate import allowed, visible
from foundation.pages.answers import done, page
from foundation.pages.moments import day
from volunteers.matching.forms.matches import BeyondForm, OwnFeedbackForm
from volunteers.matching.models import Match, MatchRelease, MatchTimes
from volunteers.matching.views.common import match_of
from volunteers.views.common import kindly, posted


@allowed("matches.see_own")
def my_matches(request: HttpRequest) -> HttpResponse:
    """Whom I visit: only what was released to me, as long as it stands."""
    rows = visible(request.member, "matches.see_own", Match).filter(volunteer__closed_on=None)
    matches = list(rows.on_my_page(request.member.today).with_people().order_by("starts_on", "id"))
    now = timezone.now()
    times = {one.match_id: one for one in MatchTimes.objects.coming(now).filter(match__in=matches)}
    told: dict[uuid.UUID, list[MatchRelease]] = {}
    for one in visible(request.member, "releases.read", MatchRelease):
        told.setdefault(one.match_id, []).append(one)
    return page(
        request,
        "matching/my_matches.html",
        visits=[_as_told(one, told.get(one.pk, [])) | {"times": times.get(one.pk)} for one in matches],
        today=request.member.today,
    )


def _as_told(match: Match, released: list[MatchRelease]) -> dict[str, object]:
    """The name only where it was released."""
    by_field = {one.field: one.text for one in released}
    order = [field for field in MatchRelease.Field.values if field != MatchRelease.Field.NAME]
    words = dict(MatchRelease.Field.choices)
    return {
        "match": match,
        "name": by_field.get(MatchRelease.Field.NAME, ""),
        "facts": [(words[field], by_field[field]) for field in order if field in by_field],
    }


@allowed("matches.tell_own")
@kindly
def my_match_feedback(request: HttpRequest, match_id: uuid.UUID) -> HttpResponse:
    found = match_of(request, "matches.tell_own", match_id)
    form = OwnFeedbackForm(posted(request))
    if form.is_valid():
        form.save(found, by=request.member)
        return done(request, "my_matches", _("Thank you. Whoever looks after you reads it."))
    return page(request, "matching/my_match_feedback.html", form=form, match=found)


@allowed("matches.tell_own")
@kindly
def my_match_beyond(request: HttpRequest, match_id: uuid.UUID) -> HttpResponse:
    """Asked to do more than was agreed: the agreement stands beside, and it is answered as any concern is."""
    found = match_of(request, "matches.tell_own", match_id)
    form = BeyondForm(posted(request))
    if form.is_valid():
        concern = form.save(found, by=request.member).concern
        answers = found.volunteer.watch(timezone.localdate()).answering
        told = _("Thank you for telling us. You hear from %(name)s by %(day)s.")
        name = answers.first_name if answers else ""
        return done(request, "my_matches", told % {"name": name, "day": day(concern.due_at)})
    return page(request, "matching/my_match_beyond.html", form=form, match=found)
