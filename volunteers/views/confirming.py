"""A deed's address opened as a page, as after a log-in that ran out: the same question, with one button."""

from django.http import HttpRequest, HttpResponse

from foundation.pages.answers import page
from volunteers.models import Volunteer


def asked_first(request: HttpRequest, volunteer: Volunteer, title: str, submit: str) -> HttpResponse:
    """`title` may hold %(name)s."""
    return page(
        request,
        "confirm.html",
        title=title % {"name": volunteer.first_name},
        submit=submit,
        cancel_url=volunteer.get_absolute_url(),
    )
