"""The group of a course: a contact list for those who want one, and what people said they like (CRS-20)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses.forms.group import GroupForm, LikingForm
from courses.models import CourseSession
from courses.models.group import group_of, is_open, seats_of
from courses.views.sessions import session_of
from foundation.access.gate import allowed
from foundation.pages.answers import done, page


@allowed("courses.join")
@never_cache
def course_group(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """Only who shares sees the others; so nobody reads the list without standing on it."""
    session, person = _mine(request, course_session_id), request.member.person
    posted = request.POST if request.method == "POST" else None
    form = GroupForm(posted, session=session, person=person)
    if form.is_valid():
        told = (
            _("You are on the list, and see the others.")
            if form.save(by=request.member)
            else _("You are off the list.")
        )
        return done(request, request.path, told)
    group = list(group_of(session))
    is_on = any(one.person_id == person.pk for one in group)
    others = [one for one in group if one.person_id != person.pk] if is_on else []
    return page(request, "courses/group.html", form=form, session=session, is_on=is_on, others=others)


def _mine(request: HttpRequest, pk: uuid.UUID) -> CourseSession:
    session = session_of(request, "courses.join", pk)
    if not is_open(session) or not seats_of(session).filter(person=request.member.person).exists():
        raise Http404
    return session


@allowed("courses.hold")
def course_interests(request: HttpRequest, course_session_id: uuid.UUID) -> HttpResponse:
    """What is ticked is added to the profile. What they have told before is not shown here."""
    session = session_of(request, "courses.hold", course_session_id)
    form = LikingForm(request.POST if request.method == "POST" else None, session=session)
    if form.is_valid() and (person := form.save(by=request.member)):
        told = _("Noted. %(name)s sees it on the profile, and can change it.")
        return done(request, request.path, told % {"name": person.first_name})
    return page(request, "courses/interests.html", form=form, session=session)
