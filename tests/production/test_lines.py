"""A line of the log: JSON in production, readable in development, and about nobody."""

import json
import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from config import logs
from foundation.pages.request_id import go_on_with
from foundation.people.models import Person
from foundation.tenancy.models import Municipality
from tests.cast import Cast

SECRET = "q8Zt2_vL0xYb-77aKkR3mNpQ1sTuVwXy"


def line(message: str, *args: object, name: str = "volunteers", error: bool = False, **extra: object) -> dict:
    record = logging.getLogger(name).makeRecord(
        name, logging.WARNING, __file__, 1, message, args, sys.exc_info() if error else None, extra=extra
    )
    return json.loads(logs.formatter(production=True).format(record))


@pytest.fixture
def request_number() -> Iterator[str]:
    go_on_with("3f9a11c2")
    yield "3f9a11c2"
    go_on_with("")


def test_a_line_tells_the_request_and_the_municipality(request_number: str, elvebyen: Municipality) -> None:
    told = line("a letter waits")

    assert (told["event"], told["level"], told["logger"]) == ("a letter waits", "warning", "volunteers")
    assert (told["request_id"], told["municipality"]) == (request_number, str(elvebyen.pk))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("to Kari <kari.nygard@elvebyen.example>", "to Kari <<address>>"),
        ("called +47 900 00 123 twice", "called <number> twice"),
        ("called 90000123", "called <number>"),
        ("called +4790000123.", "called <number>."),
        ("born 01017012345", "born <number>"),
        (f"no such link /prat/{SECRET}/", "no such link /prat/<secret>/"),
        ("job 019a0d6e-6f1c-7cc3-9e7b-6a1f3e1c2d3e", "job 019a0d6e-6f1c-7cc3-9e7b-6a1f3e1c2d3e"),
        ("in 0.123 s, 2026-11-22", "in 0.123 s, 2026-11-22"),
    ],
)
def test_what_looks_like_an_address_or_a_secret_is_struck_out(said: str, told: str) -> None:
    assert line("%s", said)["event"] == told


def test_an_error_is_told_by_kind_and_place_and_not_by_its_words(cast: Cast, elvebyen: Municipality) -> None:
    """PostgreSQL quotes the row."""
    try:
        with transaction.atomic():
            Person.objects.create(pk=cast.kari.pk, name="Canary Nightingale")
    except IntegrityError:
        told = line("it could not be kept", error=True)

    assert [one["kind"] for one in told["errors"]] == [
        "django.db.utils.IntegrityError",
        "psycopg.errors.UniqueViolation",
    ]
    assert (told["errors"][1]["sqlstate"], told["errors"][1]["constraint"]) == ("23505", "people_person_pkey")
    assert "test_lines.py" in told["errors"][0]["at"][0]
    assert "Canary" not in json.dumps(told)
    assert str(cast.kari.pk) not in json.dumps(told)


def test_djangos_own_lines_tell_no_path() -> None:
    told = line("Internal Server Error: %s", f"/brev/{SECRET}/", name="django.request")
    refused = line("Forbidden (%s): %s", "CSRF cookie not set.", "/prat/short/", name="django.security.csrf")

    assert (told["event"], refused["event"]) == ("Internal Server Error", "Forbidden")


def test_a_job_that_fails_tells_no_arguments() -> None:
    args = {"name": "notices.drain", "id": "1", "exc": "ValueError('Kari Nygård')", "args": "('Kari',)"}
    told = line("Task %(name)s[%(id)s] raised: %(exc)s", args, name="celery.app.trace", data=args)

    assert (told["event"], told["job"]) == ("job failed", "notices.drain")
    assert "Kari" not in json.dumps(told)


def test_in_development_a_line_can_be_read() -> None:
    record = logging.makeLogRecord({"name": "volunteers", "msg": "a letter waits", "levelname": "INFO"})

    assert "a letter waits" in logs.formatter(production=False).format(record)
    assert "{" not in logs.formatter(production=False).format(record)


def test_a_request_is_told_by_its_pattern(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="request"):
        cast.visitor().get(f"/prat/{SECRET}/?q=Kari", headers={"user-agent": "Canary/1.0"})
    record = caplog.records[-1]

    assert (record.method, record.route, record.status) == ("GET", "prat/<str:secret>/", 410)
    assert record.municipality == str(cast.elvebyen.pk)
    assert not {SECRET, "Kari", "Canary"} & set(str(vars(record)).replace("/", " ").split())


def test_probes_and_files_are_not_told(cast: Cast, caplog: pytest.LogCaptureFixture, client: Client) -> None:
    with caplog.at_level(logging.INFO, logger="request"):
        client.get("/livez")
        cast.visitor().get("/static/samspill/no-such.css")

    assert caplog.records == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_thread_that_fails_is_told_without_its_words(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", logs._thread_failed)
    thread = threading.Thread(target=lambda: int("Canary"))
    thread.start()
    thread.join()

    assert [record.getMessage() for record in caplog.records] == ["a thread failed"]
    assert "Canary" not in capsys.readouterr().err
