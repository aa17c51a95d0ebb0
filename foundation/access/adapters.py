"""How allauth fits the house: no sign-up, only people known here, mails through our own channel, secrets under lock."""

from typing import Any

import qrcode
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from foundation.access import devices, limits
from foundation.access.logins import logins_here, mail_code, person_of
from foundation.access.sealing import seal, unseal
from foundation.people.models import User
from foundation.tenancy.context import peek_id

CHOOSING = "choosing_person"  # in the session: an address that a code has proven


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail or the password is not right. Try again."),
        "incorrect_code": _("The code is not right. Look at the newest mail, and try again."),
        "enter_current_password": _("This is not your password now."),
        "too_many_login_attempts": _("Too many tries. Wait some minutes, and try again."),
        "rate_limited": _("Too many tries. Wait some minutes, and try again."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted so that nobody is locked out by a stranger; a right password takes its try back (see `limits`)."""
        self._login_failed_rl_usage = limits.try_as(request, "login_failed", credentials.get("email", ""))
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # a log-in is made by an invitation to a known person

    def pre_login(self, request: HttpRequest, user: User, **login: Any) -> HttpResponse | None:
        """The last gate before a session: the log-in of somebody here. A shared address is asked whose it is."""
        if not user.is_active or person_of(user) is None:
            clear_login(request)
            return redirect("account_login")
        if getattr(request, "person_is_chosen", False) or not _came_by_code(request, user):
            return None
        if len(logins_here(login["email"])) < 2:
            return None
        clear_login(request)
        request.session[CHOOSING] = {"email": login["email"], "next": login.get("redirect_url") or ""}
        return redirect("choose_person")

    def is_ajax(self, request: HttpRequest) -> bool:
        return False  # one way to answer, the same for everybody

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        return [{"id": "mfa_reauthenticate", "description": "", "url": reverse("mfa_reauthenticate")}]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Codes only, sent on commit and stored nowhere. Anything else would be a flow that we do not offer."""
        if template_prefix != "account/email/login_code":
            raise LookupError(f"no words are written for {template_prefix}")
        mail_code(email, context["code"], minutes=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60)


def _came_by_code(request: HttpRequest, user: User) -> bool:
    records = get_authentication_records(request, user)
    return bool(records) and records[-1]["method"] == "code"


class SocialAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is not right, or used already. Wait for the next one in the app."),
    }

    def get_totp_issuer(self) -> str:
        return f"Samspill, {self.request.municipality.place}"

    def build_totp_svg(self, url: str) -> str:
        """On white, so that a telephone can read it from a dark page too."""
        image = qrcode.make(url, image_factory=SvgPathFillImage)
        return image.to_string().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The host that is asked: a browser gives a passkey to no other."""
        return super().get_public_key_credential_rp_entity() | {"name": self.request.municipality.name}

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        return ", ".join(filter(None, devices.browser_of(self.request))) or gettext("Passkey")

    def is_mfa_enabled(self, user: User, types: list[str] | None = None) -> bool:
        """Recovery codes alone are no second factor, and a passkey is one only where it was made."""
        wanted = types or [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
        held = Authenticator.objects.filter(user_id=user.pk, type__in=wanted)
        elsewhere = Q(type=Authenticator.Type.WEBAUTHN) & ~Q(data__municipality=str(peek_id()))
        return held.exclude(elsewhere).exists()

    def encrypt(self, text: str) -> str:
        return seal("second_factor", text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal("second_factor", encrypted_text)
