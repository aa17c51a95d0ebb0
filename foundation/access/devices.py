"""Which browser this is: in words, and whether somebody has come in by it before.

A browser that has come in carries a signed cookie. It opens nothing; it only keeps the tries of strangers apart from those
of whoever has been here, so that nobody can lock another out by guessing (see `limits`).
"""

import secrets
from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from foundation.people.models import User
from foundation.tenancy.context import current_id

SALT = "samspill.device"
MONTHS = 60 * 60 * 24 * 400  # the longest that browsers keep a cookie
PEOPLE = 8  # on a ward's computer
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def browser_of(request: HttpRequest) -> tuple[str, str]:
    """("Firefox", "Windows"); empty where it does not say."""
    said = request.headers.get("user-agent", "")
    return _first(said, _BROWSERS), _first(said, _SYSTEMS)


def _first(said: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in known if sign in said), "")


def network_of(request: HttpRequest) -> str:
    """The address that the request comes from, as a keyed hash of this municipality."""
    return _hash("network", get_ip(request))


def mark_of(user: User) -> str:
    """A log-in as the cookie names it: to nobody but us it says who."""
    return _hash("user", str(user.pk))


def _hash(kind: str, value: str) -> str:
    return salted_hmac(f"{SALT}.{kind}", f"{current_id()}:{value}", algorithm="sha256").hexdigest()[:32]


def known(request: HttpRequest) -> dict[str, str]:
    """Mark of a log-in -> a number of its own for this browser, the last who came in first."""
    return _read(request).get("known", {})


def whose(request: HttpRequest) -> str:
    """The mark of whoever is, or was until the time ran out, logged in here; empty after a log-out."""
    return _read(request).get("last", "")


def _read(request: HttpRequest) -> dict[str, Any]:
    said = request.COOKIES.get(settings.DEVICE_COOKIE_NAME, "")
    try:
        return signing.loads(said, salt=_salt(), max_age=MONTHS)
    except signing.BadSignature:
        return {}


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Somebody has come in: this browser is theirs too."""
    before, mark = known(request), mark_of(user)
    others = [(other, number) for other, number in before.items() if other != mark]
    kept = dict([(mark, before.get(mark) or secrets.token_hex(8)), *others][:PEOPLE])
    _write(response, {"known": kept, "last": mark})


def leave(request: HttpRequest, response: HttpResponse) -> None:
    """Somebody has logged out: their open pages are nobody's any more."""
    if whose(request):
        _write(response, {"known": known(request), "last": ""})


def _salt() -> str:
    return f"{SALT}.{current_id()}"  # in another municipality it is nothing


def _write(response: HttpResponse, said: dict[str, Any]) -> None:
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(said, salt=_salt()),
        max_age=MONTHS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
