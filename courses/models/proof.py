"""The certificate of something taken elsewhere, as the one who took it has uploaded it (CRS-18)."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from courses.models.competence import CompetenceRecord
from courses.models.kept import KeptFile
from foundation.audit.models import record


class CompetenceProof(KeptFile):
    competence = models.OneToOneField(CompetenceRecord, models.CASCADE, related_name="proof")

    places = {"person": "competence__person"}

    class Meta:
        verbose_name = _("certificate of something taken elsewhere")

    def __str__(self) -> str:
        return str(self.competence)

    @property
    def name(self) -> str:
        return f"{self.competence_id}.{self.ending}"

    @classmethod
    @transaction.atomic
    def keep(cls, competence: CompetenceRecord, file: tuple[str, bytes], by: Any) -> "CompetenceProof":
        media, content = file
        made = cls.objects.create(competence=competence, media=media, file=content)
        record(by, "competence.proof", competence, about=competence.person)
        return made
