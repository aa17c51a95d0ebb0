"""Somebody nobody knows comes along from the portal: the room that answers newcomers makes them known, whichever room they came by."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from foundation.people.models import Person


@dataclass(frozen=True)
class Newcomer:
    name: str
    email: str
    phone: str
    language: str
    wants: str  # in a sentence, in the municipality's language
    submission: uuid.UUID  # of the form: sent twice is one


Receiver = Callable[[Newcomer], Person | None]
_receivers: list[Receiver] = []


def receives(receiver: Receiver) -> Receiver:
    """`@receives` on what answers with the person, or None when nobody answers newcomers here."""
    _receivers.append(receiver)
    return receiver


def make_known(newcomer: Newcomer) -> Person:
    """Whoever stands here with this name and this address already, else somebody new who is answered."""
    if known := _known(newcomer):
        return known
    for receiver in _receivers:
        if person := receiver(newcomer):
            return person
    channel = Person.Channel.EMAIL if newcomer.email else Person.Channel.SMS
    told = {"name": newcomer.name, "email": newcomer.email, "phone": newcomer.phone}
    return Person.objects.create(language=newcomer.language, channel=channel, **told)


def _known(newcomer: Newcomer) -> Person | None:
    """The name and the address together: neither alone says who it is, since couples share a mailbox."""
    same = Person.objects.filter(name__iexact=newcomer.name)
    ways = [same.filter(email__iexact=newcomer.email)] if newcomer.email else []
    ways += [same.filter(phone=newcomer.phone)] if newcomer.phone else []
    return next((found for rows in ways if (found := rows.order_by("created_at", "id").first())), None)
