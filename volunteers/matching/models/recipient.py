"""Somebody who wishes for a volunteer (ASG-01): what they like and when it suits, and nothing about health."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.pages.addresses import address
from foundation.people.models import Department, Workplace
from foundation.tenancy.models import WalledModel
from foundation.tenancy.settings import setting
from volunteers.matching.belonging import NUMBER, no_number

TOLD = ("name", "wishes", "interests", "languages", "week", "kinds", "department", "living_at")


class RecipientQuerySet(models.QuerySet):
    def current(self) -> "RecipientQuerySet":
        return self.filter(closed_at=None)

    def with_state(self, today: date) -> "RecipientQuerySet":
        """Whether they have said yes to a visit, and whether somebody comes."""
        from volunteers.matching.models import Consent, Match

        here = {"recipient": OuterRef("pk")}
        yes = Consent.objects.valid().filter(**here, purpose=Consent.Purpose.VISIT)
        return self.annotate(
            said_yes=Exists(yes), has_somebody=Exists(Match.objects.current(today).filter(**here))
        )

    def outlived(self, now: datetime) -> "RecipientQuerySet":
        """Ended so long ago that nothing is kept any more."""
        ended = now - timedelta(days=setting("recipient_keep_days"))
        return self.filter(closed_at__lte=ended, erased_at=None)


class Recipient(WalledModel):
    """No person of the register: an alias or a first name, as the municipality has chosen."""

    class Living(models.TextChoices):
        HERE = "here", _("here, or comes here")
        HOME = "home", _("at home")

    workplace = models.ForeignKey(
        Workplace, models.PROTECT, related_name="recipients", verbose_name=_("workplace")
    )
    department = models.ForeignKey(
        Department,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("department"),
    )
    name = models.CharField(_("called"), max_length=40, blank=True, validators=[no_number])
    living_at = models.CharField(_("lives"), max_length=4, choices=Living.choices, default=Living.HERE)
    interests = models.JSONField(_("interests"), default=list, blank=True)
    languages = models.JSONField(_("languages"), default=list, blank=True)
    week = models.JSONField(_("in the week"), default=list, blank=True)  # codes of `volunteers.week`
    kinds = models.JSONField(_("wishes for"), default=list, blank=True)  # codes of kinds of activity
    wishes = models.TextField(_("wishes in own words"), max_length=1000, blank=True, validators=[no_number])
    told_at = models.DateTimeField(default=timezone.now)
    told_to_name = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # why is not asked
    erased_at = models.DateTimeField(null=True, blank=True)

    places = {"workplace": "workplace", "sector": "workplace__sector"}
    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish for a volunteer")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name__regex=NUMBER) & ~Q(wishes__regex=NUMBER),
                name="recipient_without_numbers",
                violation_error_message=_("Leave the number out. Identity numbers are never kept here."),
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(name="", wishes="", closed_at__isnull=False),
                name="recipient_erased_is_empty",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "workplace", "closed_at"], name="recipient_workplace")
        ]

    def __str__(self) -> str:
        """Without the name: the log is never deleted, and this can be."""
        return str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return address("recipient", self.pk)

    @property
    def called(self) -> str:
        return self.name or str(_("Deleted"))

    @property
    def responsible(self) -> str:
        """Who answers for what happens where they live, when that is at home."""
        talks = self.home_talks.all() if self.living_at == self.Living.HOME else []
        return next((talk.responsible for talk in talks), "")

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @transaction.atomic
    def register(self, by: Any, at: datetime | None = None) -> None:
        self.told_at, self.told_to_name = at or timezone.now(), by.name
        self.full_clean(exclude=["municipality"])
        self.save(force_insert=True)
        record(by, "recipient.registered", self, at=at)

    @transaction.atomic
    def change(self, by: Any, fields: list[str]) -> None:
        """Keep what has been set. The log tells which fields, never what they say."""
        from volunteers.matching.models.times import MatchTimes

        self._lock()
        if "living_at" in fields:
            self.must_be_talked_over(self.living_at)
        self.save(update_fields=fields)
        if {"living_at", "department"} & set(fields):
            MatchTimes.put_where(self, by=by)
        record(by, "recipient.changed", self, changes={"fields": fields})

    def must_be_talked_over(self, living_at: str) -> None:
        """Somebody comes already: at home they come only when it is talked over (ASG-15). A trigger asks the same."""
        if living_at != self.Living.HOME or self.home_talks.exists():
            return
        if self.matches.filter(ended_on=None).exists():
            raise ValidationError(
                _("%(name)s has visits already. Write down the talk first, then they go on at home."),
                params={"name": self.called},
            )

    @transaction.atomic
    def close(self, by: Any, at: datetime | None = None) -> None:
        """No longer wished for. Nobody visits any more, and what was shared is closed; the rest goes after some time."""
        self._lock()
        at = at or timezone.now()
        for match in self.matches.filter(ended_on=None):
            match.end(by=by, why="wish", at=at)
        self.closed_at = at
        self.save(update_fields=["closed_at"])
        record(by, "recipient.closed", self, at=at)

    @transaction.atomic
    def erase(self, by: Any, at: datetime | None = None) -> None:
        """Everything that tells who it was is gone. That somebody was visited stays, as a number."""
        if not self.is_closed:
            self.close(by=by, at=at)
        self.name = self.wishes = ""
        self.interests, self.languages, self.week, self.kinds, self.department = [], [], [], [], None
        self.erased_at = at or timezone.now()
        self.save()
        for match in self.matches.all():
            match.empty()
        self.consents.update(given_by_name="")
        self.home_talks.all().delete()
        record(by, "recipient.erased", self, at=at)

    def _lock(self) -> None:
        """One deed at a time, and none on what has ended."""
        rows = Recipient.objects.select_for_update(of=("self",)).filter(pk=self.pk)
        if rows.values_list("closed_at", flat=True).get():
            raise ValidationError(_("This wish has ended."))
