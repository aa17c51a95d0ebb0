"""Where I am logged in, and how I end it there."""

import uuid

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from foundation.access import sessions as opened
from foundation.access.gate import allowed, reach
from foundation.access.models import OpenSession
from foundation.audit.models import record
from foundation.pages.answers import done, page


@allowed("account.see")
def sessions(request: HttpRequest) -> HttpResponse:
    return page(request, "access/sessions.html", sessions=opened.listed(request, request.member.person))


@allowed("account.see")
@require_POST
def session_ending(request: HttpRequest, open_session_id: uuid.UUID) -> HttpResponse:
    """One of them. A double click ends nothing twice."""
    session = reach(request.member, "account.see", OpenSession, open_session_id)
    if opened.is_this(request, session):
        logout(request)
        return done(request, "account_login", _("You are logged out."))
    if OpenSession.objects.filter(pk=session.pk, ended_at=None).end():
        record(request.member, "login.session_ended", session, about=request.member.person)
    return done(request, "sessions", _("That log-in is ended."))


@allowed("account.see")
@require_POST
def other_sessions_ending(request: HttpRequest) -> HttpResponse:
    member = request.member
    number = opened.end_others(request, member.person)
    if number:
        record(member, "login.other_sessions_ended", member.person, about=member.person)
    told = ngettext("One other log-in is ended.", "%(number)s other log-ins are ended.", number)
    return done(request, "sessions", told % {"number": number} if number else _("There were no others."))
