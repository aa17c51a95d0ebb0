from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "foundation.access"
    label = "access"

    def ready(self) -> None:
        from allauth.account.signals import user_logged_in
        from django.contrib.auth import signals

        from foundation.access import own_settings  # noqa: F401
        from foundation.tenancy.middleware import bind_session

        signals.user_logged_in.disconnect(dispatch_uid="update_last_login")  # our User keeps no last_login
        user_logged_in.connect(bind_session, dispatch_uid="access.bind")
        signals.user_logged_in.connect(bind_session, dispatch_uid="access.bind.django")
