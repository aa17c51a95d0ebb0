"""The certificate of something taken elsewhere, as the one who took it has uploaded it (CRS-18)."""

from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from courses.models.competence import CompetenceRecord
from foundation.audit.models import record
from foundation.documents.redrawing import MOST_BYTES, redrawn
from foundation.tenancy.models import WalledModel

FITS = (2000, 2000)  # pixels: every line of a certificate can be read
PDF, JPEG = "application/pdf", "image/jpeg"


class CompetenceProof(WalledModel):
    """A PDF as it came, which is only ever taken down as a file; or a picture, drawn anew so that nothing else comes along."""

    competence = models.OneToOneField(CompetenceRecord, models.CASCADE, related_name="proof")
    media = models.CharField(max_length=20, choices=[(PDF, "PDF"), (JPEG, "JPEG")])
    file = models.BinaryField(editable=False)

    places = {"person": "competence__person"}

    class Meta:
        verbose_name = _("certificate of something taken elsewhere")

    def __str__(self) -> str:
        return str(self.competence)

    @property
    def name(self) -> str:
        return f"{self.competence_id}.{'pdf' if self.media == PDF else 'jpg'}"

    @classmethod
    @transaction.atomic
    def keep(cls, competence: CompetenceRecord, file: tuple[str, bytes], by: Any) -> "CompetenceProof":
        media, content = file
        made = cls.objects.create(competence=competence, media=media, file=content)
        record(by, "competence.proof", competence, about=competence.person)
        return made


def cleaned(file: File) -> tuple[str, bytes]:
    """Media type and content to be kept; `ValidationError` in words that help."""
    if file.size > MOST_BYTES:
        raise ValidationError(_("The file is larger than 5 MB. Make it smaller, and try again."))
    content = file.read(MOST_BYTES + 1)
    if content.startswith(b"%PDF-"):
        return PDF, content
    unreadable = _("This is no file we can read. Choose a PDF, a JPEG or a PNG.")
    return JPEG, redrawn(BytesIO(content), FITS, "JPEG", unreadable)
