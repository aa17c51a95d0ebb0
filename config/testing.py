"""Runs pytest on a throw-away PostgreSQL and the broker that bin/run would choose. Arguments go to pytest.

As a pytest plugin (`-p config.testing` in pyproject.toml) it gives each xdist process a broker of its own.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil

from config.embedded.brokers import broker
from config.embedded.ground import CannotStart, home
from config.embedded.postgres import database
from config.processes import tied_to_us
from config.setup import browser, bundled_node

VAR = Path(__file__).resolve().parent.parent / "var"

if worker := os.environ.get("PYTEST_XDIST_WORKER"):  # before the settings are read
    os.environ["REDIS_PREFIX"] = f"{worker}-"
    os.environ["BROKER_DIR"] = f"{os.environ.get('BROKER_DIR', VAR / 'broker')}-{worker}"


def main(arguments: list[str]) -> int:
    """pytest's exit code."""
    VAR.mkdir(exist_ok=True)
    forget_old()
    ours = home(VAR) / f"test-{os.getpid()}"
    (ours / "static").mkdir(parents=True)
    services = []
    try:
        for service in (database(ours, ours / "log", throwaway=True), broker(ours, ours / "log")):
            print(f"{service}", flush=True)
            services.append(service)
            service.start()
        found = {name: value for service in services for name, value in service.env.items()}
        surroundings = {
            "DATA_DIR": str(ours),
            "XDG_CACHE_HOME": str(VAR / "cache"),
            "CHROMIUM": browser() or "",
            # Playwright's own Node wants libatomic, which a bare machine lacks; ours does not
            "PLAYWRIGHT_NODEJS_PATH": str(bundled_node() / "bin" / "node"),
        }
        return pytest(arguments, os.environ | surroundings | found)
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    finally:
        for service in reversed(services):
            service.stop()
        shutil.rmtree(ours, ignore_errors=True)


def pytest(arguments: list[str], env: dict[str, str]) -> int:
    """Ctrl-C reaches pytest by itself; a polite kill is passed on. We stay to clean up."""
    command = [sys.executable, "-m", "pytest", *workers(arguments), *arguments]
    signal.signal(signal.SIGINT, lambda *_: None)  # not SIG_IGN, which pytest would inherit
    process = subprocess.Popen(command, env=env, preexec_fn=tied_to_us(signal.SIGINT))
    signal.signal(signal.SIGTERM, lambda *_: process.send_signal(signal.SIGINT))
    return process.wait()


def workers(arguments: list[str]) -> list[str]:
    """Two processes for the whole suite, one for a chosen part. A module stays whole, in the order of tests/conftest.py."""
    return [] if arguments else ["-n2", "--dist=loadscope", "--no-loadscope-reorder"]


def forget_old() -> None:
    """Remove what test runs left that were killed before they could clean up."""
    for folder in home(VAR).glob("test-*"):
        if not psutil.pid_exists(int(folder.name.removeprefix("test-"))):
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
