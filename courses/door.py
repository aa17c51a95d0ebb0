"""At the door: a square on the wall that lives for minutes, and a code of one's own for who has no log-in (CRS-03)."""

import hashlib
import hmac
import uuid

from django.conf import settings
from django.core import signing

from courses.models import CourseSession
from foundation.events.models import Participation

LIVES = 10 * 60  # seconds: a picture of it, sent on, is of no use
_signer = signing.TimestampSigner(salt="courses.door")


class DoorClosed(Exception):
    """The square is too old, or not one of ours."""


def ticket(session: CourseSession) -> str:
    """What the square on the wall says now."""
    return _signer.sign(session.pk.hex)


def opened_by(told: str) -> uuid.UUID:
    """The session that the square belongs to; raises `DoorClosed`."""
    try:
        return uuid.UUID(_signer.unsign(told, max_age=LIVES))
    except (signing.BadSignature, ValueError) as error:
        raise DoorClosed from error


def code_of(participation: Participation) -> str:
    """Six figures, the same for as long as one has the seat."""
    secret = f"courses.door:{settings.SECRET_KEY}".encode()
    drawn = hmac.new(secret, participation.pk.bytes, hashlib.sha256).hexdigest()
    number = f"{int(drawn[:12], 16) % 1_000_000:06d}"
    return f"{number[:3]} {number[3:]}"


def who_has(session: CourseSession, code: str) -> Participation | None:
    """None when nobody, or (one in many thousand courses) two, have it."""
    figures = "".join(sign for sign in code if sign.isdigit())
    found = [seat for seat in session.taken_seats() if code_of(seat).replace(" ", "") == figures]
    return found[0] if len(found) == 1 else None
