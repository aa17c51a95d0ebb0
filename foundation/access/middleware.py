"""Who is here: `request.member`."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

from foundation.access import second_factor
from foundation.access.members import Member
from foundation.people.models import Person


class KnowMember:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = member_of(request)
        if request.municipality and request.member is None:
            request.user = AnonymousUser()  # a log-in without a person here is nobody here
        response = self.get_response(request)
        if request.member:
            response.headers.setdefault("Cache-Control", "no-store")  # wards share their computers
        return response


def member_of(request: HttpRequest) -> Member | None:
    """The person of this municipality behind the log-in."""
    if request.municipality is None or not request.user.is_authenticated:
        return None
    person = Person.objects.filter(user=request.user).first()
    if person is None:
        return None
    chosen = request.session.get("role", "")
    return Member(person, request.user, chosen=chosen, proven=second_factor.is_shown(request))
