"""Django's sessions in the database, with fewer words: they are read on every page and written with every receipt."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from foundation.tenancy.prepared import prepared


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        found = _alive([self.session_key], timezone.now())
        if not found:
            self._session_key = None  # never the key that somebody else has chosen
        return found[0] if found else None

    def save(self, must_create: bool = False) -> None:
        """What is there is written in one statement; UpdateError when it was ended meanwhile."""
        if must_create or self.session_key is None:
            return super().save(must_create)
        written: dict[str, Any] = {
            "session_data": self.encode(self._get_session()),
            "expire_date": self.get_expiry_date(),
        }
        if not self.model.objects.filter(session_key=self.session_key).update(**written):
            raise UpdateError
        return None


@prepared
def _alive(keys: list[str], now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key__any_of=keys, expire_date__gt=now)
