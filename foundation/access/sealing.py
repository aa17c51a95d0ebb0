"""What lies in the database under lock: a copy of it gives nothing away."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

__all__ = ["InvalidToken", "seal", "unseal"]


def seal(purpose: str, text: str) -> str:
    return _lock(purpose).encrypt(text.encode()).decode()


def unseal(purpose: str, sealed: str, seconds: int | None = None) -> str:
    """Raises `InvalidToken` when it is not ours, for another purpose, or older than so many seconds."""
    return _lock(purpose).decrypt(sealed.encode(), ttl=seconds).decode()


def _lock(purpose: str) -> MultiFernet:
    """Old keys are read, the newest writes."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (hashlib.sha256(f"samspill.{purpose}{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
