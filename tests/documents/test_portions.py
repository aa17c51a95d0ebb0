"""Papers that are made together: they share what a job costs, and nothing that goes wrong."""

from collections.abc import Callable

import pytest
from django.core.files.storage import default_storage

from foundation.documents import pdf
from foundation.documents.making import make
from foundation.documents.models import Document
from foundation.documents.tasks import PORTION
from foundation.tenancy.models import Municipality
from tests.cast import Cast
from tests.documents.conftest import Issued

pytestmark = pytest.mark.django_db
Callbacks = Callable[..., object]


def states() -> list[str]:
    return list(Document.objects.order_by("pk").values_list("state", flat=True))


def test_papers_of_one_transaction_are_asked_for_in_portions(
    cast: Cast,
    issued: Issued,
    django_capture_on_commit_callbacks: Callbacks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    woken: list[tuple[str, ...]] = []
    monkeypatch.setattr("foundation.documents.tasks.wake", lambda task, *args: woken.append(args))
    with django_capture_on_commit_callbacks(execute=True), cast.at("kari"):
        papers = [str(issued().pk) for _ in range(PORTION + 1)]
    here = str(cast.elvebyen.pk)
    assert woken == [(here, *papers[:PORTION]), (here, papers[PORTION])]


def test_a_paper_drawn_with_others_is_the_same_file_as_drawn_alone(
    elvebyen: Municipality, issued: Issued
) -> None:
    papers = [issued("course_certificate", fields={"course.title": "Trygg i rollen"}) for _ in range(3)]
    make(elvebyen.pk, *(paper.pk for paper in papers))
    together = dict(Document.objects.values_list("pk", "sha256"))
    Document.objects.update(state="queued", attempts=0, made_of="")
    for paper in papers:
        make(elvebyen.pk, paper.pk)
    assert dict(Document.objects.values_list("pk", "sha256")) == together
    assert len(set(together.values())) == 3


def test_one_that_cannot_be_drawn_stops_none_of_the_others(
    elvebyen: Municipality, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [issued() for _ in range(3)]

    def draw(_html: str, identifier: str, *_: object) -> bytes:
        if identifier == str(papers[1].pk):
            raise OSError("cannot load library pango")
        return b"%PDF"

    monkeypatch.setattr(pdf, "draw", draw)
    make(elvebyen.pk, *(paper.pk for paper in papers))
    assert states() == ["made", "failed", "made"]


def test_one_that_kills_its_worker_is_afterwards_drawn_by_itself(
    elvebyen: Municipality, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [issued() for _ in range(4)]
    deadly = papers[2]

    def draw(_html: str, identifier: str, *_: object) -> bytes:
        if identifier == str(deadly.pk):
            raise SystemExit("killed")
        return b"%PDF"

    monkeypatch.setattr(pdf, "draw", draw)
    keys = [paper.pk for paper in papers]
    with pytest.raises(SystemExit):
        make(elvebyen.pk, *keys)
    assert states() == ["queued"] * 4
    for _death in range(4):
        with pytest.raises(SystemExit):
            make(elvebyen.pk, *keys)
    make(elvebyen.pk, *keys)
    assert states() == ["made", "made", "failed", "made"]


def test_who_is_killed_while_drawing_leaves_no_file_behind(
    elvebyen: Municipality, issued: Issued, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [issued() for _ in range(2)]

    def draw(_html: str, identifier: str, *_: object) -> bytes:
        if identifier == str(papers[1].pk):
            raise SystemExit("killed")
        return b"%PDF"

    with monkeypatch.context() as deadly:
        deadly.setattr(pdf, "draw", draw)
        with pytest.raises(SystemExit):
            make(elvebyen.pk, *(paper.pk for paper in papers))
    assert not default_storage.exists(str(elvebyen.pk))
    make(elvebyen.pk, *(paper.pk for paper in papers))
    assert len(default_storage.listdir(str(elvebyen.pk))[1]) == 2


def test_ten_papers_ask_the_database_little_more_than_one(
    elvebyen: Municipality,
    issued: Issued,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_max_num_queries: Callbacks,
) -> None:
    monkeypatch.setattr(pdf, "draw", lambda *_: b"%PDF")
    papers = [issued("reference_letter") for _ in range(10)]
    with django_assert_max_num_queries(24):  # entering and leaving is most of them
        make(elvebyen.pk, *(paper.pk for paper in papers))
    assert states() == ["made"] * 10
