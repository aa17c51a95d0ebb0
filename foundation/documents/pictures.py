"""The municipality's logo and people's drawn signatures, for papers (CRS-10).

What is uploaded is never kept: the picture is read, turned the right way, made small and drawn anew, so that nothing of what a
camera or a drawing program writes into a file comes along. A picture that is replaced stays, for the papers that bear it.
"""

import base64
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.documents.redrawing import MOST_BYTES, redrawn
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel

FITS = (900, 450)  # pixels: as sharp as a printer shows at that size


class PictureQuerySet(models.QuerySet):
    def in_use(self) -> "PictureQuerySet":
        return self.filter(replaced_at=None)

    def logo(self) -> "Picture | None":
        return self.in_use().filter(kind=Picture.Kind.LOGO).first()

    def hand_of(self, person: Person) -> "Picture | None":
        return self.in_use().filter(kind=Picture.Kind.HAND, person=person).first()


class Picture(WalledModel):
    class Kind(models.TextChoices):
        LOGO = "logo", _("the municipality’s logo")
        HAND = "hand", _("signature as drawn by hand")

    kind = models.CharField(max_length=4, choices=Kind.choices)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")  # whose hand
    content = models.BinaryField(editable=False)  # a PNG of ours
    made_at = models.DateTimeField(default=timezone.now)
    replaced_at = models.DateTimeField(null=True)

    places = {"person": "person"}
    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture for papers")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "person"],
                condition=Q(replaced_at=None),
                nulls_distinct=False,
                name="picture_in_use_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="logo", person=None) | Q(kind="hand", person__isnull=False),
                name="picture_is_somebodys",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def address(self) -> str:
        """An address that holds itself, for the paper: nothing is fetched while it is drawn."""
        return f"data:image/png;base64,{base64.b64encode(self.content).decode()}"

    @classmethod
    @transaction.atomic
    def put(cls, kind: str, content: bytes, by: Any, person: Person | None = None) -> "Picture":
        """From now on; papers that are issued already keep the one they have."""
        cls.take_away(kind, by, person)
        made = cls.objects.create(kind=kind, person=person, content=content)
        record(by, "documents.picture", made, about=person, changes={"kind": kind})
        return made

    @classmethod
    @transaction.atomic
    def take_away(cls, kind: str, by: Any, person: Person | None = None) -> bool:
        former = cls.objects.in_use().select_for_update().filter(kind=kind, person=person).first()
        if former is None:
            return False
        former.replaced_at = timezone.now()
        former.save(update_fields=["replaced_at"])
        record(by, "documents.picture_away", former, about=person, changes={"kind": kind})
        return True


def cleaned(file: File) -> bytes:
    """A small PNG; `ValidationError` in words that help."""
    if file.size > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 5 MB. Make it smaller, and try again."))
    return redrawn(file, FITS, "PNG")


def pictures_for(hands: dict[str, Person | None]) -> dict[str, str]:
    """logo or party -> the picture in use now, as the paper keeps it."""
    logo = Picture.objects.logo()
    drawn = {party: Picture.objects.hand_of(person) for party, person in hands.items() if person}
    return {name: str(one.pk) for name, one in ({"logo": logo} | drawn).items() if one}
