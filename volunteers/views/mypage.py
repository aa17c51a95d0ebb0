"""«My page»: the volunteer's own (VOL-59)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, is_in_use, marked
from foundation.access.invitations import invite
from foundation.access.who_may import who_may
from foundation.pages.answers import done, page
from foundation.tenancy.settings import setting
from volunteers import mine
from volunteers.forms.mypage import DetailsForm
from volunteers.papers import preview
from volunteers.story import story
from volunteers.views.common import kindly, posted, volunteer_of


@allowed("volunteers.ask")
def my_page(request: HttpRequest) -> HttpResponse:
    person = request.member.person
    relations, coming = mine.relations_of(person), mine.coming_for(person, timezone.now())
    upcoming = coming[0] if coming else None
    first = mine.first_at(upcoming, person)
    return page(
        request,
        "volunteers/my_page.html",
        person=person,
        relations=relations,
        lead=mine.lead(relations, coming),
        next=upcoming,
        first_next=first,
        am_companion=bool(first and first.companion_id == person.pk),
        later=coming[1:],
        asked=mine.asked_to(person, timezone.now()),
        thanks=mine.thanks_to(person),
        unsigned=mine.unsigned(person.pk),
        papers=mine.my_papers(person),
        has_courses=is_in_use("courses.join"),
        insured=mine.insured(relations),
        terms=setting("insurance_terms_url"),
        seen=_who_sees(relations),
    )


def _who_sees(relations: list[mine.Relation]) -> list[str]:
    """By name, for each place where I am: whoever the tables let read what has been said."""
    today = timezone.localdate()
    found = (who_may("volunteers.read_notes", one.volunteer, today) for one in relations)
    return list(dict.fromkeys(person.name for people in found for person in people))


@allowed("volunteers.ask")
def my_story(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about me at one place, and who has read it."""
    person = request.member.person
    rows = person.volunteering.select_related(
        "person", "workplace", "enquiry", "ending", "register_row__register"
    )
    rows = marked(rows, request.member, may_read="volunteers.read_notes")
    volunteers = list(rows.order_by("-registered_at"))
    chosen = next((one for one in volunteers if str(one.pk) == request.GET.get("sted")), None)
    shown = chosen or next(iter(volunteers), None)
    return page(
        request,
        "volunteers/my_story.html",
        shown=shown,
        others=[one for one in volunteers if one != shown],
        moments=story(shown) if shown else [],
        facts=mine.facts_about(person),
        readings=mine.readings_about(person),
    )


@allowed("volunteers.correct")
@kindly
def my_details(request: HttpRequest) -> HttpResponse:
    form = DetailsForm(posted(request), instance=request.member.person)
    if form.is_valid():
        form.save(by=request.member)
        return done(request, "my_page", _("Saved. Thank you for keeping it right."))
    return page(request, "volunteers/my_details.html", form=form)


@allowed("volunteers.ask")
def if_something_happens(request: HttpRequest) -> HttpResponse:
    """Whom to call, and what to do: the municipality's own text, for each place."""
    relations = [one for one in mine.relations_of(request.member.person) if one.volunteer.workplace_id]
    texts = [(one, preview(one.volunteer, "if_something_happens", {})) for one in relations]
    return page(request, "volunteers/if_something_happens.html", texts=texts)


@allowed("volunteers.care")
@kindly
@require_POST
def my_page_invitation(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """The contact mails the volunteer a one-time link to a log-in of their own."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    if not volunteer.lacks_own_page:
        return done(request, volunteer)
    invite(volunteer.person, by=request.member)
    text = _("%(name)s gets a link to a page of their own.") % {"name": volunteer.first_name}
    return done(request, volunteer, text)
