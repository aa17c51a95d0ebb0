"""A paper's file on its way out of the house."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

from foundation.documents.models import Document


def as_file(paper: Document) -> FileResponse:
    """To be downloaded and kept nowhere on the way; 404 while it is not made."""
    if paper.state != Document.State.MADE or not default_storage.exists(paper.file.name):
        raise Http404
    name = f"{paper}.pdf".replace("/", "-")
    file = default_storage.open(paper.file.name)
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/pdf")
    response["Cache-Control"] = "private, no-store"
    return response


def as_uploaded(content: bytes, media: str, name: str) -> HttpResponse:
    """What somebody has uploaded: taken down as a file, never shown as a page of ours."""
    response = HttpResponse(bytes(content), content_type=media)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
