"""Who is here: `request.member`."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from foundation.access import devices, second_factor, sessions, unsent
from foundation.access.members import Member
from foundation.people.models import Person, User


class KnowMember:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.member = member_of(request)
        if request.municipality and request.member is None:
            request.user = AnonymousUser()  # a log-in without a person here is nobody here
        with self._in_their_language(request):
            response = self.get_response(request)
        if request.municipality:
            _keep_track(request, response)
        if request.member:
            response.headers.setdefault("Cache-Control", "no-store")  # wards share their computers
        return response

    @staticmethod
    def _in_their_language(request: HttpRequest) -> translation.override:
        """Their own choice goes before this browser's, so that it follows them to the next one."""
        language = (request.member and request.member.person.language) or translation.get_language()
        request.LANGUAGE_CODE = language
        return translation.override(language)


def _keep_track(request: HttpRequest, response: HttpResponse) -> None:
    """Of the session, and of whose browser this is."""
    if came_in := getattr(request, "came_in", None):
        devices.remember(request, response, came_in)
    elif request.member and not request.user.is_authenticated:
        devices.leave(request, response)
    if response.status_code < 500:
        sessions.see(request)
        unsent.note_sent(request, response)


def member_of(request: HttpRequest) -> Member | None:
    """The person of this municipality behind the log-in."""
    if request.municipality is None or not request.user.is_authenticated:
        return None
    person = _person_of(request.user)
    if person is None:
        return None
    chosen = request.session.get("role", "")
    return Member(person, request.user, chosen=chosen, proven=second_factor.is_shown(request))


def _person_of(user: User) -> Person | None:
    """The backend brought both; who has just logged in was made without it."""
    if not hasattr(user, "person_here"):
        user.person_here = Person.objects.filter(user=user).first()
    return user.person_here
