"""Passkeys: the lock of one's own telephone or computer, as the second factor and as the whole log-in.

Each is made for a person who is seen or has typed a PIN (user verification), so it is two factors by itself. It belongs to
the host where it was made: in another municipality it is nothing.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.people.models import User
from foundation.tenancy.context import current_id

UNKNOWN = _("That passkey is not known here. Try another one, or log in another way.")


def passkeys_here(user: User) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(
        user=user, type=Authenticator.Type.WEBAUTHN, data__municipality=str(current_id())
    )


class NewPasskey(webauthn.SignupWebAuthnForm):
    name = forms.CharField(label=_("What do you call it?"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        try:
            return super().clean()
        except ValidationError:
            raise ValidationError(_("The passkey could not be kept. Try once more.")) from None


class PasskeyShown(forms.Form):
    """There is nothing to guess, so no limit that a stranger could use up."""

    def clean_credential(self) -> Authenticator:
        shown = self.cleaned_data["credential"]
        try:
            auth.parse_authentication_response(shown)
            found = auth.complete_authentication(self.user or auth.extract_user_from_response(shown), shown)
        except (ValidationError, AttributeError):  # allauth's words are about codes; a list has no get()
            raise ValidationError(UNKNOWN) from None
        if found.data.get("municipality") != str(current_id()):
            raise ValidationError(UNKNOWN)
        return found


class PasskeyOnly(PasskeyShown, webauthn.LoginWebAuthnForm):
    """The whole log-in."""


class PasskeyToo(PasskeyShown, webauthn.AuthenticateWebAuthnForm):
    """After a password or a mailed code."""


class PasskeyAgain(PasskeyShown, webauthn.ReauthenticateWebAuthnForm):
    """Once more, in a session that is open."""
