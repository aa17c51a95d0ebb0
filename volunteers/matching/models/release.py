"""What a volunteer may know of the one they visit (PRI-01): a copy of some words, for one match, for as long as it lasts."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.documents.models import Signature
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.matching.belonging import NUMBER, no_number
from volunteers.matching.models.consent import Consent
from volunteers.matching.models.match import Match


class MatchReleaseQuerySet(models.QuerySet):
    def open(self) -> "MatchReleaseQuerySet":
        return self.filter(closed_at=None)

    def open_to(self, person: Person, today: date) -> "MatchReleaseQuerySet":
        """The one way a volunteer reads it: their own match, running, both yeses standing, and the promise signed."""
        mine = self.open().filter(
            match__volunteer__person=person,
            match__volunteer__closed_on=None,
            match__recipient__closed_at=None,
            match__ended_on=None,
        )
        of_recipient = Consent.objects.valid().filter(recipient=OuterRef("match__recipient"))
        promise = Signature.objects.filter(
            document__kind="confidentiality",
            document__revoked_at=None,
            document__person=OuterRef("match__volunteer__person"),
            document__workplace=OuterRef("match__recipient__workplace"),
            party="volunteer",
            signed_at__isnull=False,
        )
        return mine.filter(
            Q(match__until=None) | Q(match__until__gte=today),
            Exists(of_recipient.filter(purpose=Consent.Purpose.VISIT)),
            Exists(of_recipient.filter(purpose=Consent.Purpose.SHARING)),
            Exists(promise),
        )


class MatchRelease(WalledModel):
    """Closed, it holds no words any more: only that something was told, by whom, from when to when. A rule of the database."""

    class Field(models.TextChoices):
        NAME = "name", _("What they are called")
        PLACE = "place", _("Where they are")
        INTERESTS = "interests", _("What they like")
        LANGUAGES = "languages", _("What they speak")
        TIMES = "times", _("When it suits")
        WISHES = "wishes", _("What they wish for")
        NEEDED = "needed", _("What you need to know")

    match = models.ForeignKey(Match, models.CASCADE, related_name="releases")
    field = models.CharField(max_length=9, choices=Field.choices)
    text = models.TextField(max_length=600, blank=True, validators=[no_number])
    released_at = models.DateTimeField(default=timezone.now)
    released_by_name = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True, blank=True)

    places = {"workplace": "match__recipient__workplace", "sector": "match__recipient__workplace__sector"}
    objects = MatchReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("what the volunteer is told")
        ordering = ["released_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "match", "field"], condition=Q(closed_at=None), name="release_once"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(text=""), name="release_closed_is_empty"
            ),
            models.CheckConstraint(condition=~Q(text__regex=NUMBER), name="release_without_numbers"),
        ]

    def __str__(self) -> str:
        return str(self.get_field_display())

    @classmethod
    @transaction.atomic
    def tell(cls, match: Match, texts: dict[str, str], by: Any, at: datetime | None = None) -> list[str]:
        """What the volunteer is told now, by field; an empty text closes it. Returns the fields that are different."""
        Match.objects.select_for_update(of=("self",)).get(pk=match.pk)
        told = {one.field: one for one in cls.objects.open().filter(match=match)}
        different = [
            field for field, text in texts.items() if text != (told[field].text if field in told else "")
        ]
        at = at or timezone.now()
        for field in different:
            if field in told:
                cls.objects.filter(pk=told[field].pk).update(closed_at=at, text="")
            if texts[field]:
                new = cls(
                    match=match, field=field, text=texts[field], released_at=at, released_by_name=by.name
                )
                new.full_clean(exclude=["municipality"])
                new.save(force_insert=True)
        if different:
            record(
                by, "match.shared", match, about=match.volunteer.person, changes={"fields": different}, at=at
            )
        return different
