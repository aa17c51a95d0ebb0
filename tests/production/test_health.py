"""`/livez` and `/readyz`: on every host, outside every municipality, and silent about secrets."""

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import OperationalError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from config import health
from foundation.notices.models import DueMark
from foundation.tenancy.context import peek_id
from tests.cast import Cast

HOSTS = ("elvebyen.localhost", "localhost", "10.0.0.7:8000", "nobody.example")


@pytest.fixture(autouse=True)
def _own_broker(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "messages").mkdir()
    settings.REDIS_URL, settings.BROKER_DIR = "", tmp_path
    monkeypatch.setattr(health, "_seen", set())


@pytest.mark.parametrize("host", HOSTS)
def test_the_process_lives_on_every_host_without_a_database(host: str, client: Client) -> None:
    """No database fixture: a query would fail the test."""
    answer = client.get("/livez", headers={"host": host})

    assert (answer.status_code, answer.json()) == (200, {"process": "well"})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("host", HOSTS)
def test_all_is_ready_on_every_host(host: str, client: Client, db: None) -> None:
    answer = client.get("/readyz", headers={"host": host})

    found = dict.fromkeys(("database", "migrations", "broker", "messages"), "well")
    assert (answer.status_code, answer.json()) == (200, found)
    assert peek_id() is None


def test_a_probe_is_not_sent_on_to_https(client: Client, db: None, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    assert client.get("/readyz").status_code == 200
    assert client.get("/", headers={"host": "elvebyen.localhost"}).status_code == 301


def test_a_database_that_is_away_is_told_without_its_address(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise OperationalError('connection to "10.1.2.3", user "app", password "s3cret" failed')

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()) == (503, {"database": "does not answer", "broker": "well"})


def test_a_missing_migration_is_told(client: Client, db: None) -> None:
    rows = MigrationRecorder(connection).migration_qs
    rows.filter(app="notices").delete()
    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["migrations"].endswith("not applied: run manage.py migrate as the owner role")


def test_pages_are_served_without_a_broker(client: Client, db: None, settings: Settings) -> None:
    settings.REDIS_URL = "redis://:s3cret@127.0.0.1:1/0"
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["broker"].startswith("does not answer")
    assert "s3cret" not in answer.content.decode()


def test_messages_that_wait_are_told(client: Client, cast: Cast) -> None:
    waited = timezone.now() - timezone.timedelta(minutes=10)
    DueMark.objects.create(municipality=cast.elvebyen, due_at=waited)
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["messages"] == "the oldest has waited 600 seconds: is a worker running?"
