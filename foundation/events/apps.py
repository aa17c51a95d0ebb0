from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "foundation.events"
    label = "events"

    def ready(self) -> None:
        from foundation.access.gate import register
        from foundation.events import reminders  # noqa: F401, the planner registers itself
        from foundation.events.permissions import TABLE

        register(TABLE)
