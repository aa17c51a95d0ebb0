"""How a log-in is made and bound to a person: by a one-time link that was mailed to them, never by an address alone.

See docs/decisions/log-in.md.
"""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy

from foundation.access import second_factor
from foundation.access.alerts import alert
from foundation.access.grants import refresh_grants, roles_of, withdraw_grants
from foundation.access.logins import by_mail
from foundation.access.models.link import Link, make_link, withdraw_links
from foundation.access.roles import coordinator
from foundation.audit.models import record
from foundation.notices.outbox import notify
from foundation.people.models import Person, User
from foundation.tenancy.context import current

INVITATION, DAYS = "account", 14  # the purpose of the link, and how long it works


def needs_invitation(person: Person) -> bool:
    """Somebody who can be mailed, and has no log-in, or no second factor for the role they have been given."""
    if not person.email:
        return False
    return person.user is None or (needs_password(person) and not is_mfa_enabled(person.user))


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
    secret = make_link(INVITATION, person, about=person, days=DAYS, address=person.email)
    entry = record(by, "login.invited", person, about=person)
    notify(
        by_mail(person, person.email),
        "account_invitation",
        {"days": DAYS, "contact": by or coordinator(timezone.localdate()) or current()},
        url=reverse("welcome", args=[secret]),
        key=f"invitation {entry.pk}",
        about=person,
        expires_at=timezone.now() + timedelta(days=DAYS),
    )


@transaction.atomic
def accept(link: Link, password: str = "") -> User:
    """The link was opened and answered: bind the person's log-in, give what follows from it, use the link up."""
    link.use()
    person, user = link.person, login_for(link)
    before, had_password = person.user, user.has_usable_password()
    if password:
        user.set_password(password)
    user.save()
    if not EmailAddress.objects.filter(email=user.email).exists():  # allauth keeps one for the first holder
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if person.user != user:
        withdraw_grants(person)
        person.user = user
        person.save(update_fields=["user"])
    entry = record(person, "login.password_chosen" if password else "login.bound", person, about=person)
    if password and had_password:
        alert(person, "security_password_changed", entry, to="account_reset_password")
    if before and before.email != user.email:
        alert(person, "security_address_changed", entry, email=before.email, to="account_login")
    refresh_grants(person)
    return user


def login_for(link: Link) -> User:
    """The log-in with the address that the link has proven; a new one, not yet saved, when there is none.

    A log-in never changes its address: it may be somebody in another municipality too.
    """
    bound = link.person.user
    if bound is not None and bound.email == link.address:
        return bound
    return _free_login(link.address) or User(email=link.address, password=make_password(None))


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
    names = [second_factor.named(factor) for factor in second_factor.held(person.user)]
    set_up_here.delete()
    Authenticator.objects.filter(user=person.user, type=Authenticator.Type.RECOVERY_CODES).delete()
    entry = record(by, "login.second_factor_removed", person, about=person)
    alert(
        person, "security_factor_removed", entry, factor=format_lazy(", ".join(["{}"] * len(names)), *names)
    )
    invite(person, by)


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
