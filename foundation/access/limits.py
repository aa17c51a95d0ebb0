"""How often something may be tried. One wrapper around allauth's counting.

Tries from a browser or a network where the person has come in before are counted by themselves: whoever guesses from
elsewhere uses up their own, and locks nobody out. Known and unknown addresses are counted alike.
"""

from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.http import HttpRequest

from foundation.access import devices
from foundation.access.logins import logins_here
from foundation.access.models.open_session import networks_of
from foundation.people.models import User
from foundation.tenancy.context import current_id

APP = "allauth.account"
KNOWN = "_known"  # the rates of a browser that is known: none that a whole house behind one address shares


def try_as(request: HttpRequest, action: str, email: str) -> RateLimitUsage | None:
    """None when it has been tried too often for this address."""
    return _consume(request, action, logins_here(email), email.strip().lower())


def try_for(request: HttpRequest, action: str, user: User) -> RateLimitUsage | None:
    """The same for a log-in that is known already: its second factor."""
    return _consume(request, action, [user], str(user.pk))


def try_reading(request: HttpRequest, action: str, key: str | None = None) -> bool:
    """For an address that only reads, which is not counted otherwise: by its own key, else by where it is asked from."""
    return ratelimit.consume(request, app=APP, action=action, key=key, limit_get=True) is not None


def _consume(request: HttpRequest, action: str, users: list[User], key: str) -> RateLimitUsage | None:
    key = f"{current_id()}:{key}"
    known = devices.known(request)
    if own := next((known[mark] for user in users if (mark := devices.mark_of(user)) in known), ""):
        return ratelimit.consume(request, app=APP, action=action + KNOWN, key=f"{key}:{own}")
    network = devices.network_of(request)
    if network in networks_of(users):
        key = f"{key}:{network}"
    return ratelimit.consume(request, app=APP, action=action, key=key)
