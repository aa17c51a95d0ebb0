"""Who comes to a happening every time, and who is in reserve."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.models.demanded import must_have_learnt
from volunteers.models.happening import Happening
from volunteers.models.readiness import lacks
from volunteers.models.volunteer import Volunteer


class HappeningMemberQuerySet(models.QuerySet):
    def current(self) -> "HappeningMemberQuerySet":
        return self.filter(left_on=None, volunteer__closed_on=None)

    def always(self) -> "HappeningMemberQuerySet":
        return self.current().filter(is_reserve=False)

    def reserves(self) -> "HappeningMemberQuerySet":
        return self.current().filter(is_reserve=True)

    def with_people(self) -> "HappeningMemberQuerySet":
        return self.select_related("volunteer__person", "volunteer__workplace", "happening__workplace")


class HappeningMember(WalledModel):
    """Comes every time, or is asked when somebody cannot."""

    happening = models.ForeignKey(Happening, models.CASCADE, related_name="members")
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="happenings")
    is_reserve = models.BooleanField(_("in reserve: is asked when somebody cannot"), default=False)
    joined_on = models.DateField(default=timezone.localdate)
    left_on = models.DateField(null=True, blank=True)

    places = {
        "workplace": "happening__workplace",
        "sector": "happening__workplace__sector",
        "person": "volunteer__person",
    }
    objects = HappeningMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant")
        ordering = ["volunteer__person__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "happening", "volunteer"],
                condition=Q(left_on__isnull=True),
                name="happening_member_once",
                violation_error_message=_("This person is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.volunteer)

    @property
    def person(self) -> Person:
        return self.volunteer.person

    @classmethod
    @transaction.atomic
    def join(
        cls,
        happening: Happening,
        volunteer: Volunteer,
        by: Any,
        is_reserve: bool = False,
        at: datetime | None = None,
    ) -> "HappeningMember":
        """Twice is once. Whoever comes every time has a place in each time that is made, and is told once."""
        from volunteers import told_happenings as told

        volunteer.lock()
        rows = cls.objects.filter(happening=happening, volunteer=volunteer, left_on=None).with_people()
        if found := rows.first():
            return found
        at = at or timezone.now()
        made = cls(happening=happening, volunteer=volunteer, is_reserve=is_reserve)
        made.joined_on = timezone.localdate(at)
        made.must_be_ready()
        made.save(force_insert=True)
        record(by, "happening.joined", made, about=volunteer.person, at=at)
        if not is_reserve:
            coming = happening.times.coming(at).with_events().order_by("event__starts_at", "pk")
            seats = [seat for time in coming if (seat := time.seat(made, by=by, at=at))]
            told.put_up(seats[:1], by)
        return made

    @transaction.atomic
    def leave(self, by: Any, at: datetime | None = None) -> None:
        """Places that have not been are given back; nobody is asked why."""
        at = at or timezone.now()
        if self.left_on is not None:
            return
        self.left_on = timezone.localdate(at)
        self.save(update_fields=["left_on"])
        record(by, "happening.left", self, about=self.person, at=at)
        for time in self.happening.times.coming(at).with_events().order_by("pk"):
            time.event.cancel_place(self.person, by=by, at=at)
        if self.happening.for_two:
            self.happening.end(by=by, at=at)

    def must_be_ready(self) -> None:
        """What is required before the first time is in place; the database asks the same."""
        if self.happening.for_two and self.happening.members.current().exists():
            raise ValidationError(_("This is a visit of two. Nobody else is written up for it."))
        if self.volunteer.workplace_id != self.happening.workplace_id:
            raise ValidationError(
                _("%(name)s is a volunteer at another place."), params={"name": self.volunteer.name}
            )
        if lacks(self.volunteer, begins=True):
            told = _("Something remains before %(name)s can come. See it on the page of the start.")
            raise ValidationError(told, params={"name": self.volunteer.first_name})
        kind = self.happening.activity_type
        if kind and not self.happening.for_two:  # of two it was asked when they were brought together
            must_have_learnt(self.volunteer, {kind.code})
