"""The department and the other volunteers are told who comes, and say that they have read it (VOL-41)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed, reach, visible
from foundation.pages.answers import done, page
from foundation.people.models import Person
from volunteers.companions import fellows_of, staff_of
from volunteers.forms.start_checks import ArrivalForm
from volunteers.models import ArrivalNotice, ArrivalReading, Volunteer
from volunteers.views.common import kindly, posted, volunteer_of
from volunteers.views.start import planned


@allowed("volunteers.care")
@kindly
def arrival_notice(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    """Tell everybody there at once; who has read it stands below."""
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    first = planned(volunteer)
    people = _people(volunteer, request) if first else []
    form = ArrivalForm(posted(request))
    if first and form.is_valid():
        form.save(first, people, by=request.member)
        text = _("Everybody is told.")
        return done(request, reverse("arrival_notice", args=[volunteer.pk]), text)
    return page(
        request,
        "volunteers/arrival_notice.html",
        volunteer=volunteer,
        first=first,
        told=_readings(volunteer),
        people=people,
        form=form,
    )


def _readings(volunteer: Volunteer) -> dict[ArrivalNotice, list[ArrivalReading]]:
    """What has been told, the newest first, with everybody who was told. One query."""
    rows = ArrivalReading.objects.filter(notice__first__volunteer=volunteer).select_related(
        "notice", "person"
    )
    found: dict[ArrivalNotice, list[ArrivalReading]] = {}
    for reading in rows.order_by("-notice__sent_at", "person__name", "id"):
        found.setdefault(reading.notice, []).append(reading)
    return found


def _people(volunteer: Volunteer, request: HttpRequest) -> list[Person]:
    """Those who work there and those who volunteer there; not whoever tells, nor who comes."""
    today = request.member.today
    found = dict.fromkeys([*staff_of(volunteer, today), *fellows_of(volunteer, today)])
    return [person for person in found if person not in (request.member.person, volunteer.person)]


@allowed("arrivals.read")
def arrival(request: HttpRequest, arrival_notice_id: uuid.UUID) -> HttpResponse:
    """What is told, and one's own «I have read it»."""
    rows = visible(request.member, "arrivals.read", ArrivalNotice)
    rows = rows.select_related(
        "first__event", "first__companion", "first__volunteer__person", "first__volunteer__workplace"
    )
    notice = reach(request.member, "arrivals.read", ArrivalNotice, arrival_notice_id, rows=rows)
    mine = notice.readings.filter(person=request.member.person).first()
    if request.method == "POST" and mine:
        mine.confirm(by=request.member)
        return done(request, "home", _("Thank you. Now they know that you have read it."))
    return page(request, "volunteers/arrival.html", notice=notice, first=notice.first, mine=mine)
