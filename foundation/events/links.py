"""The address behind a reminder: one person's own place, without a log-in.

A reminder is promised anew at every round of the planner, so its address must be the same each time and is signed rather than
kept. It opens one place and nothing else, and the room whose event it is decides what can be done there.
"""

import base64
import binascii
import uuid

from django.utils.crypto import constant_time_compare, salted_hmac

from foundation.events.models import Participation

SALT, SIGNED = "boards.turn", 12  # bytes of the signature: 96 bits


def secret_of(participation: Participation) -> str:
    pk = participation.pk.bytes
    return base64.urlsafe_b64encode(pk + _signature(pk)).decode().rstrip("=")


def participation_of(secret: str, kind: str) -> Participation | None:
    """None when nobody was given this secret for an event of this kind, here or anywhere."""
    try:
        raw = base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
    except (binascii.Error, ValueError):
        return None
    pk, signature = raw[:16], raw[16:]
    if len(pk) != 16 or not constant_time_compare(signature, _signature(pk)):
        return None
    rows = Participation.objects.select_related("person", "event")
    return rows.filter(pk=uuid.UUID(bytes=pk), event__kind=kind).first()


def _signature(pk: bytes) -> bytes:
    return salted_hmac(SALT, pk, algorithm="sha256").digest()[:SIGNED]
