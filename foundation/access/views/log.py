"""Who has done and read what about me, or about somebody whose log I may see."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from foundation.access.gate import allowed, reach
from foundation.access.log import log_page
from foundation.audit.models import read
from foundation.pages.answers import SeeOther, page
from foundation.people.models import Person


@allowed("account.see")
def log(request: HttpRequest) -> HttpResponse:
    return shown(request, request.member.person)


@allowed("log.see")
def log_of(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    person = reach(request.member, "log.see", Person, person_id)
    return SeeOther(reverse("log")) if person == request.member.person else shown(request, person)


def shown(request: HttpRequest, person: Person, back: str = "", back_text: str = "") -> HttpResponse:
    """Whoever looks into another's log stands in it too."""
    me = request.member.person
    if person != me:
        read(request.member, person, about=person, what="log")
    only_read = request.GET.get("vis") == "lest"
    found = log_page(person, me, request.GET.get("page", ""), only_read)
    told = {"person": person, "is_own": person == me, "page_obj": found, "only_read": only_read}
    return page(request, "access/log.html", back_url=back, back_text=back_text, **told)
