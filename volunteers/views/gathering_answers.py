"""The guest's side of a gathering: yes or no from the mail or from my page, and what to talk about (VOL-46, VOL-47)."""

import uuid

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from foundation.access.answers import link_gone
from foundation.access.gate import allowed, public, reach, visible
from foundation.access.links import LinkGone, open_link
from foundation.pages.answers import done, page
from foundation.people.models import Person
from volunteers.forms.gatherings import AnswerForm, ThemeWishForm
from volunteers.models import Gathering
from volunteers.models.gathering import LINK
from volunteers.views.common import posted


@public
@never_cache
def gathering_answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Behind the link in the mail; it stays open until the day, so that one may change one's mind."""
    try:
        link = open_link(secret, LINK)
    except LinkGone as gone:
        return link_gone(request, gone)
    found = Gathering.objects.with_event().get(pk=link.about_id)
    answer = _answered(request, found, link.person, by=link.person)
    return answer or _shown(request, "volunteers/gathering_answer.html", found, link.person)


@allowed("gatherings.answer")
def my_gathering(request: HttpRequest, gathering_id: uuid.UUID) -> HttpResponse:
    """The same from my page, with what one would like to talk about."""
    rows = visible(request.member, "gatherings.answer", Gathering).with_event()
    found = reach(request.member, "gatherings.answer", Gathering, gathering_id, rows=rows)
    person = request.member.person
    if "wish" in request.POST:
        form = ThemeWishForm(request.POST)
        if form.is_valid():
            form.save(found, person)
            return done(request, request.path, _("Thank you. It is brought along to the meeting."))
        return _shown(request, "volunteers/my_gathering.html", found, person, wish=form)
    answer = _answered(request, found, person, by=request.member)
    return answer or _shown(request, "volunteers/my_gathering.html", found, person)


def _answered(request: HttpRequest, found: Gathering, person: Person, by: object) -> HttpResponse | None:
    form = AnswerForm(posted(request))
    if not form.is_valid():
        return None
    try:
        comes = form.save(found, person, by=by)
    except ValidationError as error:
        return done(request, request.path, " ".join(error.messages))
    told = _("How nice. We look forward to seeing you.") if comes else _("Thank you for telling us.")
    return done(request, request.path, told)


def _shown(
    request: HttpRequest, template: str, found: Gathering, person: Person, wish: ThemeWishForm | None = None
) -> HttpResponse:
    mine = found.event.participations.filter(person=person).order_by("-signed_up_at").first()
    state = mine.state if mine else ""
    comes = {"signed_up": "yes", "waiting": "yes", "declined": "no", "cancelled": "no"}.get(state, "")
    form = AnswerForm(None if wish else posted(request), initial={"comes": comes})
    return page(
        request,
        template,
        gathering=found,
        event=found.event,
        form=form,
        comes=comes,
        wish=wish or ThemeWishForm(),
    )
