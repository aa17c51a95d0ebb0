"""A limit on guessing, counted in the shared cache: the database's rollback does not touch it."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def is_over(request: HttpRequest, what: str, times: int, seconds: int) -> bool:
    """Counts this attempt; True when the address behind it has made more than `times` in as many seconds."""
    key = f"limit:{what}:{request.municipality.pk}:{get_adapter(request).get_client_ip(request)}"
    if cache.add(key, 1, seconds):
        return False
    try:
        return cache.incr(key) > times
    except ValueError:  # it ran out between the two
        return False
