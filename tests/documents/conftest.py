from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from foundation.documents.issuing import issue
from foundation.documents.models import Document
from tests.cast import Cast

Issued = Callable[..., Document]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: object) -> Iterator[Path]:
    """Each test has its own folder for made files."""
    former = default_storage._wrapped
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    yield tmp_path
    default_storage._wrapped = former


@pytest.fixture
def issued(cast: Cast) -> Issued:
    """Issue a paper to Gunnar from Kari at Solsiden; call it inside Elvebyen."""

    def make(kind: str = "confidentiality", **given: object) -> Document:
        arguments = {"person": cast.gunnar, "fields": {}, "by": cast.kari, "workplace": cast.solsiden} | given
        return issue(kind, **arguments)

    return make
