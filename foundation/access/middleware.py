"""Who is here: `request.member`."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from foundation.access.members import Member
from foundation.people.models import Person


class KnowMember:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = member_of(request)
        return self.get_response(request)


def member_of(request: HttpRequest) -> Member | None:
    """The person of this municipality behind the log-in; a log-in without a person here is nobody."""
    if request.municipality is None or not request.user.is_authenticated:
        return None
    person = Person.objects.filter(user=request.user).first()
    if person is None:
        return None
    return Member(person, request.user, chosen=request.session.get("role", ""))
