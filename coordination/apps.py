from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoordinationConfig(AppConfig):
    name = "coordination"

    def ready(self) -> None:
        from coordination import digest, log_words, permissions  # noqa: F401
        from coordination.waiting import late_count
        from foundation.pages.navigation import NavItem, register
        from foundation.tenancy.words import title_lazy

        carers = {"volunteer_contact", "deputy_contact", "network_coordinator"}
        everybody = {"workplace_manager", "employee", "cross_sector_coordinator", "partner_contact"}
        register(NavItem("overview", _("Overview"), "overview", roles={"network_coordinator"}, order=5))
        register(NavItem("waiting", _("What waits"), "waiting", roles=carers, order=10, count=late_count))
        register(
            NavItem(
                "workplaces", _("Places"), "workplaces", roles=carers | everybody | {"tenant_admin"}, order=60
            )
        )
        register(
            NavItem(
                "appointments",
                title_lazy("volunteer_contact", "plural"),
                "appointments",
                roles={"network_coordinator", "tenant_admin"},
                order=70,
            )
        )
        register(
            NavItem(
                "settings",
                _("Settings"),
                "settings",
                roles={"network_coordinator", "tenant_admin"},
                where="me",
            )
        )
