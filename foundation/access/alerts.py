"""A mail whenever something about somebody's log-in changes: to the address it had, in their language, with what to do.

Always by e-mail and to the log-in's own address: what staff write in `Person.email`, or a chosen channel, does not stop it.
"""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from foundation.access.logins import by_mail
from foundation.access.roles import coordinator
from foundation.audit.models import Entry
from foundation.notices.outbox import notify
from foundation.people.models import Person
from foundation.tenancy.context import current


def alert(
    person: Person, kind: str, entry: Entry, email: str = "", to: str = "sessions", **said: Any
) -> None:
    """In the transaction of the change. `entry` is the line in the log that tells of it; `to` is where the link leads."""
    address = email or (person.user.email if person.user else "")
    if not address:
        return
    now = timezone.now()
    said |= {"day": now, "time": now, "contact": coordinator(timezone.localdate()) or current()}
    notify(by_mail(person, address), kind, said, url=reverse(to), key=f"{kind} {entry.pk}")
