"""A standing agreement: «every Tuesday», instead of signing up every week; with days away, and one's own break respected."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.boards.models.member import SchemeMember
from volunteers.boards.models.scheme import Route
from volunteers.recurrence import Recurrence, must_be_a_rule


class StandingQuerySet(models.QuerySet):
    def running(self, today: date) -> "StandingQuerySet":
        rows = self.filter(member__left_on=None, member__volunteer__closed_on=None, route__is_open=True)
        return rows.exclude(ends_on__lt=today)

    def with_people(self) -> "StandingQuerySet":
        return self.select_related("member__volunteer__person", "member__scheme", "route")


class Standing(WalledModel):
    member = models.ForeignKey(SchemeMember, models.CASCADE, related_name="standing")
    route = models.ForeignKey(Route, models.CASCADE, related_name="standing", verbose_name=_("route"))
    rule = models.CharField(max_length=120, validators=[must_be_a_rule])
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("to and including"), null=True, blank=True)

    places = {
        "workplace": "member__scheme__activity__workplace",
        "sector": "member__scheme__activity__workplace__sector",
        "person": "member__volunteer__person",
    }
    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing agreement")
        ordering = ["route__number", "starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on") - 1),
                name="standing_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.route}, {self.recurrence.in_words}"

    @property
    def person(self) -> Person:
        return self.member.person

    @property
    def recurrence(self) -> Recurrence:
        return Recurrence(self.rule, self.starts_on, self.ends_on)

    @classmethod
    @transaction.atomic
    def agree(
        cls,
        member: SchemeMember,
        route: Route,
        rule: str,
        by: Any,
        on: date | None = None,
        at: datetime | None = None,
    ) -> "Standing":
        """From now on, as far as there is room; the slots that are made already are taken at once."""
        from volunteers.boards.making import fill

        at = at or timezone.now()
        member.must_be_ready()
        made = cls(member=member, route=route, rule=rule, starts_on=on or timezone.localdate(at))
        made.full_clean(exclude=["municipality"])
        made.save()
        record(by, "standing.agreed", made, about=member.person, changes={"rule": rule}, at=at)
        fill(member.scheme, at)
        return made

    @transaction.atomic
    def end(self, by: Any, at: datetime | None = None) -> None:
        """The turns that are ahead and can still be given back go back to the board."""
        at = at or timezone.now()
        if self.ends_on is None or self.ends_on >= timezone.localdate(at):
            self.ends_on = max(timezone.localdate(at), self.starts_on)
            self.save(update_fields=["ends_on"])
            record(by, "standing.ended", self, about=self.person, at=at)
            self._give_back(by, at)

    def _give_back(self, by: Any, at: datetime) -> None:
        was = Recurrence(self.rule, self.starts_on)
        coming = self.route.slots.coming(at).filter(on__gt=self.ends_on).of_person(self.person)
        for slot in coming.order_by("pk"):
            if was.days(slot.on, slot.on):
                slot.give_back(self.person, by=by, at=at)


class Away(WalledModel):
    """Days on which a standing agreement does not count: a journey, an operation. Nobody asks why."""

    member = models.ForeignKey(SchemeMember, models.CASCADE, related_name="away")
    first = models.DateField(_("from"))
    last = models.DateField(_("to and including"))

    places = {
        "workplace": "member__scheme__activity__workplace",
        "sector": "member__scheme__activity__workplace__sector",
        "person": "member__volunteer__person",
    }

    class Meta:
        verbose_name = _("days away")
        ordering = ["first", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="away_ends_after_start",
                violation_error_message=_("The end cannot be before the start."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.first} – {self.last}"

    @classmethod
    @transaction.atomic
    def tell(
        cls, member: SchemeMember, first: date, last: date, by: Any, at: datetime | None = None
    ) -> "Away":
        """The turns of those days go back to the board in the same breath."""
        at = at or timezone.now()
        if last < timezone.localdate(at):
            raise ValidationError({"last": _("Choose a day that has not been.")})
        made = cls(member=member, first=first, last=last)
        made.full_clean(exclude=["municipality"])
        made.save()
        record(by, "standing.away", made, about=member.person, changes={"first": first, "last": last}, at=at)
        for slot in (
            member.scheme.slots.coming(at).between(first, last).of_person(member.person).order_by("pk")
        ):
            slot.give_back(member.person, by=by, at=at)
        return made

    @transaction.atomic
    def come_back(self, by: Any, at: datetime | None = None) -> None:
        """The days are taken away; what is still free is taken up again."""
        from volunteers.boards.making import fill

        at = at or timezone.now()
        record(by, "standing.back", self.member, about=self.member.person, at=at)
        self.delete()
        fill(self.member.scheme, at, again=(self.first, self.last))
