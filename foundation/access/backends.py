"""Passwords are asked about the log-ins of this municipality only."""

import uuid
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import QuerySet
from django.http import HttpRequest

from foundation.access.logins import logins_here
from foundation.people.models import Person, User
from foundation.tenancy.context import peek_id
from foundation.tenancy.prepared import prepared


@prepared
def _here(user_id: uuid.UUID) -> QuerySet[Person]:
    return Person.objects.filter(user_id=user_id).select_related("user").order_by()


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
        """Together with the person whom this log-in is here, if any: the two are asked for in one breath."""
        if peek_id() is None:
            return super().get_user(user_id)
        person = _here.first(uuid.UUID(str(user_id)))
        user = person.user if person else super().get_user(user_id)
        if user is None or not self.user_can_authenticate(user):
            return None
        user.person_here = person
        return user
