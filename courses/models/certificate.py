"""The certificate: who took the course, and the document that says so (CRS-10)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.session import CourseSession
from foundation.documents.models import Document
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel


class Certificate(WalledModel):
    session = models.ForeignKey(CourseSession, models.PROTECT, related_name="certificates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    @property
    def has_another_name(self) -> bool:
        return self.document.name_on_paper != self.person.name

    places = {"person": "person"}

    class Meta:
        verbose_name = _("certificate")
        ordering = ["person__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "session", "person"], name="certificate_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.session}"
