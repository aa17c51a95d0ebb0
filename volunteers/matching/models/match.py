"""One volunteer and one recipient, with an agreed frame (ASG-02, ASG-16). Never written over: another frame is another match."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.notices.outbox import cancel, notify, occasion
from foundation.pages.addresses import address
from foundation.tenancy.models import WalledModel
from volunteers.matching.belonging import NUMBER, no_number
from volunteers.matching.models.recipient import Recipient
from volunteers.models import ActivityType, Volunteer
from volunteers.models.demanded import must_have_learnt
from volunteers.words import facts

LATELY, A_YEAR = timedelta(days=14), timedelta(days=365)


class MatchQuerySet(models.QuerySet):
    def current(self, today: date) -> "MatchQuerySet":
        """Runs today, or is to begin."""
        return self.filter(ended_on=None).exclude(until__lt=today)

    def on_my_page(self, today: date) -> "MatchQuerySet":
        """And what has ended of late: nobody is left to wonder where it went."""
        lately = self.filter(ended_on__gte=today - LATELY).exclude(ended_why=Match.Why.CHANGED)
        return self.current(today) | lately

    def lasting(self, today: date) -> "MatchQuerySet":
        """Together for a year, however often something else was agreed (ASG-03)."""
        return self.annotate(began=Coalesce("together_since", "starts_on")).filter(began__lte=today - A_YEAR)

    def with_people(self) -> "MatchQuerySet":
        return self.select_related(
            "volunteer__person", "volunteer__workplace", "recipient__workplace", "recipient__department"
        ).select_related("activity_type")


class Match(WalledModel):
    """A trigger refuses it without the recipient's yes, with a statutory task, and between two places; and any change but its end."""

    class Why(models.TextChoices):
        WISH = "wish", _("not wished for any more")
        CONSENT = "consent", _("the yes was taken back")
        VOLUNTEER = "volunteer", _("the volunteer stops or has less time")
        CHEMISTRY = "chemistry", _("they did not quite get on")
        CHANGED = "changed", _("something else was agreed")
        DONE = "done", _("it was for a while, and is done")

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="matches")
    recipient = models.ForeignKey(Recipient, models.CASCADE, related_name="matches")
    activity_type = models.ForeignKey(
        ActivityType, models.PROTECT, related_name="+", verbose_name=_("kind of activity")
    )
    frame = models.TextField(_("what was agreed"), max_length=600, blank=True, validators=[no_number])
    most_at_once = models.PositiveSmallIntegerField(_("how many at once, at the most"), default=1)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    together_since = models.DateField(
        _("together since"), null=True, blank=True
    )  # when something else was agreed before
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.TextField(_("why these two"), max_length=1000, blank=True, validators=[no_number])
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by_name = models.CharField(max_length=200, blank=True)
    follows = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=9, choices=Why.choices, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    places = {
        "workplace": "recipient__workplace",
        "sector": "recipient__workplace__sector",
        "person": "volunteer__person",
    }
    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("match")
        ordering = ["-decided_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "volunteer", "recipient"],
                condition=Q(ended_on=None),
                name="match_once",
                violation_error_message=_("These two are brought together already."),
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("starts_on")),
                name="match_until_after_start",
                violation_error_message=_("Choose a day after it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(frame__regex=NUMBER) & ~Q(reason__regex=NUMBER), name="match_without_numbers"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_why="") | Q(ended_on__isnull=False),
                name="match_ends_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        """Without the recipient: this stands in logs and in the volunteer's own file."""
        return str(self.activity_type)

    def get_absolute_url(self) -> str:
        return address("match", self.pk)

    @property
    def is_running(self) -> bool:
        return self.ended_on is None

    @transaction.atomic
    def make(self, by: Any, at: datetime | None = None) -> None:
        """The contact has decided, and why is kept."""
        self.volunteer.lock()
        self.recipient._lock()
        if self.activity_type.is_statutory:
            raise ValidationError(_("This is the municipality’s own duty, and never a volunteer’s."))
        if not self.recipient.consents.valid().filter(purpose="visit").exists():
            raise ValidationError(
                _("%(name)s has not said yes to a visit yet. Write down the yes first."),
                params={"name": self.recipient.called},
            )
        self.must_be_learnt()
        self._must_be_talked_over()
        self.decided_at, self.decided_by_name = at or timezone.now(), by.name
        self.full_clean(exclude=["municipality"])
        self.save(force_insert=True)
        changes = {"starts_on": self.starts_on, "kind": self.activity_type.code}
        record(by, "match.made", self, about=self.volunteer.person, changes=changes, at=at)
        self._tell("match_changed" if self.follows else "match_made", at)

    def must_be_learnt(self) -> None:
        """What is mandatory stands in the way of something new, not of what they do already (CRS-16)."""
        if not (self.follows and self.follows.activity_type_id == self.activity_type_id):
            must_have_learnt(self.volunteer, {self.activity_type.code})

    def _must_be_talked_over(self) -> None:
        """At home, before it begins: with those who help there, and the next of kin (ASG-15)."""
        if self.recipient.living_at != Recipient.Living.HOME:
            return
        talks = self.recipient.home_talks.filter(staff_on__lte=self.starts_on)
        if not talks.exclude(kin_on__gt=self.starts_on).exists():
            raise ValidationError(
                _("Nobody comes home to %(name)s before it is talked over. Write down the talk first."),
                params={"name": self.recipient.called},
            )

    @transaction.atomic
    def end(self, by: Any, why: str, on: date | None = None, at: datetime | None = None) -> None:
        """What was shared is closed by the database in the same breath."""
        self.refresh_from_db(fields=["ended_on"], from_queryset=Match.objects.select_for_update())
        if self.ended_on is not None:
            return  # a double click
        self.ended_on = on or timezone.localdate(at)
        self.ended_why, self.ended_by_name = why, by.name if by else ""
        self.save(update_fields=["ended_on", "ended_why", "ended_by_name"])
        cancel(about=self)
        record(by, "match.ended", self, about=self.volunteer.person, changes={"why": why}, at=at)
        if why != self.Why.CHANGED:
            self.times.stop(by=by, at=at)
            self._tell("match_ended", at)

    def _tell(self, kind: str, at: datetime | None) -> None:
        """The volunteer hears of it, and reads the rest on My page: nothing of the recipient stands in a message."""
        told = facts(self.volunteer, timezone.localdate(at))
        told |= {"start_on": self.starts_on, "day": self.ended_on}
        key = occasion(kind, self.pk)
        notify(self.volunteer.person, kind, told, url=reverse("my_matches"), key=key, about=self)

    @transaction.atomic
    def change(self, by: Any, at: datetime | None = None, **agreed: Any) -> "Match":
        """Something else is agreed: this one ends, and the next begins where it ended (ASG-03)."""
        from volunteers.matching.models.release import MatchRelease
        from volunteers.matching.models.times import MatchTimes

        day = timezone.localdate(at)
        told = dict(self.releases.filter(closed_at=None).values_list("field", "text"))
        self.end(by=by, why=self.Why.CHANGED, on=day, at=at)
        kept = {
            name: getattr(self, name)
            for name in ("activity_type", "frame", "until", "most_at_once", "reason")
        }
        following = Match(
            volunteer=self.volunteer,
            recipient=self.recipient,
            follows=self,
            starts_on=max(day, self.starts_on),
            together_since=self.together_since or self.starts_on,
            **kept | agreed,
        )
        following.make(by=by, at=at)
        MatchRelease.tell(following, told, by=by, at=at)
        MatchTimes.follow(self, following, by=by, at=at)
        return following

    def empty(self) -> None:
        """The recipient is forgotten: what told of them is gone, that somebody came stays."""
        Match.objects.filter(pk=self.pk).update(frame="", reason="")
        self.feedback.update(text="")

    @transaction.atomic
    def take_over(self, former: "Match", why: str, by: Any, at: datetime | None = None) -> None:
        """Somebody else comes instead, in one action (ASG-03)."""
        self.make(by=by, at=at)
        former.end(by=by, why=why, at=at)
