"""Passwords are asked about the log-ins of this municipality only."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

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
