"""A file that somebody uploads: a PDF as it came, or a picture drawn anew."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.documents.redrawing import MOST_BYTES, redrawn
from foundation.tenancy.models import WalledModel

FITS = (2000, 2000)  # pixels: every line of a paper can be read
PDF, JPEG = "application/pdf", "image/jpeg"


class KeptFile(WalledModel):
    """Only ever taken down as a file, never shown as a page of ours."""

    media = models.CharField(max_length=20, choices=[(PDF, "PDF"), (JPEG, "JPEG")])
    file = models.BinaryField(editable=False)

    class Meta:
        abstract = True

    @property
    def ending(self) -> str:
        return "pdf" if self.media == PDF else "jpg"


def cleaned(file: File) -> tuple[str, bytes]:
    """Media type and content to be kept; `ValidationError` in words that help."""
    if file.size > MOST_BYTES:
        raise ValidationError(_("The file is larger than 5 MB. Make it smaller, and try again."))
    content = file.read(MOST_BYTES + 1)
    if content.startswith(b"%PDF-"):
        return PDF, content
    unreadable = _("This is no file we can read. Choose a PDF, a JPEG or a PNG.")
    return JPEG, redrawn(BytesIO(content), FITS, "JPEG", unreadable)
