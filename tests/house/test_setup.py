"""The set-up step: front end, translations, system packages."""

import shutil
import subprocess
from pathlib import Path

import pytest

from config import setup


def test_without_an_npm_on_the_machine_ours_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    version = subprocess.run([*setup.npm(), "--version"], capture_output=True, text=True, check=True).stdout
    assert int(version.split(".")[0]) >= 9


def test_the_pages_files_are_in_place() -> None:
    wanted = [
        "designsystemet-css/index.css",
        "designsystemet-theme/designsystemet.css",
        "designsystemet-web/index.js",
        "inter/400.css",
        "inter/files/inter-latin-ext-400-normal.woff2",
    ]
    assert [name for name in wanted if not (setup.VENDOR / name).exists()] == []


def test_catalogues_are_joined_and_what_is_said_first_stands(tmp_path: Path) -> None:
    files = [tmp_path / "a.po", tmp_path / "b.po"]
    files[0].write_text('msgid "Yes"\nmsgstr "Ja"\n')
    files[1].write_text(
        'msgid "Yes"\nmsgstr "Jo"\n\nmsgctxt "answer"\nmsgid "Yes"\nmsgstr "Jau"\n\nmsgid "No"\nmsgstr "Nei"\n'
    )
    whole = setup.merged(files)
    assert [whole[word].string for word in ("Yes", "No")] == ["Ja", "Nei"]
    assert whole.get("Yes", "answer").string == "Jau"


def test_what_may_not_be_installed_is_told_in_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "apt-get" else None)
    with pytest.raises(
        SystemExit, match=r"^This machine lacks a browser\. Run: sudo apt-get install chromium$"
    ):
        setup.ensure("a browser", lambda: False, {"dnf": "other", "apt-get": "chromium"})
