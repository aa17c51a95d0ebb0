from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class TenancyConfig(AppConfig):
    name = "foundation.tenancy"
    label = "tenancy"

    def ready(self) -> None:
        from foundation.tenancy import guard, own_settings  # noqa: F401  (declares our settings)
        from foundation.tenancy.db import lookups, router

        lookups.register()
        connection_created.connect(guard.install, dispatch_uid="tenancy.guard")
        pre_migrate.connect(router.begin, dispatch_uid="tenancy.begin")
        post_migrate.connect(router.end, dispatch_uid="tenancy.end")
