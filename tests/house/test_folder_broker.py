"""Where there is no Redis a folder carries the messages, and never half of one."""

import json
from pathlib import Path

import pytest
from kombu import Connection

import config.celery  # noqa: F401, gives the folder its name

QUEUE = "celery"


def channel(folder: Path) -> object:
    names = {"data_folder_in": "messages", "data_folder_out": "messages", "control_folder": "control"}
    for name in set(names.values()):
        (folder / name).mkdir()
    options = {key: str(folder / name) for key, name in names.items()}
    return Connection("filesystem://", transport_options=options).channel()


def test_what_is_put_is_got(tmp_path: Path) -> None:
    ours = channel(tmp_path)
    ours._put(QUEUE, {"body": "å"})
    [file] = (tmp_path / "messages").iterdir()
    assert json.loads(file.read_text()) == {"body": "å"}
    assert ours._get(QUEUE) == {"body": "å"}
    assert list((tmp_path / "messages").iterdir()) == []


def test_a_message_that_is_not_finished_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(file: Path, target: Path) -> None:
        raise KeyboardInterrupt

    ours = channel(tmp_path)
    monkeypatch.setattr(Path, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        ours._put(QUEUE, {"body": "half"})
    assert ours._size(QUEUE) == 0
    assert list((tmp_path / "messages").glob("*.msg")) == []
