"""Production refuses to start without its secrets, and says which."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.production.settings import PRODUCTION

NEEDED = [name for name in PRODUCTION if name != "SAMSPILL_MODE"]
ASK = "from django.conf import settings; print(settings.DATABASES['default']['HOST'])"


def start(env: dict[str, str]) -> subprocess.CompletedProcess:
    inherited = {name: value for name, value in os.environ.items() if name not in PRODUCTION}
    settings_module = {"DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env=inherited | settings_module | env,
        capture_output=True,
        text=True,
    )


def test_with_all_of_them_it_starts() -> None:
    assert start(PRODUCTION).stdout == "127.0.0.1\n"


@pytest.mark.parametrize("name", NEEDED)
def test_what_is_missing_is_said_by_name(name: str) -> None:
    refused = start({key: value for key, value in PRODUCTION.items() if key != name})

    assert refused.returncode == 1
    assert refused.stderr.endswith(f"{name} is missing. Production does not start without.\n")
    assert PRODUCTION["SECRET_KEY"] not in refused.stderr


def test_an_empty_one_is_missing_too() -> None:
    assert "SECRET_KEY is missing" in start(PRODUCTION | {"SECRET_KEY": ""}).stderr


def test_all_that_is_missing_is_said_at_once() -> None:
    refused = start({"SAMSPILL_MODE": "production", "BASE_DOMAIN": "samspill.example"})

    told = "SECRET_KEY, DATABASE_URL, REDIS_URL, EMAIL_HOST, DEFAULT_FROM_EMAIL and DATA_DIR are missing."
    assert told in refused.stderr


def test_web_and_workers_do_not_know_the_owner() -> None:
    ask = ASK.replace("settings.DATABASES['default']['HOST']", "[*settings.DATABASES]")
    env = {name: value for name, value in os.environ.items() if name != "OWNER_DATABASE_URL"}
    told = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=settings.BASE_DIR,
        env=env | PRODUCTION | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
    )

    assert told.stdout == "['default']\n"
