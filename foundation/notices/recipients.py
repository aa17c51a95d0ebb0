"""Who a notice goes to, and by which channels."""

from dataclasses import dataclass

from foundation.notices.groups import SECURITY
from foundation.notices.kinds import FALLBACK, Kind
from foundation.notices.sms import is_mobile
from foundation.people.models import Person
from foundation.tenancy.context import current, peek_id

VOLUNTEERS = {"volunteer", "companion"}  # in whose audience a volunteer may be


@dataclass(frozen=True)
class Address:
    """Somebody we know only by an address: not (yet) a Person."""

    name: str
    email: str = ""
    phone: str = ""
    language: str = ""

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.split() else ""

    @property
    def reads(self) -> str:
        return self.language or (current().default_language if peek_id() else FALLBACK)


Recipient = Person | Address


def identity(to: Recipient) -> str:
    return str(to.pk) if isinstance(to, Person) else (to.email.lower() or str(to.phone))


def channels(to: Recipient, kind: Kind) -> list[str]:
    """What the person chose, as far as this kind can be sent so; and the page, for whoever has one."""
    from foundation.notices.choices import promised_way

    return channels_by(to, kind, promised_way(to, kind) if isinstance(to, Person) else "")


def channels_by(to: Recipient, kind: Kind, way: str) -> list[str]:
    """`way` is what they chose for this group of messages, "" for how we reach them otherwise."""
    if way == "in_app":
        return ["in_app"]
    reached = _outward(to, kind, {"daily": "email"}.get(way, way))
    on_page = isinstance(to, Person) and "in_app" in kind.channels
    return reached + ["in_app"] * on_page


def must_be_said(to: Recipient, kind: Kind, ways: list[str]) -> bool:
    """Nothing that we send reaches this volunteer: somebody says it, on the phone or face to face."""
    if not isinstance(to, Person) or kind.is_followed or kind.group.code == SECURITY:
        return False
    reads_the_page = to.user_id is not None and to.channel != Person.Channel.PAPER
    reached = reads_the_page or bool({"email", "sms"}.intersection(ways))
    return not reached and bool(VOLUNTEERS.intersection(kind.audience))


def _outward(to: Recipient, kind: Kind, way: str) -> list[str]:
    chosen = way or _usual(to)
    if chosen == Person.Channel.PAPER:
        return []  # somebody calls, or writes a letter
    able = {"email": bool(to.email), "sms": _can_text(to)}
    order = ("sms", "email") if chosen == "sms" else ("email", "sms")
    return [channel for channel in order if channel in kind.channels and able[channel]][:1]


def _usual(to: Recipient) -> str:
    if isinstance(to, Person):
        return to.channel
    return "email" if to.email else "sms"


def _can_text(to: Recipient) -> bool:
    return is_mobile(to.phone) or (bool(to.phone) and current().is_demo)  # a demo's numbers are nobody's
