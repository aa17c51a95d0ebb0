"""How allauth fits the house: no sign-up, mails through our own channel, one look."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # a log-in is made by an invitation to a known person

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """On commit, never inside the transaction, and never stored: these mails carry codes."""
        from django.db import transaction

        message = self.render_mail(template_prefix, email, context)
        transaction.on_commit(lambda: message.send(fail_silently=True))


class SocialAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_totp_label(self, user: Any) -> str:
        return user.email
