"""Log-ins and the people behind them: who may log in here, and how a log-in is bound to a person.

Never by an address alone: a one-time link that was mailed to the person is the proof. See docs/decisions/0003-log-in.md.
"""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from foundation.access.grants import refresh_grants, roles_of
from foundation.access.models.link import Link, make_link, withdraw_links
from foundation.access.roles import coordinator
from foundation.audit.models import record
from foundation.notices.outbox import notify, send_now_on_commit
from foundation.notices.recipients import Address
from foundation.people.models import Person, User
from foundation.tenancy.context import current

INVITATION, NEW_PASSWORD = "account", "password"  # purposes of links
INVITATION_DAYS, PASSWORD_DAYS = 14, 1


def logins_here(email: str) -> list[User]:
    """The log-ins with this address that belong to somebody in the entered municipality; several when it is shared."""
    found = User.objects.filter(email=email.strip().lower(), is_active=True, persons__isnull=False)
    return list(found.order_by("persons__name", "persons__pk"))


def person_of(user: User) -> Person | None:
    """Who this log-in is, in the entered municipality."""
    return Person.objects.filter(user=user).first()


def needs_password(person: Person) -> bool:
    """Staff log in with a password and a second factor; everybody else with a code by mail."""
    return bool(roles_of(person, timezone.localdate(), future=True))


@transaction.atomic
def invite(person: Person, by: Any) -> None:
    """Mail a one-time link by which the person gets a log-in; an earlier link is withdrawn.

    By e-mail whatever channel the person has chosen: reading the mailbox is what proves the address.
    """
    if not person.email:
        raise ValueError(f"the person {person.pk} has no e-mail address to invite to")
    withdraw_links(INVITATION, person.pk)
    secret = make_link(INVITATION, person, about=person, days=INVITATION_DAYS)
    entry = record(by, "login.invited", person, about=person)
    notify(
        _by_mail(person, person.email),
        "account_invitation",
        {"days": INVITATION_DAYS, "contact": by or coordinator(timezone.localdate()) or current()},
        url=reverse("welcome", args=[secret]),
        key=f"invitation {entry.pk}",
        about=person,
        expires_at=timezone.now() + timedelta(days=INVITATION_DAYS),
    )


def mail_new_password(user: User) -> None:
    """A one-time link to a new password. Sent at once and kept nowhere."""
    if person := person_of(user):
        withdraw_links(NEW_PASSWORD, person.pk)
        secret = make_link(NEW_PASSWORD, person, about=person, days=PASSWORD_DAYS)
        send_now_on_commit(
            _by_mail(person, user.email), "password_reset", {}, reverse("new_password", args=[secret])
        )


def mail_code(email: str, code: str, minutes: int) -> None:
    """The log-in code. Where two share the address, it greets neither by name."""
    persons = [person_of(user) for user in logins_here(email)]
    to = _by_mail(persons[0], email) if len(persons) == 1 else Address("", email)
    send_now_on_commit(to, "login_code", {"code": code, "minutes": minutes})


@transaction.atomic
def accept(link: Link, password: str = "") -> User:
    """The link was opened and answered: bind the person's log-in, give what follows from it, use the link up."""
    link.use()
    person = link.person
    user = person.user or _free_login(person.email) or User.objects.create_user(person.email)
    _take_address(user, person.email.lower())
    if password:
        user.set_password(password)
        user.save(update_fields=["password"])
    person.user = user
    person.save(update_fields=["user"])
    record(person, "login.password_chosen" if password else "login.bound", person, about=person)
    refresh_grants(person)
    return user


def note_new_password(sender: object, request: Any, user: User, **kwargs: Any) -> None:
    """allauth's signal: somebody changed their password."""
    record(request.member, "login.password_changed", request.member.person, about=request.member.person)


def note_login(sender: object, request: Any, user: User, **kwargs: Any) -> None:
    """Django's signal: somebody came in."""
    if person := person_of(user):
        record(person, "login.opened", person, about=person)


@transaction.atomic
def renew_second_factor(person: Person, by: Any) -> None:
    """A telephone and its recovery codes are lost: the second factor goes, and a new invitation comes.

    Only one that was set up here: no municipality takes away the lock on another's door.
    """
    set_up_here = Authenticator.objects.filter(
        user=person.user, data__municipality=str(person.municipality_id)
    )
    if not set_up_here.exists():
        raise ValueError(f"the second factor of {person.pk} was not set up in this municipality")
    Authenticator.objects.filter(user=person.user).delete()
    record(by, "login.second_factor_removed", person, about=person)
    invite(person, by)


def _by_mail(person: Person, email: str) -> Address:
    """To the address that was proven, or is to be; what staff write in `Person.email` later does not count."""
    return Address(person.name, email, language=person.reads)


def _free_login(email: str) -> User | None:
    """The log-in that this human already has in another municipality.

    Only the mailbox has been proven: a log-in that a password or a second factor protects is never taken over.
    """
    bound_here = Person.objects.exclude(user=None).values("user")
    others = User.objects.filter(email=email.lower(), is_active=True, authenticator=None).exclude(
        pk__in=bound_here
    )
    free = [user for user in others if not user.has_usable_password()]
    return free[0] if len(free) == 1 else None


def _take_address(user: User, email: str) -> None:
    """What was proven is what one logs in with. allauth keeps a row for the first holder of an address."""
    if user.email != email:
        user.email = email
        user.save(update_fields=["email"])
        EmailAddress.objects.filter(user=user).delete()
    if not EmailAddress.objects.filter(email=email).exists():
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
