from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from foundation.pages.navigation import NavItem


class AccessConfig(AppConfig):
    name = "foundation.access"
    label = "access"

    def ready(self) -> None:
        from allauth.account.signals import password_changed
        from allauth.mfa.signals import authenticator_used
        from django.contrib.auth import signals

        from foundation.access import (  # noqa: F401  (they declare our words and settings)
            employed,
            log_words,
            own_settings,
        )
        from foundation.access.gate import register
        from foundation.access.permissions import SAID, TABLE
        from foundation.access.second_factor import note_use
        from foundation.access.sessions import note_login, note_new_password
        from foundation.pages import navigation

        signals.user_logged_in.disconnect(dispatch_uid="update_last_login")  # our User keeps no last_login
        signals.user_logged_in.connect(note_login, dispatch_uid="access.note_login")
        password_changed.connect(note_new_password, dispatch_uid="access.note_new_password")
        authenticator_used.connect(note_use, dispatch_uid="access.note_use")
        register(TABLE, SAID)
        for item in _entries():
            navigation.register(item)


_SEE_ALL = {"network_coordinator", "tenant_admin"}


def _entries() -> list["NavItem"]:
    from foundation.pages.navigation import SELF, NavItem
    from foundation.tenancy.roles import ROLES

    everybody = {*ROLES, SELF}
    return [
        NavItem("messages", _("Messages"), "messages", everybody, 80, icon="bell", where="me"),
        NavItem("permissions", _("Who may do what"), "permissions", _SEE_ALL, 95, icon="key", where="me"),
        NavItem("account", _("My account"), "account", everybody, 90, icon="person", where="me"),
    ]
