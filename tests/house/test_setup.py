"""The set-up step: front end, translations, system packages."""

import gettext
import os
import shutil
import subprocess
import time
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


def test_a_catalogue_is_compiled_when_it_is_newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "CHECKOUT", tmp_path)
    catalogue = tmp_path / "locale" / "nb" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)

    for answer in ("Ja", "Jo"):
        catalogue.write_text(f'msgid "Yes"\nmsgstr "{answer}"\n')
        if catalogue.with_suffix(".mo").exists():
            os.utime(catalogue, (time.time() + 5,) * 2)
        setup.translations()
        assert gettext.GNUTranslations(catalogue.with_suffix(".mo").open("rb")).gettext("Yes") == answer


def test_what_may_not_be_installed_is_told_in_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda name: name if name == "apt-get" else None)
    with pytest.raises(
        SystemExit, match=r"^This machine lacks a browser\. Run: sudo apt-get install chromium$"
    ):
        setup.ensure("a browser", lambda: False, {"dnf": "other", "apt-get": "chromium"})
