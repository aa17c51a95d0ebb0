from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BoardsConfig(AppConfig):
    name = "volunteers.boards"
    label = "boards"

    def ready(self) -> None:
        from foundation.pages.navigation import NavItem, register
        from volunteers.boards import log_words, permissions, reminders, telling  # noqa: F401

        telling.describe_events()
        staff = {
            "volunteer_contact",
            "deputy_contact",
            "workplace_manager",
            "employee",
            "network_coordinator",
        }
        register(NavItem("boards", _("Boards"), "boards", roles=staff, order=35))
        register(NavItem("my_turns", _("Turns"), "my_turns", roles={"self"}, order=15, icon="calendar"))
