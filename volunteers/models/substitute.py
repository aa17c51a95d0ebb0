"""A group cannot come: the volunteer centre is asked for somebody instead, at once (ASG-17)."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.roles import coordinator
from foundation.audit.models import record
from foundation.notices.outbox import cancel, notify, occasion
from foundation.pages.addresses import address
from foundation.people.models import Partner, Person
from foundation.tenancy.models import WalledModel
from volunteers.models.happening_time import HappeningTime
from volunteers.representatives import representatives
from volunteers.words import place_facts


class SubstituteQuerySet(models.QuerySet):
    def wanted(self) -> "SubstituteQuerySet":
        return self.filter(released_at=None)


class Substitute(WalledModel):
    """A volunteer centre, or (None) the network coordinator, is asked about one time. The database lets one of them say yes."""

    class Answer(models.TextChoices):
        YES = "yes", _("yes, somebody comes")
        NO = "no", _("no, not this time")

    time = models.ForeignKey(HappeningTime, models.CASCADE, related_name="substitutes")
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(_("answer"), max_length=3, choices=Answer.choices, blank=True)
    who = models.CharField(_("who comes"), max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    released_at = models.DateTimeField(null=True)  # not needed any more

    places = {
        "partner": "partner",
        "workplace": "time__happening__workplace",
        "sector": "time__happening__workplace__sector",
    }
    objects = SubstituteQuerySet.as_manager()

    class Meta:
        verbose_name = _("question about a substitute")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "time"],
                condition=Q(answer="yes", released_at=None),
                name="substitute_one_comes",
            ),
            models.CheckConstraint(condition=~Q(answer="yes") | ~Q(who=""), name="substitute_says_who"),
        ]

    def __str__(self) -> str:
        return self.partner.name if self.partner else str(_("the network coordinator"))

    def get_absolute_url(self) -> str:
        return address("substitute", self.pk)

    @property
    def is_open(self) -> bool:
        return self.released_at is None and not self.answer and not self.time.is_past

    @classmethod
    def ask(cls, time: HappeningTime, by: Any, at: datetime) -> "list[Substitute]":
        """Each volunteer centre but the one that cannot; where there is none, the network coordinator."""
        centres = Partner.objects.filter(kind=Partner.Kind.VOLUNTEER_CENTRE)
        asked = list(centres.exclude(pk=time.happening.partner_id).order_by("name")) or [None]
        made = [cls.objects.create(time=time, partner=one, asked_at=at) for one in asked]
        for one in made:
            record(by, "substitute.asked", time, changes={"of": str(one)}, at=at)
            one._tell_them("substitute_asked", expires_at=time.event.starts_at)
        return made

    @transaction.atomic
    def reply(self, answer: str, who: str, by: Any, at: datetime | None = None) -> None:
        """The first yes covers it; whoever is responsible hears it."""
        at = at or timezone.now()
        time = HappeningTime.objects.select_for_update(of=("self",)).with_events().get(pk=self.time_id)
        self.refresh_from_db(fields=["answer", "released_at"])
        self.time = time
        if not self.is_open or time.event.is_cancelled or time.is_covered:
            raise ValidationError(_("It is settled already. Thank you for looking."))
        self.answer, self.who = answer, who if answer == self.Answer.YES else ""
        self.answered_at, self.answered_by_name = at, by.name
        self.save()
        record(by, "substitute.answered", time, changes={"answer": answer}, at=at)
        if self.answer == self.Answer.YES:
            HappeningTime.objects.filter(pk=time.pk).update(covered_by=self.who)
            self._tell_host("substitute_found", by)
        elif not time.substitutes.wanted().exclude(answer=self.Answer.NO).exists():
            self._tell_host("substitute_not_found", by)

    @classmethod
    def release(cls, time: HappeningTime, by: Any, at: datetime) -> None:
        """The group comes after all, or nothing is held: whoever had promised is told."""
        for one in time.substitutes.wanted().select_related("partner"):
            one.time, one.released_at = time, at
            one.save(update_fields=["released_at"])
            cancel(about=one)
            if one.answer == cls.Answer.YES:
                one._tell_them("substitute_not_needed")
        HappeningTime.objects.filter(pk=time.pk).update(covered_by="")

    @classmethod
    def moved(cls, time: HappeningTime) -> None:
        for one in time.substitutes.wanted().exclude(answer=cls.Answer.NO).select_related("partner"):
            one.time = time
            one._tell_them("substitute_moved")

    def _tell_them(self, kind: str, expires_at: datetime | None = None) -> None:
        today = timezone.localdate()
        people = representatives(self.partner, today) if self.partner else []
        for person in people or filter(None, [coordinator(today)]):
            self._tell(person, kind, self.get_absolute_url(), expires_at)

    def _tell_host(self, kind: str, by: Any) -> None:
        from volunteers.told_happenings import host_of

        host = host_of(self.time.event)
        if host and host.pk != by.person.pk:
            self._tell(host, kind, self.time.get_absolute_url())

    def _tell(self, to: Person, kind: str, url: str, expires_at: datetime | None = None) -> None:
        event = self.time.event
        told = {"activity": {"name": str(event)}, "workplace": place_facts(event.workplace)}
        told |= {"day": event.starts_at, "time": event.starts_at}
        key = occasion(kind, self.pk, to.pk, event.starts_at)
        notify(to, kind, told, url, key=key, about=self, expires_at=expires_at)
