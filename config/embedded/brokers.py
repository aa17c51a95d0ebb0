"""What carries the word that there is work: Redis where there is one, else a folder."""

import os
import shutil
import time
from pathlib import Path

from config.embedded.ground import CannotStart, Given, home, own, servant, socket_folder
from config.processes import Child


class Redis:
    """The machine's redis-server as broker and cache, on a socket. It keeps nothing: PostgreSQL is the record."""

    def __init__(self, wanted: Path, logs: Path):
        self.program = shutil.which("redis-server")
        self.folder = own(home(wanted) / "redis")
        self.socket = socket_folder(self.folder) / "redis.sock"
        self.log = logs / "redis.log"
        self.child: Child | None = None

    def __str__(self) -> str:
        return f"Redis ({self.program})"

    @property
    def env(self) -> dict[str, str]:
        return {"REDIS_URL": f"unix://{self.socket}"}

    def start(self) -> None:
        self.socket.unlink(missing_ok=True)
        command = [self.program, "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        command += ["--save", "", "--appendonly", "no", "--dir", str(self.folder)]
        self.child = Child("redis", command, self.log, cwd="/", **servant())
        self.child.start()
        until = time.monotonic() + 10
        while not self.socket.exists():
            if self.child.ended or time.monotonic() > until:
                raise CannotStart(f"Redis did not start. The end of {self.log}:\n{self.child.last_lines(5)}")
            time.sleep(0.02)

    def stop(self) -> None:
        if self.child:
            self.child.stop()


class Folder:
    """A folder as broker, where there is no Redis. One web process only: log-in limits then live in its memory."""

    def __init__(self, folder: Path):
        self.folder = folder

    def __str__(self) -> str:
        return f"a folder ({self.folder}), since no Redis was found"

    @property
    def env(self) -> dict[str, str]:
        return {"REDIS_URL": "", "BROKER_DIR": str(self.folder)}

    def start(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def stop(self) -> None:
        pass


def broker(wanted: Path, logs: Path) -> Redis | Folder | Given:
    """REDIS_URL, else redis-server on PATH, else a folder."""
    if url := os.environ.get("REDIS_URL"):
        return Given("your Redis", REDIS_URL=url)
    return Redis(wanted, logs) if shutil.which("redis-server") else Folder(wanted / "broker")
