"""The welcome letter: looked through, made, and sent with a link to it (VOL-35)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.access.gate import allowed
from foundation.pages.answers import done, page
from volunteers.papers import preview
from volunteers.views.common import kindly, volunteer_of
from volunteers.welcome import WELCOME, issue_welcome, welcome_fields


@allowed("volunteers.care")
@kindly
def welcome_letter(request: HttpRequest, volunteer_id: uuid.UUID) -> HttpResponse:
    volunteer = volunteer_of(request, "volunteers.care", volunteer_id)
    if request.method == "POST":
        reached = issue_welcome(volunteer, by=request.member)
        told = (
            _("The letter is made, and %(name)s gets it.")
            if reached
            else _("The letter is made. Print it for %(name)s.")
        )
        back = reverse("preparation", args=[volunteer.pk])
        return done(request, back, told % {"name": volunteer.first_name})
    text = preview(volunteer, WELCOME, welcome_fields(volunteer))
    letters = volunteer.person.documents.valid().filter(kind=WELCOME, workplace=volunteer.workplace)
    made = letters.order_by("-issued_at").first()
    return page(request, "volunteers/welcome_letter.html", volunteer=volunteer, text=text, made=made)
