"""The host name tells the municipality; a session belongs to the municipality where it was opened."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.utils import translation

from foundation.tenancy.context import enter, of_host
from foundation.tenancy.models import every_language

type_of_view = Callable[[HttpRequest], HttpResponse]


def root_host() -> str:
    return settings.BASE_DOMAIN.partition(":")[0]


class EnterMunicipality:
    """Everything after this, sessions included, happens in one transaction, rolled back on a 5xx."""

    def __init__(self, get_response: type_of_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host().partition(":")[0].lower()
        request.municipality = None
        if host == root_host():
            request.urlconf = settings.ROOT_HOST_URLCONF
            return self._in_transaction(request)
        request.municipality = of_host(host)
        if request.municipality is None:
            return HttpResponseNotFound("Her bor ingen kommune.\n", content_type="text/plain; charset=utf-8")
        with enter(request.municipality, reading=request.method in ("GET", "HEAD")):
            return self._respond(request)

    def _in_transaction(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            return self._respond(request)

    def _respond(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 500:
            transaction.set_rollback(True)
        return response


class BoundSession:
    """A session belongs to the municipality where it began: on another host its holder is a stranger.

    From its first word, not from log-in on, so that a code asked for here cannot be used there.
    """

    def __init__(self, get_response: type_of_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        here = str(request.municipality.pk if request.municipality else "")
        if request.session.get("municipality") != here and list(request.session.keys()):
            request.session = type(request.session)()  # the real session stays where it belongs
        response = self.get_response(request)
        if request.session.modified and list(request.session.keys()):
            request.session["municipality"] = here
        return response


class SpeakLanguage:
    """The language a visitor has chosen here, else the municipality's own. Never the browser's: it says little.

    What a member has chosen goes before both: `access.middleware.KnowMember`.
    """

    def __init__(self, get_response: type_of_view) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        with translation.override(chosen if chosen in offered(request) else own_language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


def offered(request: HttpRequest) -> list[str]:
    """The languages to choose among here; all of them on the root host."""
    return request.municipality.languages if request.municipality else every_language()


def own_language(request: HttpRequest) -> str:
    return request.municipality.default_language if request.municipality else settings.LANGUAGE_CODE
