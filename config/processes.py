"""Child processes that do not outlive us, and their left-overs when they did."""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

PR_SET_PDEATHSIG = 1


def tied_to_us(by: int) -> Callable[[], None]:
    """A preexec_fn: the kernel sends the child signal `by` when we die, however we die. On Linux; elsewhere it does nothing."""
    if sys.platform != "linux":
        return lambda: None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def tie() -> None:
        libc.prctl(PR_SET_PDEATHSIG, by)
        if os.getppid() != parent:  # we died before the tie was made
            os._exit(1)

    return tie


class Child:
    """One process of ours in its own session, its output in a log."""

    def __init__(
        self,
        name: str,
        command: list[str],
        log: Path,
        *,
        env: dict | None = None,
        stop_by: int = signal.SIGTERM,
        **kwargs,
    ):
        self.name, self.command, self.log, self.env, self.stop_by = name, command, log, env, stop_by
        self.kwargs = kwargs  # for Popen: user, group

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=tied_to_us(self.stop_by),
                **self.kwargs,
            )
        self.started, self.asked, self.family = time.monotonic(), False, []

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    @property
    def age(self) -> float:
        return time.monotonic() - self.started

    def ask_to_stop(self) -> None:
        """Once: a second signal would mean "at once" to Celery."""
        if not self.asked and not self.ended:
            self.family = descendants(self.process.pid)
            self.process.send_signal(self.stop_by)
            self.asked = True

    def stop(self, within: float = 15) -> None:
        """Ask, wait, and then end it with all its descendants."""
        self.ask_to_stop()
        try:
            self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        end(self.family, within=1)

    def last_lines(self, count: int = 20) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])


def descendants(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def end(processes: list[psutil.Process], within: float) -> None:
    """Wait for processes to go by themselves, then kill. psutil knows a process by number and start time."""
    for process in psutil.wait_procs(processes, timeout=within)[1]:
        process.kill()


def remember(children: list[Child], file: Path) -> None:
    """Write down who our children are, so that the next start can tidy up if we are killed."""
    known = []
    for child in children:
        if not child.ended:
            known.append([child.process.pid, psutil.Process(child.process.pid).create_time()])
    file.write_text(json.dumps(known))


def tidy_up(file: Path) -> None:
    """End what an earlier start, killed before it could stop its children, left behind."""
    if not file.exists():
        return
    left = []
    for pid, created in json.loads(file.read_text()):
        if psutil.pid_exists(pid) and abs(psutil.Process(pid).create_time() - created) < 1:
            left += [psutil.Process(pid), *descendants(pid)]
    for process in left:
        process.terminate()
    end(left, within=10)
    file.unlink()


def stop_on_signals() -> None:
    """Ctrl-C, a polite kill and a closed terminal all end as one KeyboardInterrupt; what comes after it is ignored."""
    heard = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup
        heard.append(signal.SIGHUP)

    def stop(number: int, frame: object) -> None:
        for other in heard:
            signal.signal(other, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in heard:
        signal.signal(number, stop)
