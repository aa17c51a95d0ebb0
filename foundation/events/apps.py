from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "foundation.events"
    label = "events"

    def ready(self) -> None:
        from foundation.access.gate import register
        from foundation.events import log_words, reminders  # noqa: F401, they register themselves
        from foundation.events.permissions import SAID, TABLE

        register(TABLE, SAID)
