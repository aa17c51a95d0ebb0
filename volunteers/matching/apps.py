from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MatchingConfig(AppConfig):
    name = "volunteers.matching"
    label = "matching"

    def ready(self) -> None:
        from foundation.pages.navigation import NavItem, register
        from volunteers.matching import log_words, own_settings, permissions  # noqa: F401

        carers = {"volunteer_contact", "deputy_contact", "network_coordinator"}
        register(NavItem("recipients", _("Wishes"), "recipients", roles=carers, order=25))
        asked = {"employee", "workplace_manager", "network_coordinator", "partner_contact"}
        register(NavItem("needs", _("Needs"), "need_requests", roles=asked, order=50))
