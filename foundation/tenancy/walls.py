"""Which tables stand behind the wall, and the written list of those that do not."""

from functools import cache

from django.apps import apps
from django.db.models import Model

#: Tables without a municipality, each with its reason. A table that is neither walled nor here fails a house test.
GLOBAL = {
    "tenancy_municipality": "the municipalities themselves",
    "tenancy_host": "which municipality a host name belongs to, asked before anything is entered",
    "notices_duemark": "wakes the drain: a municipality and a moment, no personal data",
    "people_user": "log-in only: one human may volunteer in two municipalities",
    "account_emailaddress": "allauth: the address of a log-in",
    "account_emailconfirmation": "allauth: unused, made by its migrations",
    "mfa_authenticator": "allauth: the second factor of a log-in",
    "socialaccount_socialaccount": "allauth: a log-in through an identity provider",
    "socialaccount_socialapp": "allauth: unused, providers come from settings",
    "socialaccount_socialtoken": "allauth: unused",
    "django_session": "sessions, each bound to its municipality",
    "django_content_type": "Django's list of models",
    "django_migrations": "Django's list of migrations",
    "auth_permission": "Django's list of permissions, which are our roles",
    "auth_group": "Django: never used",
    "auth_group_permissions": "Django: never used",
    "guardian_groupobjectpermission": "guardian: never used, the app role may not write",
    "guardian_userobjectpermission": "guardian: never used, the app role may not write",
}


def is_walled(model: type[Model]) -> bool:
    """Also answers for the historical models of a migration."""
    return any(field.name == "municipality" for field in model._meta.local_fields) and (
        model._meta.db_table not in GLOBAL
    )


@cache
def walled_tables() -> frozenset[str]:
    return frozenset(m._meta.db_table for m in apps.get_models(include_auto_created=True) if is_walled(m))
