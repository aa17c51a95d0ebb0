from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VolunteersConfig(AppConfig):
    name = "volunteers"

    def ready(self) -> None:
        from foundation.pages.navigation import PUBLIC, NavItem, register
        from foundation.pages.shipped import know_titles
        from foundation.tenancy.words import title_lazy
        from volunteers import (  # noqa: F401
            concerns,
            escalation,
            hours,
            liking,
            log_words,
            newcomers,
            own_settings,
            partner_reminders,
            permissions,
            reminders,
            told_to_others,
            training,
        )
        from volunteers.invitations import describe_events
        from volunteers.shipped import kinds

        describe_events()
        know_titles(kind["name"] for kind in kinds())
        carers = {"volunteer_contact", "deputy_contact", "network_coordinator", "workplace_manager"}
        register(
            NavItem("volunteers", title_lazy("volunteer", "plural"), "volunteers", roles=carers, order=20)
        )
        register(NavItem("gatherings", _("Gatherings"), "gatherings", roles=carers, order=40))
        register(NavItem("recognition", _("Thanks"), "recognition", roles=carers, order=45, where="me"))
        register(
            NavItem(
                "partner_confirmations",
                _("Organisations"),
                "partner_confirmations",
                roles={"network_coordinator"},
                order=46,
                where="me",
            )
        )
        unsure = carers | {"employee", "self", "partner_contact", "cross_sector_coordinator", "course_leader"}
        register(
            NavItem("grey_zones", _("May a volunteer …?"), "grey_zones", roles=unsure, order=48, where="me")
        )
        register(NavItem("enquiry_new", _("Hand on"), "enquiry_new", roles={"employee"}, order=20))
        public = {PUBLIC}
        register(NavItem("menu", _("Activities"), "activities", roles=public, order=10))
        register(
            NavItem("people", _("Places and people"), "portal", roles=public, order=20, fragment="#places")
        )
        register(NavItem("how", _("How it is"), "portal", roles=public, order=30, fragment="#how"))
        register(NavItem("login", _("Log in"), "account_login", roles=public, order=90, icon="person"))
        ward = {"workplace_manager", "employee", "volunteer_contact", "deputy_contact"}
        register(NavItem("visits", _("Who comes?"), "visits", roles=ward, order=30))
        register(NavItem("my_page", _("My page"), "my_page", roles={"self"}, order=10, icon="home"))
        register(NavItem("my_papers", _("Papers"), "documents", roles={"self"}, order=30, icon="document"))
