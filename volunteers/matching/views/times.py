"""When two who are brought together meet: agreed, and no longer fixed (ASG-02)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed
from foundation.pages.answers import done, page
from volunteers.matching.forms.times import MatchTimesForm
from volunteers.matching.views.common import match_of
from volunteers.views.asking import asked
from volunteers.views.common import posted


@allowed("matches.decide")
def match_times(request: HttpRequest, match_id: uuid.UUID) -> HttpResponse:
    found = match_of(request, "matches.decide", match_id)
    if not found.is_running:
        return done(request, found, _("This has ended."))
    now = found.times.running().first()
    form = MatchTimesForm(posted(request), match=found, now=now)
    name = found.volunteer.first_name
    return asked(
        request,
        form,
        lambda: form.save(by=request.member),
        found.get_absolute_url(),
        _("%(volunteer)s and %(name)s") % {"volunteer": name, "name": found.recipient.called},
        _("Agreed. It stands in the week, and %(name)s is told.") % {"name": name},
        title=_("When does %(name)s come?") % {"name": name},
        lead=_("Those who work there see who comes and when, not to whom."),
        submit=_("Put it in the week"),
    )


@allowed("matches.decide")
def match_times_ended(request: HttpRequest, match_id: uuid.UUID) -> HttpResponse:
    found = match_of(request, "matches.decide", match_id)
    now = found.times.running().first()
    if now is None:
        return done(request, found, _("There are no fixed times."))
    if request.method == "POST":
        now.end(by=request.member)
        return done(request, found, _("No fixed times any more. The visits go on."))
    return page(
        request,
        "confirm.html",
        title=_("No fixed times any more?"),
        text=_("The visits go on when it suits both. %(name)s is told, and the times are out of the week.")
        % {"name": found.volunteer.first_name},
        submit=_("Take them out of the week"),
        cancel_url=found.get_absolute_url(),
    )
