"""Who runs the services, and where their files and sockets may be."""

import hashlib
import os
import pwd
import subprocess
from functools import cache
from pathlib import Path

SOCKET_LIMIT = 100  # a socket's path may have 107 bytes on Linux, 103 on macOS


class CannotStart(Exception):
    """One sentence that tells what happened and what to do."""


@cache
def servant() -> dict:
    """The user PostgreSQL and Redis run as, as arguments for subprocess: ourselves, or under root somebody with fewer rights."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise CannotStart(
        "PostgreSQL refuses to run as root, and there is no user postgres or nobody: run this as an ordinary user."
    )


def reaches(folder: Path) -> bool:
    """Whether the servant can enter the folder."""
    return (
        subprocess.run(
            ["/bin/sh", "-c", 'cd "$1" 2>/dev/null', "sh", folder], cwd="/", **servant()
        ).returncode
        == 0
    )


def home(wanted: Path) -> Path:
    """Where data may live: the folder wanted, or one outside when root's checkout is closed to the servant."""
    wanted.mkdir(parents=True, exist_ok=True)
    if reaches(wanted):
        return wanted
    outside = Path("/var/lib/samspill") / hashlib.sha256(str(wanted).encode()).hexdigest()[:12]
    outside.mkdir(parents=True, exist_ok=True)
    return outside


def own(folder: Path) -> Path:
    """A folder that belongs to the servant and is closed to others."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if servant():
        os.chown(folder, servant()["user"], servant()["group"])
    return folder


def socket_folder(folder: Path) -> Path:
    """A folder for sockets: this one when its path is short enough, else one with a short name in /tmp."""
    if len(os.fsencode(folder)) + len("/.s.PGSQL.5432") < SOCKET_LIMIT:
        return own(folder)
    short = Path("/tmp") / f"samspill-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"
    short.mkdir(mode=0o700, exist_ok=True)
    status = short.lstat()
    if (
        short.is_symlink()
        or status.st_mode & 0o077
        or status.st_uid not in (os.geteuid(), servant().get("user"))
    ):
        raise CannotStart(f"{short} is somebody else's: remove it, or move the checkout to a shorter path.")
    return own(short)


class Given:
    """A service that somebody else runs, told of in the environment."""

    def __init__(self, what: str, **env: str):
        self.what, self.env = what, env

    def __str__(self) -> str:
        return f"{self.what}, given in {' and '.join(self.env)}"

    def start(self) -> None:
        pass

    def stop(self) -> None:
        pass
