"""Migrations run as the owner, and every query of theirs on the same connection."""

import pytest
from django.core.management import call_command
from django.db import DataError, ProgrammingError, connections, transaction

from foundation.people.models import Person
from foundation.tenancy.context import enter
from foundation.tenancy.db import router
from foundation.tenancy.models import Municipality
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def migrating() -> None:
    """Between pre_migrate and post_migrate."""
    router.OwnerWhileMigrating.alias = "owner"
    yield
    router.OwnerWhileMigrating.alias = None


def test_a_data_migration_walks_the_municipalities(cast: Cast, migrating: None) -> None:
    """A plain `Model.objects` beside the table's lock once waited for ever on a second connection."""
    changed = 0
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        cursor.execute("LOCK TABLE people_person IN ACCESS EXCLUSIVE MODE")
        for municipality in Municipality.objects.all():
            with enter(municipality, using="owner"):
                changed += Person.objects.update(language="nn")
    assert changed == 15
    router.OwnerWhileMigrating.alias = None
    with enter(cast.fjordvik):
        assert set(Person.objects.values_list("language", flat=True)) == {"nn"}


def test_a_data_migration_that_enters_nothing_fails_aloud(cast: Cast, migrating: None) -> None:
    with pytest.raises((ProgrammingError, DataError)):
        Person.objects.update(language="nn")


def test_migrating_again_changes_nothing_and_lets_go(cast: Cast) -> None:
    call_command("migrate", verbosity=0)
    assert router.OwnerWhileMigrating.alias is None
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations WHERE app = 'tenancy'")
        assert cursor.fetchone()[0] >= 1


def test_the_app_role_may_read_every_table_but_change_no_history(cast: Cast) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            " AND NOT has_table_privilege(current_user, oid, 'SELECT, INSERT')"
        )
        closed = {name for (name,) in cursor.fetchall()}
    assert closed <= {"guardian_userobjectpermission", "guardian_groupobjectpermission"}
