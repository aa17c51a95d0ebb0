"""Standing agreements and days away: by oneself, or written down by whoever plans."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach, visible
from foundation.access.members import Member
from foundation.pages.answers import done
from volunteers.boards.forms.members import AwayForm, StandingForm
from volunteers.boards.models import Away, Scheme, Standing
from volunteers.boards.views.boards import scheme_of
from volunteers.views.asking import asked
from volunteers.views.common import posted


def _self(request: HttpRequest) -> Member | None:
    """Oneself, unless one comes as somebody who plans."""
    return request.member if request.member.role == "self" else None


def _back(request: HttpRequest, scheme: Scheme) -> str:
    return reverse("my_turns") if _self(request) else reverse("scheme", args=[scheme.pk])


@allowed("standing.agree")
def standing_new(request: HttpRequest, scheme_id: uuid.UUID) -> HttpResponse:
    found = scheme_of(request, "standing.agree", scheme_id)
    initial = {"starts_on": request.member.today, "rhythm": "1"}
    form = StandingForm(posted(request), scheme=found, member=_self(request), initial=initial)
    return asked(
        request,
        form,
        lambda: form.save(by=request.member),
        _back(request, found),
        found,
        _("Agreed. It is written up week after week, as far as there is room."),
        title=_("A standing agreement"),
        lead=_("Instead of ticking every week. You can still say that you cannot come, any time."),
        submit=_("Agree"),
    )


@allowed("standing.agree")
@require_POST
def standing_ended(request: HttpRequest, standing_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "standing.agree", Standing).with_people()
    found = reach(request.member, "standing.agree", Standing, standing_id, rows=rows)
    found.end(by=request.member)
    told = _("The agreement is ended. What was ahead is free for others.")
    return done(request, _back(request, found.member.scheme), told)


@allowed("standing.agree")
def away_new(request: HttpRequest, scheme_id: uuid.UUID) -> HttpResponse:
    found = scheme_of(request, "standing.agree", scheme_id)
    form = AwayForm(posted(request), scheme=found, member=_self(request))
    return asked(
        request,
        form,
        lambda: form.save(by=request.member),
        _back(request, found),
        found,
        _("Noted. Those days are free for others, and the agreement goes on afterwards."),
        title=_("Days away"),
        lead=_("Nobody asks why."),
        submit=_("Save"),
    )


@allowed("standing.agree")
@require_POST
def away_ended(request: HttpRequest, away_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "standing.agree", Away).select_related(
        "member__volunteer__person", "member__scheme__activity__workplace"
    )
    found = reach(request.member, "standing.agree", Away, away_id, rows=rows)
    found.come_back(by=request.member)
    return done(
        request, _back(request, found.member.scheme), _("Welcome back. What is still free is taken up again.")
    )
