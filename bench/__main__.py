"""`bin/bench`: seed, serve, ask, and write the table to docs/measured.md (`--write`). What is seeded is kept in var/bench."""

import argparse
import json
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from config.embedded.brokers import broker
from config.embedded.postgres import Postgres

CHECKOUT = Path(__file__).resolve().parent.parent
HOME = CHECKOUT / "var" / "bench"


def arguments() -> argparse.Namespace:
    ask = argparse.ArgumentParser(prog="bin/bench", description=__doc__)
    ask.add_argument("--municipalities", type=int, default=20)
    ask.add_argument("--volunteers", type=int, default=50_000, help="in all")
    ask.add_argument("--largest", type=int, default=20_000, help="in the largest municipality")
    ask.add_argument("--places", type=int, default=200, help="workplaces in the largest municipality")
    ask.add_argument("--rounds", type=int, default=100, help="questions to each page by one client")
    ask.add_argument("--seconds", type=float, default=5.0, help="of eight clients on each page")
    ask.add_argument("--fresh", action="store_true", help="seed again")
    ask.add_argument("--write", action="store_true", help="put the table into docs/measured.md")
    return ask.parse_args()


def main() -> None:
    chosen = arguments()
    (HOME / "static").mkdir(parents=True, exist_ok=True)
    os.environ.pop("DATABASE_URL", None)
    with ExitStack() as stack:
        postgres, redis = Postgres(HOME, HOME / "log"), broker(HOME, HOME / "log")
        for service in (postgres, redis):
            stack.callback(service.stop)
            service.start()
            print(service, flush=True)
        bare = {"BARE_URL": _database(postgres, "bare")}
        os.environ |= postgres.env | redis.env | bare | _production()
        session = subprocess.run(
            [sys.executable, "-m", "bench.bare"],
            cwd=CHECKOUT,
            env=os.environ | {"DJANGO_SETTINGS_MODULE": ""},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        from bench import measure  # from here on there are settings

        measure.go(chosen, postgres, session, HOME)


def _production() -> dict[str, str]:
    secret = HOME / "secret.json"
    if not secret.exists():
        secret.write_text(json.dumps(os.urandom(32).hex()))
    return {
        "SAMSPILL_MODE": "production",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": json.loads(secret.read_text()),
        "BASE_DOMAIN": "samspill.example",
        "EMAIL_HOST": "127.0.0.1",
        "DEFAULT_FROM_EMAIL": "samspill@samspill.example",
        "DATA_DIR": str(HOME),
    }


def _database(postgres: Postgres, name: str) -> str:
    import psycopg

    with psycopg.connect(postgres.url("postgres", "postgres"), autocommit=True) as link:
        if not link.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            link.execute(f"CREATE DATABASE {name} OWNER owner")
    return postgres.url("owner", name)


if __name__ == "__main__":
    main()
