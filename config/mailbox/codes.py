"""The second-factor codes of the demo's staff, as their telephones would show them."""

import base64
import hashlib
import hmac
import json
import time
from pathlib import Path

STEP = 30  # seconds a code lives (RFC 6238)


def code(secret: str, at: float) -> str:
    """The six digits of RFC 6238 with SHA-1 for a base32 secret."""
    key = base64.b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.new(key, int(at // STEP).to_bytes(8), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = int.from_bytes(digest[start : start + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def seconds_left(at: float) -> int:
    return STEP - int(at % STEP)


def staff(logins: Path, at: float | None = None) -> list[dict]:
    """The demo's log-ins as its command wrote them, each with the code of this moment."""
    at = time.time() if at is None else at
    if not logins.exists():
        return []
    people = json.loads(logins.read_text())
    return [
        person | {"code": code(person["totp_secret"], at) if person.get("totp_secret") else ""}
        for person in people
    ]
