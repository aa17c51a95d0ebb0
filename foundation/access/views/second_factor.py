"""The second factor: set up after an invitation, shown at log-in, and the recovery codes beside it."""

from typing import Any

from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from foundation.access import second_factor
from foundation.access.gate import Refused, allowed, helper_for, public, to_log_in
from foundation.access.views.login import View, answering
from foundation.audit.models import record


class NewRecoveryCodes(GenerateRecoveryCodesView):
    template_name = "account/new_recovery_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        member = self.request.member
        record(member, "login.recovery_codes_made", member.person, about=member.person)
        return super().form_valid(form)


class SetUp(ActivateTOTPView):
    template_name = "account/set_up_second_factor.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        second_factor.was_set_up(self.request)
        return response


_set_up = answering(SetUp.as_view())


@public
@never_cache
def set_up(request: HttpRequest) -> HttpResponse:
    """Open between an invitation and the first code from the app."""
    if request.member is None:
        return to_log_in(request)
    if is_mfa_enabled(request.user):
        return redirect("account")
    if not second_factor.may_set_up(request):
        raise Refused(
            helper_for(),
            _("Your role needs a second factor. Ask for a new invitation, and you can set it up."),
        )
    return _set_up(request)


@public
@never_cache
def show_again(request: HttpRequest) -> HttpResponse:
    """A log-in that has not shown its second factor, or not lately."""
    if request.member is None:
        return to_log_in(request)
    if not is_mfa_enabled(request.user):
        return redirect("mfa_activate_totp")
    return _show_again(request)


_show_again = answering(ReauthenticateView.as_view(template_name="account/second_factor.html"))
show = public(answering(AuthenticateView.as_view(template_name="account/second_factor.html")))


def lately(view: View) -> View:
    """Recovery codes open the house: an open computer is not enough to make new ones."""

    def asked(request: HttpRequest) -> HttpResponse:
        if not second_factor.is_shown(request, seconds=300):
            return to_log_in(request, "mfa_reauthenticate")
        return view(request)

    return asked


recovery_codes = allowed("account.see")(
    lately(ViewRecoveryCodesView.as_view(template_name="account/recovery_codes.html"))
)
new_recovery_codes = allowed("account.see")(lately(answering(NewRecoveryCodes.as_view())))
