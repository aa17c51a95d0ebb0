"""What log-in asks for. The rules are allauth's; the words, and who is known here, are ours."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _

from foundation.access import limits
from foundation.access.logins import logins_here
from foundation.people.models import Person, User


def _say(field: forms.Field, label: Any, help_text: Any = "", **attrs: str) -> None:
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= attrs


class AskForCode(account.RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["email"], _("Your e-mail"), autocomplete="email")

    def clean_email(self) -> str:
        """allauth's own would count by the address alone, and know people of other municipalities."""
        email = self.cleaned_data["email"].lower()
        if not limits.try_as(context.request, "request_login_code", email):
            raise get_adapter().validation_error("too_many_login_attempts")
        self._user = next(iter(logins_here(email)), None)
        return email


class WithPassword(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["login"], _("Your e-mail"), autocomplete="username")
        _say(self.fields["password"], _("Password"))


class Code(account.ConfirmLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("The code from the mail"), _("Six digits."), inputmode="numeric")


class ForgottenPassword(forms.Form):
    email = forms.EmailField(label=_("Your e-mail"), widget=forms.EmailInput({"autocomplete": "email"}))

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def holders(self) -> list[User]:
        """Those here who have a password to forget."""
        return [user for user in logins_here(self.cleaned_data["email"]) if user.has_usable_password()]


class CodeOnce(forms.Form):
    """A code from the app, or one of the recovery codes. Tries are counted so that no stranger locks the owner out."""

    def clean_code(self) -> str:
        tried = limits.try_for(context.request, "login_failed", self.user)
        if not tried:
            raise get_adapter().validation_error("too_many_login_attempts")
        code = self.cleaned_data["code"]
        codes = Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN)
        for self.authenticator in codes:
            if self.authenticator.wrap().validate_code(code):
                self.authenticator.user = self.user
                tried.rollback()
                return code
        raise get_mfa_adapter().validation_error("incorrect_code")


class AppCode(CodeOnce, mfa.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("The code from the app"), _("Or one of your recovery codes."))


class AppCodeAgain(CodeOnce, mfa.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("The code from the app"), _("Or one of your recovery codes."))


class FirstAppCode(totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["code"], _("The code from the app"), _("Six digits."), inputmode="numeric")


class NewPassword(SetPasswordForm):
    """For somebody who came by a one-time link; the log-in itself may not exist yet."""

    field_order = ("new_password1", "new_password2")

    def __init__(self, user: User, *args: Any) -> None:
        super().__init__(user, *args)
        _say(
            self.fields["new_password1"],
            _("New password"),
            _("At least twelve characters. A sentence is good."),
        )
        _say(self.fields["new_password2"], _("The same once more"))

    def clean(self) -> dict[str, Any]:
        """Django says of the second field what is wrong with the first."""
        self.validate_passwords("new_password1", "new_password2")
        self.validate_password_for_user(self.user, "new_password1")
        return self.cleaned_data


class ChangePassword(account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields["oldpassword"], _("Your password now"))
        _say(
            self.fields["password1"], _("New password"), _("At least twelve characters. A sentence is good.")
        )
        _say(self.fields["password2"], _("The same once more"))


class WhichPerson(forms.Form):
    """The people who share an address, after a code has proven it."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who are you?"), widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, users: list[User], *args: Any) -> None:
        super().__init__(*args)
        self.fields["person"].queryset = Person.objects.filter(user__in=users).select_related("user")
