"""The day itself and afterwards: who came, what was covered, closing, certificates."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from courses.certificates import renew, revoked_of
from courses.models import Certificate, Topic
from courses.views.sessions import refuse_closed, session_of
from foundation.access.gate import allowed, can, reach, visible
from foundation.pages.answers import done, page, partial


@allowed("courses.hold")
@require_POST
def attendance(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    session = session_of(request, "courses.hold", course_session_id)
    refuse_closed(session)
    came, shown = set(request.POST.getlist("came")), set(request.POST.getlist("shown"))
    session.tick(came, shown, by=request.member)
    return done(request, session, _("Saved who came."))


@allowed("courses.hold")
@require_POST
def topics(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    session = session_of(request, "courses.hold", course_session_id)
    refuse_closed(session)
    ticked = set(request.POST.getlist("topic"))
    chosen = [
        topic for topic in Topic.objects.used().filter(course=session.course) if str(topic.pk) in ticked
    ]
    session.cover(chosen, by=request.member)
    return done(request, session, _("Saved what you have been through."))


@allowed("courses.hold")
def closing(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """Cannot be undone, so we ask: everybody who came gets a certificate."""
    session = session_of(request, "courses.hold", course_session_id)
    refused: list[str] = []
    if request.method == "POST":
        try:
            made = session.close(by=request.member)
        except ValidationError as error:
            refused = error.messages
        else:
            told = ngettext(
                "%(count)s certificate is on its way.", "%(count)s certificates are on their way.", len(made)
            )
            return done(request, session, told % {"count": len(made)})
    came = [seat.person for seat in session.taken_seats().filter(attended=True)]
    response = page(
        request,
        "courses/closing.html",
        session=session,
        came=came,
        refused=refused,
        missing=session.missing(),
    )
    response.status_code = 422 if refused else 200
    return response


@allowed("courses.plan")
@require_POST
def course_certificate_anew(request: HttpRequest, certificate_id: uuid.UUID) -> HttpResponse:
    rows = visible(request.member, "courses.plan", Certificate).select_related(
        "session__course", "session__event"
    )
    rows = rows.select_related("person", "document", "session__leader")
    row = reach(request.member, "courses.plan", Certificate, certificate_id, rows=rows)
    renew(row, by=request.member)
    told = _("A new certificate for %(name)s is on its way. The old one is revoked.")
    return done(
        request, reverse("course_certificates", args=[row.session_id]), told % {"name": row.person.name}
    )


@allowed("courses.see")
def certificates(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """The progress of the certificates, and those that were revoked since; htmx asks again until all are made."""
    session = session_of(request, "courses.see", course_session_id)
    rows = list(session.certificates.select_related("person", "document__person"))
    former = revoked_of(session)
    for row in rows:
        row.former = former.get(row.person_id, [])
    return partial(
        request,
        "courses/certificates.html",
        "certificates",
        session=session,
        may_plan=can(request.member, "courses.plan"),
        certificates=rows,
        working=any(row.document.state == "queued" for row in rows),
        made=sum(row.document.state == "made" for row in rows),
    )
