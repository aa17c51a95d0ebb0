"""From a document to its file. No transaction is open while WeasyPrint works."""

import hashlib
import logging
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from urllib.parse import quote

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.documents import pdf
from foundation.documents.colors import palette
from foundation.documents.markup import Mark, to_html
from foundation.documents.models import MAX_ATTEMPTS, Document, Picture, Signature
from foundation.documents.registry import tell_made
from foundation.pages import moments
from foundation.tenancy.context import current, enter

log = logging.getLogger(__name__)
ID = uuid.UUID | str
PICTURES = ("shield", "river", "ring")


@dataclass(frozen=True)
class Page:
    """A whole HTML page, ready to draw, what it was made of, and who had signed then: the rest of a paper never changes."""

    html: str
    made_of: str
    signed: frozenset[tuple[str, datetime]]


@dataclass(frozen=True)
class Drawn:
    """A file that is kept in the storage, and the page it was drawn from."""

    page: Page
    name: str
    sha256: str


def make(municipality_id: ID, *document_ids: ID) -> None:
    """Draw and keep the PDFs of these documents. Safe to run twice: the same content is drawn once.

    What was tried before is drawn by itself: if it kills its worker again, it takes no other paper with it.
    """
    with enter(municipality_id):
        waiting = dict(_waiting(document_ids).values_list("pk", "attempts"))
    fresh = [pk for pk, attempts in waiting.items() if not attempts]
    for portion in [fresh, *([pk] for pk in waiting if pk not in fresh)]:
        if portion:
            _make(municipality_id, portion)


def _make(municipality_id: ID, portion: Sequence[uuid.UUID]) -> None:
    """Few statements for all of them, and none while they are drawn."""
    with enter(municipality_id):
        pages = _claim(portion)
    drawn = _draw(municipality_id, pages)
    try:
        with enter(municipality_id):
            _keep(drawn)
    except BaseException:
        for one in drawn.values():
            default_storage.delete(one.name)
        raise


def _waiting(document_ids: Iterable[ID]) -> QuerySet[Document]:
    return Document.objects.filter(pk__in=list(document_ids), state=Document.State.QUEUED).order_by("pk")


def _claim(document_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Page]:
    """What to draw. Counts the attempt, so that a paper that kills its worker ends."""
    rows = _waiting(document_ids).select_for_update(of=("self",))
    documents = list(rows.select_related("person", "workplace").prefetch_related("signatures"))
    pages = {
        document.pk: page
        for document, page in zip(documents, pages_of(documents), strict=True)
        if not _is_settled(document, page)
    }
    Document.objects.filter(pk__in=list(pages)).update(attempts=F("attempts") + 1)
    return pages


def _is_settled(document: Document, page: Page) -> bool:
    """Drawn already, or tried too often."""
    if document.made_of == page.made_of and document.file and default_storage.exists(document.file.name):
        document.state = Document.State.MADE
        document.save(update_fields=["state"])
        return True
    if document.attempts >= MAX_ATTEMPTS:
        _fail(document.pk, RuntimeError(f"given up after {MAX_ATTEMPTS} attempts"))
        return True
    return False


def _draw(municipality_id: ID, pages: dict[uuid.UUID, Page]) -> dict[uuid.UUID, Drawn]:
    """The files. One that cannot be drawn is marked, and stops none of the others."""
    images: pdf.Images = {}
    contents = {}
    for pk, page in pages.items():
        with _failing(municipality_id, pk):
            contents[pk] = pdf.draw(page.html, str(pk), images)
    drawn = {}
    for pk, content in contents.items():  # all at the end: who is killed before leaves no file behind
        with _failing(municipality_id, pk):
            name = default_storage.save(f"{municipality_id}/{uuid.uuid4()}.pdf", ContentFile(content))
            drawn[pk] = Drawn(pages[pk], name, hashlib.sha256(content).hexdigest())
    return drawn


@contextmanager
def _failing(municipality_id: ID, document_id: uuid.UUID) -> Iterator[None]:
    try:
        yield
    except Exception as error:
        log.exception("document %s could not be drawn", document_id)
        with enter(municipality_id):
            _fail(document_id, error)


