"""The second factor: set up after an invitation, shown at log-in, and the recovery codes beside it."""

from functools import wraps
from typing import Any
from urllib.parse import quote

from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from foundation.access import second_factor
from foundation.access.alerts import alert
from foundation.access.gate import Refused, allowed, helper_for, public, to_log_in
from foundation.access.passkeys import PasskeyAgain, passkeys_here
from foundation.access.views.login import View, answering
from foundation.audit.models import record


class NewRecoveryCodes(GenerateRecoveryCodesView):
    template_name = "account/new_recovery_codes.html"

    def form_valid(self, form: Any) -> HttpResponse:
        person = self.request.member.person
        entry = record(self.request.member, "login.recovery_codes_made", person, about=person)
        alert(person, "security_recovery_codes_made", entry)
        return super().form_valid(form)


class RecoveryCodes(ViewRecoveryCodesView):
    template_name = "account/recovery_codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """They are shown once, so the file is in the page itself."""
        context = super().get_context_data(**kwargs)
        codes = [f"{code[:4]} {code[4:]}" for code in context["unused_codes"]]
        head = _("Recovery codes for %(place)s") % {"place": self.request.municipality.name}
        text = "\r\n".join([head, self.request.user.email, "", *codes, ""])
        return context | {"codes_file": f"data:text/plain;charset=utf-8,{quote(text)}"}


class SetUp(ActivateTOTPView):
    template_name = "account/set_up_second_factor.html"

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        factor = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        second_factor.was_set_up(self.request, factor)
        return response


class ShowAgain(ReauthenticateView):
    """allauth has a page for codes and another for passkeys; here both stand on one."""

    template_name = "account/second_factor.html"

    def get_form_class(self) -> type:
        return PasskeyAgain if "credential" in self.request.POST else super().get_form_class()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        shown = context["form"]
        if isinstance(shown, PasskeyAgain):
            context["form"] = super().get_form_class()(user=self.request.user)
        context["webauthn_form"] = (
            shown if isinstance(shown, PasskeyAgain) else PasskeyAgain(user=self.request.user)
        )
        return context | {"js_data": {"request_options": auth.begin_authentication(self.request.user)}}


def offering(view: View) -> View:
    """The page says what this person has: an app, passkeys that were made here, or both."""

    def offered(request: HttpRequest) -> HttpResponse:
        response = view(request)
        if shown := (getattr(response, "context_data", None) or {}).get("webauthn_form"):
            has_app = Authenticator.objects.filter(user=shown.user, type=Authenticator.Type.TOTP).exists()
            told = {"has_passkey": passkeys_here(shown.user).exists(), "has_app": has_app}
            response.context_data |= told
        return response

    return offered


def may_add(view: View) -> View:
    """The first after an invitation, and more once it has been shown lately: never by a mailbox alone."""

    def asked(request: HttpRequest) -> HttpResponse:
        if request.member is None:
            return to_log_in(request)
        if is_mfa_enabled(request.user):
            return lately(view)(request)
        if not second_factor.may_set_up(request):
            words = _("Your role needs a second factor. Ask for a new invitation, and you can set it up.")
            raise Refused(helper_for(), words)
        return view(request)

    return asked


def lately(view: View) -> View:
    """What opens the house: an open computer is not enough to change it."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not second_factor.is_shown(request, seconds=300):
            return to_log_in(request, "mfa_reauthenticate")
        return view(request, *args, **kwargs)

    return asked


_set_up = may_add(answering(SetUp.as_view()))


@public
@never_cache
def set_up(request: HttpRequest) -> HttpResponse:
    """The app that gives codes: one for each log-in."""
    mine = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP)
    return redirect("account") if request.member and mine.exists() else _set_up(request)


show = public(answering(offering(AuthenticateView.as_view(template_name="account/second_factor.html"))))
_show_again = answering(offering(ShowAgain.as_view()))


@public
@never_cache
def show_again(request: HttpRequest) -> HttpResponse:
    """A log-in that has not shown its second factor, or not lately."""
    if request.member is None:
        return to_log_in(request)
    if not is_mfa_enabled(request.user):
        return redirect("mfa_activate_totp")
    return _show_again(request)


recovery_codes = allowed("account.see")(lately(RecoveryCodes.as_view()))
new_recovery_codes = allowed("account.see")(lately(answering(NewRecoveryCodes.as_view())))
