"""From document to file: tagged PDF, states that survive, and the same content drawn once."""

import hashlib
import subprocess
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone, translation

from foundation.documents import making, pdf, registry
from foundation.documents.making import make
from foundation.documents.models import MAX_ATTEMPTS, Document
from foundation.documents.tasks import enqueue_stuck, make_pdf
from foundation.tenancy.context import peek_id
from foundation.tenancy.models import Municipality
from tests.cast import Cast
from tests.documents.conftest import Issued

pytestmark = pytest.mark.django_db
COURSE = {
    "course.title": "Introduksjonskurs for frivillige",
    "course.date": datetime(2025, 5, 6, tzinfo=UTC).date(),
    "course.place": "Elvebyen bibliotek",
    "course.leader_name": "Marit Haugland",
}


def made(document: Document) -> Document:
    make(document.municipality_id, document.pk)
    document.refresh_from_db()
    return document


def text_of(document: Document) -> str:
    file = default_storage.path(document.file.name)
    told = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True)
    return " ".join(told.stdout.split())


def test_the_certificate_is_a_tagged_pdf_on_one_page(
    cast: Cast, elvebyen: Municipality, issued: Issued
) -> None:
    document = made(issued("course_certificate", fields=COURSE))
    assert document.state == Document.State.MADE
    content = default_storage.open(document.file.name).read()
    assert hashlib.sha256(content).hexdigest() == document.sha256
    with pikepdf.open(BytesIO(content)) as paper:
        assert str(paper.Root.Lang) == "nb"
        assert bool(paper.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in paper.Root
        assert len(paper.pages) == 1
        with paper.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"] == "Kursbevis – Gunnar Hauge"
            assert about["dc:creator"] == ["Elvebyen kommune"]


def test_the_certificate_says_what_it_should(elvebyen: Municipality, issued: Issued) -> None:
    text = text_of(made(issued("course_certificate", fields=COURSE)))
    for told in ("KURSBEVIS", "Gunnar Hauge", "har fullført", "6. mai 2025", "Kari Nygård", "Marit Haugland"):
        assert told in text


def test_norwegian_polish_and_sami_letters_are_in_the_paper(
    cast: Cast, elvebyen: Municipality, issued: Issued
) -> None:
    cast.gunnar.name = "Åse Wiśniewska Čálliid Sæther-Ødegård"
    cast.gunnar.save()
    text = text_of(made(issued("course_certificate", fields=COURSE)))
    assert "Åse Wiśniewska Čálliid" in text


@pytest.mark.parametrize(
    "kind", ["reference_letter", "volunteer_agreement", "confidentiality", "welcome_letter"]
)
def test_letters_and_agreements_are_drawn(elvebyen: Municipality, issued: Issued, kind: str) -> None:
    document = made(issued(kind))
    assert document.state == Document.State.MADE
    assert "Gunnar Hauge" in text_of(document)


def test_the_same_content_is_drawn_once(
    elvebyen: Municipality, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = []
    monkeypatch.setattr(pdf, "draw", lambda html, *_: drawn.append(html) or b"%PDF")
    document = made(issued())
    first = document.file.name
    made(document)
    document.queue()
    assert made(document).state == Document.State.MADE
    assert (len(drawn), document.file.name) == (1, first)


def test_a_file_that_is_lost_is_drawn_again(elvebyen: Municipality, issued: Issued) -> None:
    document = made(issued())
    default_storage.delete(document.file.name)
    document.queue()
    assert made(document).state == Document.State.MADE
    assert default_storage.exists(document.file.name)


def test_no_municipality_is_entered_while_it_draws(
    cast: Cast, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(pdf, "draw", lambda *_: seen.append(peek_id()) or b"%PDF")
    with cast.at("kari"):
        document = issued()
    make_pdf.run(str(document.municipality_id), str(document.pk))
    assert seen == [None]


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_no_transaction_is_open_while_it_draws_and_failed_survives(
    cast: Cast, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_while_drawing = []

    def draw(*_args: str) -> bytes:
        open_while_drawing.append(connection.in_atomic_block)
        raise OSError("cannot load library pango")

    monkeypatch.setattr(pdf, "draw", draw)
    monkeypatch.setattr("foundation.documents.tasks.wake", lambda *_: None)
    with cast.at("kari"):
        document = issued()
    make_pdf.run(str(document.municipality_id), str(document.pk))
    with cast.at("kari"):
        document.refresh_from_db()
        assert (document.state, document.error) == ("failed", "OSError: cannot load library pango")
    assert open_while_drawing == [False]


def test_a_failed_paper_can_be_tried_again(
    elvebyen: Municipality, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: str) -> bytes:
        raise OSError("no")

    with monkeypatch.context() as broken:
        broken.setattr(pdf, "draw", fail)
        document = made(issued())
        assert document.state == Document.State.FAILED
    document.queue()
    assert made(document).state == Document.State.MADE
    assert document.error == ""


def test_a_paper_signed_while_it_was_drawn_is_drawn_anew(
    cast: Cast, elvebyen: Municipality, issued: Issued, monkeypatch: pytest.MonkeyPatch, files: Path
) -> None:
    document = issued(signers=("volunteer",))

    def sign_meanwhile(*_args: str) -> bytes:
        document.sign("volunteer", cast.gunnar, "login", by=cast.gunnar)
        return b"%PDF too old"

    with monkeypatch.context() as slow:
        slow.setattr(pdf, "draw", sign_meanwhile)
        make(document.municipality_id, document.pk)
    document.refresh_from_db()
    assert (document.state, document.file.name) == ("queued", "")
    text = text_of(made(document))
    with translation.override("nb"):
        told = making.marks_of(list(document.signatures.all()))["volunteer"].text
    assert " ".join(told.split()) in text


def test_a_paper_that_kills_its_worker_ends_as_failed(elvebyen: Municipality, issued: Issued) -> None:
    document = issued()
    for _ in range(MAX_ATTEMPTS):
        assert making._claim([document.pk])  # and then the worker dies
    assert not making._claim([document.pk])
    document.refresh_from_db()
    assert document.state == Document.State.FAILED


def test_what_has_waited_a_minute_is_asked_for_again(
    cast: Cast, issued: Issued, django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foundation.tenancy.tasks.wake", lambda task, *args: woken.append(args))
    woken: list[tuple] = []
    with cast.at("kari"):
        old, _new, done = issued(), issued(), issued()
        long_ago = timezone.now() - timedelta(seconds=61)
        Document.objects.filter(pk__in=[old.pk, done.pk]).update(queued_at=long_ago)
        Document.objects.filter(pk=done.pk).update(state="failed")
    with django_capture_on_commit_callbacks(execute=True):
        assert enqueue_stuck.run() == 1
    assert woken == [(str(cast.elvebyen.pk), str(old.pk))]
    assert enqueue_stuck.run() == 0


def test_nothing_outside_our_own_fonts_is_fetched(caplog: pytest.LogCaptureFixture) -> None:
    fetch = pdf._own_files().fetch
    for url in (
        "http://127.0.0.1:9/x.png",
        "file:///etc/passwd",
        f"{pdf.FONTS.as_uri()}/../../../etc/passwd",
    ):
        with pytest.raises(ValueError, match="not one of our own files"):
            fetch(url)


def test_rooms_above_hear_when_a_paper_is_made(
    elvebyen: Municipality, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = []
    registry.on_made("reference_letter")(heard.extend)
    monkeypatch.setattr(pdf, "draw", lambda *_: b"%PDF")
    document = made(issued("reference_letter"))
    made(issued("welcome_letter"))
    registry._made.pop("reference_letter")
    assert heard == [document]


@pytest.mark.parametrize(
    ("language", "footer"), [("nb", "Side 2 av 2"), ("nn", "Side 2 av 2"), ("en", "Page 2 of 2")]
)
def test_pages_are_counted_in_the_language_of_the_paper(
    cast: Cast, elvebyen: Municipality, issued: Issued, language: str, footer: str
) -> None:
    cast.gunnar.language = language
    cast.gunnar.save()
    assert footer in text_of(made(issued()))
