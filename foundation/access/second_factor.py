"""The second factor that every role needs: shown in this session, asked for, or set up after an invitation.

`was_set_up` leans on allauth's `post_authentication`: run tests/access before an upgrade.
"""

import time

from allauth.account.authentication import get_authentication_records
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

from foundation.audit.models import record
from foundation.people.models import User
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


def was_set_up(request: HttpRequest) -> None:
    """The first code from the app counts as shown."""
    request.session.pop(MAY_SET_UP, None)
    post_authentication(request, _set_up_here(request.user))
    record(request.member, "login.second_factor_set_up", request.member.person, about=request.member.person)


def set_up(user: User, secret: str) -> None:
    """Without a browser: for the demo and the tests, whose secrets are known."""
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    _set_up_here(user)


def _set_up_here(user: User) -> Authenticator:
    """Remember where: only that municipality may take it away (see `invitations.renew_second_factor`)."""
    factor = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    factor.data["municipality"] = str(current_id())
    factor.save(update_fields=["data"])
    return factor
