"""From a document to its file. No transaction is open while WeasyPrint works."""

import hashlib
import logging
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
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


def make(municipality_id: ID, document_id: ID) -> None:
    """Draw and keep the PDF of one document. Safe to run twice: the same content is drawn once."""
    with enter(municipality_id):
        page = _claim(document_id)
    if page is None:
        return
    try:
        content = pdf.draw(page.html, str(document_id))
        name = default_storage.save(f"{municipality_id}/{uuid.uuid4()}.pdf", ContentFile(content))
    except Exception as error:
        log.exception("document %s could not be drawn", document_id)
        with enter(municipality_id):
            _fail(document_id, error)
        return
    try:
        with enter(municipality_id):
            _keep(document_id, page, name, hashlib.sha256(content).hexdigest())
    except BaseException:
        default_storage.delete(name)
        raise


def _claim(document_id: ID) -> Page | None:
    """What to draw, or None when there is nothing to do. Counts the attempt, so that a paper that kills its worker ends."""
    document = Document.objects.select_for_update().get(pk=document_id)
    if document.state != Document.State.QUEUED:
        return None
    page = page_of(document)
    if document.made_of == page.made_of and document.file and default_storage.exists(document.file.name):
        document.state = Document.State.MADE
        document.save(update_fields=["state"])
        return None
    if document.attempts >= MAX_ATTEMPTS:
        _fail(document_id, RuntimeError(f"given up after {MAX_ATTEMPTS} attempts"))
        return None
    document.attempts += 1
    document.save(update_fields=["attempts"])
    return page


def _keep(document_id: ID, page: Page, name: str, sha256: str) -> None:
    document = Document.objects.select_for_update().get(pk=document_id)
    was_first = document.state == Document.State.MADE and document.made_of == page.made_of
    if was_first or _signed(document.signatures.all()) != page.signed:
        transaction.on_commit(
            lambda: default_storage.delete(name)
        )  # signed meanwhile, or another worker was first
        return
    former = document.file.name
    document.file.name, document.sha256, document.made_of = name, sha256, page.made_of
    document.state, document.made_at, document.error = Document.State.MADE, timezone.now(), ""
    document.save(update_fields=["file", "sha256", "made_of", "state", "made_at", "error"])
    if former:
        transaction.on_commit(lambda: default_storage.delete(former))
    tell_made(document)


def _fail(document_id: ID, error: Exception) -> None:
    told = f"{type(error).__name__}: {error}"[:200]
    Document.objects.filter(pk=document_id).update(state=Document.State.FAILED, error=told)


def page_of(document: Document) -> Page:
    """The page as it would be drawn now: text, signatures, sender and colours."""
    with translation.override(document.language):
        signatures = list(document.signatures.all())
        own = _own_pictures(document)
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
            "pictures": _pictures(palette(current().color)) | own,
        }
        html = render_to_string("documents/print/paper.html", context)
    return Page(html, hashlib.sha256(html.encode()).hexdigest(), _signed(signatures))


def _signed(signatures: Iterable[Signature]) -> frozenset[tuple[str, datetime]]:
    return frozenset((one.party, one.signed_at) for one in signatures if one.signed_at)


def _pictures(colors: dict[str, str]) -> dict[str, str]:
    """Drawings as addresses that hold themselves: as backgrounds they are decoration, which PDF/UA asks for."""
    drawn = {name: render_to_string(f"documents/print/{name}.svg", {"colors": colors}) for name in PICTURES}
    return {name: f"data:image/svg+xml,{quote(svg)}" for name, svg in drawn.items()}


def _own_pictures(document: Document) -> dict[str, str]:
    """The logo and the drawn signatures that it was issued with."""
    found = Picture.objects.in_bulk(list(document.pictures.values()))
    by_key = {str(pk): picture.address for pk, picture in found.items()}
    return {name: by_key[pk] for name, pk in document.pictures.items() if pk in by_key}


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
