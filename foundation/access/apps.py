from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "foundation.access"
    label = "access"

    def ready(self) -> None:
        from django.contrib.auth import signals

        from foundation.access import own_settings  # noqa: F401  (declares our settings)
        from foundation.access.gate import register
        from foundation.access.permissions import TABLE

        signals.user_logged_in.disconnect(dispatch_uid="update_last_login")  # our User keeps no last_login
        register(TABLE)
