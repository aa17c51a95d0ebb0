from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    name = "foundation.notices"
    label = "notices"

    def ready(self) -> None:
        from foundation.notices import own_settings  # noqa: F401  (declares our settings)

        autodiscover_modules("reminders")  # each room's planners and its words on what is still wanted