def _keep(drawn: dict[uuid.UUID, Drawn]) -> None:
    rows = Document.objects.select_for_update().filter(pk__in=list(drawn)).order_by("pk")
    kept = [each for each in rows.prefetch_related("signatures") if _takes(each, drawn[each.pk])]
    Document.objects.bulk_update(kept, ["file", "sha256", "made_of"])
    made = {"state": Document.State.MADE, "made_at": timezone.now(), "error": ""}
    Document.objects.filter(pk__in=[each.pk for each in kept]).update(**made)
    tell_made(kept)


def _takes(document: Document, new: Drawn) -> bool:
    """Whether the file becomes the document's own. One of the two files goes."""
    was_first = document.state == Document.State.MADE and document.made_of == new.page.made_of
    if was_first or _signed(document.signatures.all()) != new.page.signed:  # or signed meanwhile
        transaction.on_commit(partial(default_storage.delete, new.name))
        return False
    former = document.file.name
    document.file.name, document.sha256, document.made_of = new.name, new.sha256, new.page.made_of
    if former:
        transaction.on_commit(partial(default_storage.delete, former))
    return True


def _fail(document_id: ID, error: Exception) -> None:
    told = f"{type(error).__name__}: {error}"[:200]
    Document.objects.filter(pk=document_id).update(state=Document.State.FAILED, error=told)


def pages_of(documents: Iterable[Document]) -> list[Page]:
    documents = list(documents)
    named = {pk for document in documents for pk in document.pictures.values()}
    found = Picture.objects.in_bulk(list(named)) if named else {}
    own = {str(pk): picture.address for pk, picture in found.items()}
    return [_page(document, own) for document in documents]


def page_of(document: Document) -> Page:
    """The page as it would be drawn now: text, signatures, sender and colours."""
    return pages_of([document])[0]


def _page(document: Document, addresses: dict[str, str]) -> Page:
    """`addresses` are those of the logo and the drawn signatures that it was issued with."""
    own = {name: addresses[pk] for name, pk in document.pictures.items() if pk in addresses}
    with translation.override(document.language):
        signatures = list(document.signatures.all())
        context = {
            "document": document,
            "look": document.look,
            "language": document.language,
            "title": str(document),
            "municipality": current().name,
            "workplace": document.workplace.name if document.workplace else "",
            "text": to_html(document.text, _drawn_by_hand(own) | marks_of(signatures), document.code),
            "long_name": document.person and len(document.person.name) > 22,
            "colors": palette(current().color),
            "pictures": _pictures(current().color) | own,
        }
        html = render_to_string("documents/print/paper.html", context)
    return Page(html, hashlib.sha256(html.encode()).hexdigest(), _signed(signatures))


def _signed(signatures: Iterable[Signature]) -> frozenset[tuple[str, datetime]]:
    return frozenset((one.party, one.signed_at) for one in signatures if one.signed_at)


@cache
def _pictures(color: str) -> dict[str, str]:
    """Drawings as addresses that hold themselves: as backgrounds they are decoration, which PDF/UA asks for."""
    colors = {"colors": palette(color)}
    drawn = {name: render_to_string(f"documents/print/{name}.svg", colors) for name in PICTURES}
    return {name: f"data:image/svg+xml,{quote(svg)}" for name, svg in drawn.items()}


def _drawn_by_hand(pictures: dict[str, str]) -> dict[str, Mark]:
    return {party: Mark("", picture=address) for party, address in pictures.items() if party != "logo"}


def marks_of(signatures: list[Signature]) -> dict[str, Mark]:
    return {one.party: Mark(_how(one), one.name) for one in signatures}


def _how(signature: Signature) -> str:
    if not signature.signed_at:
        return ""
    told = {
        "day": moments.dated(signature.signed_at),
        "clock": moments.at(signature.signed_at),
        "name": signature.name,
    }
    if signature.method == Signature.Method.PAPER:
        return _("Signed on paper by %(name)s\n%(day)s") % told
    return _("Signed electronically by %(name)s\n%(day)s at %(clock)s") % told
