"""The second factor that every role needs: shown in this session, asked for, or set up after an invitation.

`was_set_up` leans on allauth's `post_authentication`: run tests/access before an upgrade.
"""

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.base.internal.flows import delete_and_cleanup, post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Q
from django.http import HttpRequest
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from foundation.access.alerts import alert
from foundation.audit.models import record
from foundation.people.models import Person, User
from foundation.tenancy.context import current_id

MAY_SET_UP = "may_set_up_second_factor"  # in the session: whose invitation was opened here


def is_shown(request: HttpRequest, seconds: int | None = None) -> bool:
    """In this session, or in its last seconds."""
    since = time.time() - seconds if seconds else 0
    records = get_authentication_records(request, request.user)  # without the user it answers []
    return any(record["method"] == "mfa" and record["at"] >= since for record in records)


def next_step(request: HttpRequest) -> str:
    """Staff without a second factor set one up; staff who have one show it."""
    return "mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_activate_totp"


def may_set_up(request: HttpRequest) -> bool:
    """Only after an invitation: else whoever reads a mailbox could bring their own telephone."""
    return request.session.get(MAY_SET_UP) == str(request.user.pk)


def was_set_up(request: HttpRequest, factor: Authenticator) -> None:
    """An app that gives codes, or a passkey. The first of either counts as shown."""
    first = request.session.pop(MAY_SET_UP, None)
    remember_where(factor)
    if first:
        post_authentication(request, factor)
    person = request.member.person
    entry = record(request.member, "login.second_factor_set_up", person, about=person)
    alert(person, "security_factor_added", entry, factor=named(factor))


def named(factor: Authenticator) -> str:
    """As a person calls it."""
    if factor.type == Authenticator.Type.WEBAUTHN:
        return format_lazy(_("The passkey “{name}”"), name=factor.wrap().name)
    return _("The app that gives codes")


def held(user: User) -> list[Authenticator]:
    """What shows who this is, in this municipality: apps and passkeys, not recovery codes."""
    here = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    elsewhere = Q(type=Authenticator.Type.WEBAUTHN) & ~Q(data__municipality=str(current_id()))
    return list(here.exclude(elsewhere).order_by("type", "created_at"))


def remove(request: HttpRequest, factor: Authenticator) -> None:
    """One of several; the view never lets the last one go."""
    person, name = request.member.person, named(factor)
    delete_and_cleanup(request, factor)
    entry = record(request.member, "login.second_factor_removed", person, about=person)
    alert(person, "security_factor_removed", entry, factor=name)


def note_use(
    sender: object, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """allauth's signal. Of a recovery code its owner is told, since it is what a thief would use."""
    person = Person.objects.filter(user=user).first()
    if person and authenticator.type == Authenticator.Type.RECOVERY_CODES:
        entry = record(person, "login.recovery_code_used", person, about=person)
        left = codes_left(user)
        alert(person, "security_recovery_code_used", entry, email=user.email, codes_left=left)


def codes_left(user: User) -> int:
    codes = Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).first()
    return len(codes.wrap().get_unused_codes()) if codes else 0


def set_up(user: User, secret: str) -> None:
    """Without a browser: for the demo and the tests, whose secrets are known."""
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    remember_where(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP))


def remember_where(factor: Authenticator) -> None:
    """Only that municipality may take it away (see `invitations.renew_second_factor`)."""
    factor.data["municipality"] = str(current_id())
    factor.save(update_fields=["data"])
