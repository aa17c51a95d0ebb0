"""Who takes part in a scheme: a volunteer, from this place or another."""

import uuid
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from foundation.tenancy.prepared import prepared
from volunteers.boards.models.scheme import Scheme
from volunteers.models import Volunteer
from volunteers.models.demanded import TAKE_FIRST, must_have_learnt
from volunteers.models.readiness import lacks


class SchemeMemberQuerySet(models.QuerySet):
    def current(self) -> "SchemeMemberQuerySet":
        return self.filter(left_on=None, volunteer__closed_on=None)

    def with_people(self) -> "SchemeMemberQuerySet":
        scheme = "scheme__activity__activity_type"  # what somebody must have learnt first
        return self.select_related("volunteer__person", "volunteer__workplace", scheme)


class SchemeMember(WalledModel):
    """On an open board whoever ticks is one from then on; on a roster the contact chooses."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, related_name="members")
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="boards")
    wants_asking = models.BooleanField(_("asks to hear when something becomes free"), default=False)
    joined_on = models.DateField(default=timezone.localdate)
    left_on = models.DateField(null=True, blank=True)

    places = {
        "workplace": "scheme__activity__workplace",
        "sector": "scheme__activity__workplace__sector",
        "person": "volunteer__person",
    }
    objects = SchemeMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("participant in a scheme")
        ordering = ["volunteer__person__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "scheme", "volunteer"],
                condition=Q(left_on__isnull=True),
                name="scheme_member_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.volunteer)

    @property
    def person(self) -> Person:
        return self.volunteer.person

    @property
    def first_name(self) -> str:
        return self.volunteer.first_name

    @classmethod
    @transaction.atomic
    def join(cls, scheme: Scheme, volunteer: Volunteer, by: Any, on: date | None = None) -> "SchemeMember":
        """Twice is once."""
        _alone(volunteer.pk)
        if found := _open_membership.first(scheme.pk, volunteer.pk):
            return found
        made = cls.objects.create(scheme=scheme, volunteer=volunteer, joined_on=on or timezone.localdate())
        record(by, "scheme.joined", made, about=volunteer.person)
        return made

    @transaction.atomic
    def leave(self, by: Any, at: datetime | None = None) -> None:
        """Agreements end, and coming turns go back to the board, or to the unit."""
        at = at or timezone.now()
        if self.left_on is not None:
            return
        self.left_on = timezone.localdate(at)
        self.save(update_fields=["left_on"])
        record(by, "scheme.left", self, about=self.person, at=at)
        for standing in self.standing.filter(ends_on=None).with_people():
            standing.end(by=by, at=at)
        for slot in self.scheme.slots.coming(at).of_person(self.person).order_by("pk"):
            slot.give_back(self.person, by=by, at=at)

    @transaction.atomic
    def ask_me(self, wants: bool, by: Any) -> None:
        if self.wants_asking != wants:
            self.wants_asking = wants
            self.save(update_fields=["wants_asking"])
            record(by, "scheme.asked", self, about=self.person, changes={"wants": wants})

    def must_be_ready(self) -> None:
        """Said to the volunteer: what remains, and that the contact helps."""
        if self.scheme.asks_ready and (missing := lacks(self.volunteer, begins=True)):
            raise ValidationError([str(REMAINS.get(code, REMAINS[""])) for code in missing])
        must_have_learnt(self.volunteer, {self.scheme.activity.activity_type.code}, TAKE_FIRST)


REMAINS = {
    "": _("Something remains before the first time. Your contact helps you with it."),
    "confidentiality": _("First you sign the promise of confidentiality. Your contact helps you with it."),
    "agreement": _("First you sign the volunteer agreement. Your contact helps you with it."),
    "police_certificate": _("First you show a police certificate. Your contact helps you with it."),
}


def volunteer_for(scheme: Scheme, person: Person) -> Volunteer | None:
    """As whom the person takes part: a member already, else their relation to the place."""
    found = _as_whom(scheme.pk, scheme.workplace.pk, person.pk)
    return next((one for one in found if one.is_member), next(iter(found), None))


@prepared
def _as_whom(scheme: uuid.UUID, workplace: uuid.UUID, person: uuid.UUID) -> models.QuerySet[Volunteer]:
    member = SchemeMember.objects.current().filter(scheme_id=scheme, volunteer__person_id=person)
    mine = Volunteer.objects.ongoing().with_people().filter(person_id=person).order_by("pk")
    mine = mine.annotate(is_member=Q(pk__in=member.values("volunteer")))
    return mine.filter(Q(is_member=True) | Q(workplace_id=workplace))


@prepared
def _open_membership(scheme: uuid.UUID, volunteer: uuid.UUID) -> models.QuerySet[SchemeMember]:
    rows = SchemeMember.objects.filter(scheme_id=scheme, volunteer_id=volunteer, left_on=None)
    return rows.with_people().order_by("pk")[:1]


@prepared
def _alone(volunteer: uuid.UUID) -> models.QuerySet[Volunteer]:
    return Volunteer.objects.select_for_update(of=("self",)).filter(pk=volunteer)
