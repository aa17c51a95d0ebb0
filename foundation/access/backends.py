"""Passwords are asked about the log-ins of this municipality only."""

import uuid
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils import timezone

from foundation.access.holding import person_here
from foundation.access.logins import logins_here
from foundation.people.models import User
from foundation.tenancy.context import peek_id


class PasswordHere(ModelBackend):
    """An address that is unknown, or known only in another municipality, takes as long as a wrong password."""

    def authenticate(
        self,
        request: HttpRequest | None,
        email: str = "",
        password: str = "",
        **other: Any,
    ) -> User | None:
        if peek_id() is None or not email or not password:
            return None
        users = logins_here(email)
        if not users:
            User().set_password(password)
        return next((user for user in users if user.check_password(password)), None)

    def get_user(self, user_id: uuid.UUID) -> User | None:
        """Together with the person whom this log-in is here, if any, and what they hold: all are asked for in one breath."""
        if peek_id() is None:
            return super().get_user(user_id)
        person = person_here(uuid.UUID(str(user_id)), timezone.localdate())
        user = person.user if person else super().get_user(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.person_here = person
        return user
