"""When two who are brought together meet: a happening of their own (ASG-02), so that the week, the calendars and the reminders know it."""

from datetime import date, datetime, timedelta
from datetime import time as clock
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Min, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.audit.models import record
from foundation.events.models import Participation
from foundation.notices.outbox import silent
from foundation.tenancy.context import current
from foundation.tenancy.models import WalledModel
from volunteers.matching.models.match import Match
from volunteers.matching.models.recipient import Recipient
from volunteers.models import Happening
from volunteers.models.happening import AHEAD


class MatchTimesQuerySet(models.QuerySet):
    def running(self) -> "MatchTimesQuerySet":
        return self.filter(happening__ended_on=None).select_related("happening")

    def coming(self, now: datetime) -> "MatchTimesQuerySet":
        """With `next_at`; those that have no time to come are left out."""
        ahead = Q(happening__times__event__cancelled_at=None, happening__times__event__ends_at__gt=now)
        rows = self.running().annotate(next_at=Min("happening__times__event__starts_at", filter=ahead))
        return rows.filter(next_at__isnull=False)

    @transaction.atomic
    def stop(self, by: Any, at: datetime | None = None) -> int:
        """No more times. Whoever ends the visits tells it, so nothing is told here."""
        ended = list(self.running())
        with silent():
            for one in ended:
                one.happening.end(by=by, at=at)
        return len(ended)


class MatchTimes(WalledModel):
    """Nothing of the recipient stands in the happening: what kind it is, who comes, and the department or that it is at home."""

    match = models.ForeignKey(Match, models.CASCADE, related_name="times")
    happening = models.ForeignKey(Happening, models.CASCADE, related_name="of_matches")

    places = {
        "workplace": "match__recipient__workplace",
        "sector": "match__recipient__workplace__sector",
        "person": "match__volunteer__person",
    }
    objects = MatchTimesQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("agreed times")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "match", "happening"], name="match_times_once")
        ]

    def __str__(self) -> str:
        return f"{self.happening.in_words}, {self.happening.clock}"

    @classmethod
    @transaction.atomic
    def agree(
        cls,
        match: Match,
        rule: str,
        starts_on: date,
        starts: clock,
        minutes: int,
        by: Any,
        at: datetime | None = None,
    ) -> "MatchTimes":
        """From now on these. What the volunteer has said no to of the former stays a no, where the day is the same."""
        rows = Match.objects.select_for_update(of=("self",)).filter(pk=match.pk)
        if rows.values_list("ended_on", flat=True).get():
            raise ValidationError(_("This has ended."))
        away = _given_back(match, at or timezone.now())
        match.times.stop(by=by, at=at)
        happening = _happening_of(match)
        happening.rule, happening.starts_on = rule, starts_on
        happening.starts, happening.minutes = starts, minutes
        happening.ends_on = match.until if rule else None
        happening.plan(by=by, always=[match.volunteer], at=at)
        with silent():
            for time in happening.times.filter(on__in=away).with_events():
                time.give_back(match.volunteer.person, by=by, at=at)
        made = cls.objects.create(match=match, happening=happening)
        changes = {"rule": rule, "from": starts_on, "clock": starts}
        record(by, "match.times", match, about=match.volunteer.person, changes=changes, at=at)
        return made

    @classmethod
    @transaction.atomic
    def follow(cls, former: Match, following: Match, by: Any, at: datetime | None = None) -> None:
        """Something else was agreed: the times go on, anew where the kind or the last day is another."""
        times = former.times.running().first()
        if times is None:
            return
        plan = times.happening
        if (plan.activity_type_id, former.until) == (following.activity_type_id, following.until):
            cls.objects.create(match=following, happening=plan)
            return
        ahead = _days_ahead(plan, at or timezone.now())
        former.times.stop(by=by, at=at)
        if ahead and (following.until is None or ahead[0] <= following.until):
            cls.agree(following, plan.rule, ahead[0], plan.starts, plan.minutes, by=by, at=at)

    @classmethod
    @transaction.atomic
    def put_where(cls, recipient: Recipient, by: Any) -> None:
        """They live elsewhere now: the times to come are there, in the week and in calendars."""
        now, where = timezone.now(), _where(recipient)
        for one in cls.objects.running().filter(match__recipient=recipient, match__ended_on=None):
            Happening.objects.filter(pk=one.happening_id).update(**where)
            one.happening.refresh_from_db()
            for time in one.happening.times.coming(now).with_events():
                with silent():
                    time.put_where(one.happening, by=by, at=now)

    @transaction.atomic
    def end(self, by: Any, at: datetime | None = None) -> None:
        """They go on meeting, at no fixed time. The volunteer is told."""
        if self.happening.ended_on:
            return  # a double click
        self.happening.end(by=by, at=at)
        record(by, "match.times_ended", self.match, about=self.match.volunteer.person, at=at)


def _days_ahead(plan: Happening, now: datetime) -> list[date]:
    """In the same rhythm, after those that have been."""
    today = timezone.localdate(now)
    met = plan.times.filter(on=today, event__ends_at__lte=now).exists()
    first = today + timedelta(days=1) if met else today
    return plan.days(first, first + AHEAD)


def _happening_of(match: Match) -> Happening:
    with translation.override(current().default_language):
        return Happening(
            workplace=match.recipient.workplace,
            title=str(match.activity_type),
            activity_type=match.activity_type,
            wanted=1,
            for_two=True,
            **_where(match.recipient),
        )


def _where(recipient: Recipient) -> dict[str, Any]:
    """The department, or only that it is at home."""
    with translation.override(current().default_language):
        at_home = _("at home") if recipient.living_at == Recipient.Living.HOME else ""
    return {"department": recipient.department, "place": at_home}


def _given_back(match: Match, now: datetime) -> list[date]:
    """Days to come on which the volunteer has said that they cannot."""
    here = Participation.objects.filter(
        person=match.volunteer.person_id,
        state=Participation.State.CANCELLED,
        event__ends_at__gt=now,
        event__cancelled_at=None,
        event__happening_time__happening__of_matches__match=match,
    )
    back = Participation.objects.active().filter(person=match.volunteer.person_id).values("event")
    return list(here.exclude(event__in=back).values_list("event__happening_time__on", flat=True))
