"""docker-compose.yml, as far as it can be tried without an engine: the schema, the secrets, the rights, the settings' own demands."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from tests.production.settings import PRODUCTION

FILE = settings.BASE_DIR / "docker-compose.yml"
COMPOSE = yaml.safe_load(FILE.read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ("web", "worker", "beat", "migrate")
VARIABLE = re.compile(r"(?<!\$)\$\{(\w+)(:\?|:-)?[^}]*\}")
MAY_BE_EMPTY = {"EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "SECRET_KEY_FALLBACKS"}


def held_to_the_schema(file: Path) -> subprocess.CompletedProcess:
    program = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(file)]
    return subprocess.run(program, capture_output=True, text=True)


def test_it_keeps_the_schema() -> None:
    judged = held_to_the_schema(FILE)

    assert judged.returncode == 0, judged.stdout


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("condition: service_healthy", "condition: healthy"),
        ("read_only: true", "readonly: true"),
        ("retries: 20", "retries: [20]"),
    ],
)
def test_the_schema_sees_what_breaks_it(right: str, wrong: str, tmp_path: Path) -> None:
    broken = tmp_path / "docker-compose.yml"
    broken.write_text(FILE.read_text().replace(right, wrong))

    assert held_to_the_schema(broken).returncode == 1


def test_all_the_parts_are_there() -> None:
    assert {"database", "pool", "broker", *OURS} == set(SERVICES)
    assert SERVICES["database"]["image"] == "postgres:18"
    assert "pool_mode = transaction" in (settings.BASE_DIR / "docker/pool/pgbouncer.ini").read_text()


def test_no_secret_has_a_value_of_its_own() -> None:
    """Each comes from the environment, and compose refuses when it is missing."""
    secret = re.compile(r"SECRET|PASSWORD")
    for name, service in SERVICES.items():
        for key, value in service.get("environment", {}).items():
            for variable, demanded in VARIABLE.findall(str(value)):
                if secret.search(variable) and variable not in MAY_BE_EMPTY:
                    assert demanded == ":?", f"{name}: {variable}"
            if secret.search(key) and key != "SECRET_KEY_FALLBACKS":
                assert VARIABLE.fullmatch(str(value)), f"{name}: {key}"


def test_what_the_settings_demand_is_given() -> None:
    for name in OURS:
        given = SERVICES[name]["environment"].keys() | {
            "SAMSPILL_MODE",
            "DATA_DIR",
        }  # the last two: Dockerfile
        assert PRODUCTION.keys() <= given, name
    image = (settings.BASE_DIR / "Dockerfile").read_text()
    assert "ENV SAMSPILL_MODE=production DATA_DIR=/data" in image


def test_only_migrate_knows_the_owner() -> None:
    knows = [name for name in SERVICES if "OWNER" in str(SERVICES[name].get("environment"))]

    assert knows == ["database", "migrate"]


def test_the_pages_go_through_the_pool_and_migrations_past_it() -> None:
    assert all("@pool:6432/" in SERVICES[name]["environment"]["DATABASE_URL"] for name in OURS)
    assert "@database/" in SERVICES["migrate"]["environment"]["OWNER_DATABASE_URL"]


def test_nobody_may_more_than_needed() -> None:
    for name, service in SERVICES.items():
        assert service["security_opt"] == ["no-new-privileges:true"], name
        if name != "database":  # whose image steps down by itself, and owns its files
            assert service["read_only"], name
            assert service["cap_drop"] == ["ALL"], name
    assert SERVICES["broker"]["user"] == "redis"
    for file in ("Dockerfile", "docker/pool/Dockerfile"):
        lines = (settings.BASE_DIR / file).read_text().splitlines()
        last_user = [line for line in lines if line.startswith("USER ")][-1]
        assert last_user not in ("USER root", "USER 0"), file


def test_what_runs_for_long_tells_how_it_is() -> None:
    assert [name for name in SERVICES if "healthcheck" not in SERVICES[name]] == ["migrate"]


def test_the_database_is_not_open_to_others() -> None:
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert all(SERVICES[name]["networks"] == ["inside"] for name in ("database", "pool", "broker"))
    published = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert published == ["127.0.0.1:8000:8000"]
