"""The second factor that every role needs: shown in this session, asked for, or set up after an invitation."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest

MAY_SET_UP = "may_set_up"  # in the session: an invitation was opened here


def is_shown(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)  # without the user it answers []
    return any(record["method"] == "mfa" for record in records)


def next_step(request: HttpRequest) -> str:
    """Staff without a second factor set one up; staff who have one show it."""
    return "mfa_reauthenticate" if is_mfa_enabled(request.user) else "mfa_activate_totp"


def may_set_up(request: HttpRequest) -> bool:
    """Only after an invitation: else whoever reads a mailbox could bring their own telephone."""
    return bool(request.session.get(MAY_SET_UP)) and not is_mfa_enabled(request.user)
