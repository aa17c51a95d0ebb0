"""Two records of one person become one, chosen field by field; what was moved is kept, so that undo is exact."""

import uuid
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.models import Appointment
from foundation.audit.models import record
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.models.volunteer import Volunteer

FIELDS = ("name", "email", "phone", "birth_year", "language", "channel")
UNDO_DAYS = 30


class Merge(WalledModel):
    """The record that is given up stays as an empty shell, so that whatever could not be moved is not lost."""

    kept = models.ForeignKey(Person, models.CASCADE, related_name="+")
    given_up = models.ForeignKey(Person, models.CASCADE, related_name="+")
    moved = models.JSONField(default=list)  # [model, field, [ids]]
    before = models.JSONField(default=dict)  # the fields of the one that is kept, and its log-in
    closed = models.JSONField(default=list)  # [id of the volunteer, ids of the steps that were dropped]
    made_at = models.DateTimeField(default=timezone.now)
    made_by_name = models.CharField(max_length=200)
    undone_at = models.DateTimeField(null=True, blank=True)

    places = {"person": "kept"}

    class Meta:
        verbose_name = _("merging of two records")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.kept} + {self.given_up}"

    @property
    def until(self) -> date:
        """The last day it can be undone."""
        return timezone.localdate(self.made_at) + timedelta(days=UNDO_DAYS)

    def can_be_undone(self, today: date) -> bool:
        return self.undone_at is None and today <= self.until

    @classmethod
    @transaction.atomic
    def make(cls, kept: Person, given_up: Person, chosen: dict[str, Any], by: Any) -> "Merge":
        """`chosen` holds the values that the person has from now on."""
        people = _locked(kept, given_up)
        _check(people)
        merge = cls(kept=people[kept.pk], given_up=people[given_up.pk], made_by_name=by.name)
        merge._close_doubles()
        merge._move()
        merge._choose(chosen)
        merge.save(force_insert=True)
        for person in people.values():
            record(by, "person.merged", merge, about=person, changes={"fields": sorted(chosen)})
        return merge

    def _close_doubles(self) -> None:
        """At a place where both stand, the one that is kept goes on; the other is closed, and its history stays."""
        here = set(self.kept.volunteering.filter(closed_on=None).values_list("workplace", flat=True))
        for double in self.given_up.volunteering.filter(closed_on=None):
            if double.workplace_id in here:
                steps = [str(step.pk) for step in double.steps.open()]
                double.close(Volunteer.Closed.MERGED, on=timezone.localdate(self.made_at))
                self.closed.append([str(double.pk), steps])

    def _move(self) -> None:
        for model, field in pointing():
            rows = model.objects.filter(**{field: self.given_up})
            moved = [pk for pk in rows.values_list("pk", flat=True) if _moves(model, field, pk, self.kept)]
            if moved:
                self.moved.append([model._meta.label, field, [str(pk) for pk in moved]])

    def _choose(self, chosen: dict[str, Any]) -> None:
        kept, other = self.kept, self.given_up
        self.before = {name: _plain(getattr(kept, name)) for name in chosen} | {"user": _plain(kept.user_id)}
        if other.user_id and not kept.user_id:
            user, other.user = other.user, None
            other.save(update_fields=["user"])
            kept.user = user
        for name, value in chosen.items():
            setattr(kept, name, value)
        kept.full_clean(exclude=["municipality", "user"])
        kept.save(update_fields=[*chosen, "user"])

    @transaction.atomic
    def undo(self, by: Any) -> None:
        """Every row stands where it stood. What has come since stays with the one that was kept."""
        merge = Merge.objects.select_for_update().get(pk=self.pk)
        if not merge.can_be_undone(timezone.localdate()):
            raise ValidationError(_("There is nothing to undo."))
        people = _locked(self.kept, self.given_up)
        self._give_back(people[self.kept_id], people[self.given_up_id])
        for label, field, pks in self.moved:
            apps.get_model(label).objects.filter(pk__in=pks).update(**{field: self.given_up_id})
        self._open_again()
        self.undone_at = timezone.now()
        self.save(update_fields=["undone_at"])
        for person in people.values():
            record(by, "person.parted", self, about=person)

    def _give_back(self, kept: Person, other: Person) -> None:
        user = self.before.pop("user", None)
        if user is None and kept.user_id:
            login, kept.user = kept.user, None
            kept.save(update_fields=["user"])
            other.user = login
            other.save(update_fields=["user"])
        for name, value in self.before.items():
            setattr(kept, name, value)
        kept.save(update_fields=list(self.before))
        self.before["user"] = user

    def _open_again(self) -> None:
        for volunteer, steps in self.closed:
            Volunteer.objects.filter(pk=volunteer).update(closed_on=None, closed_as="")
            apps.get_model("volunteers.CareStep").objects.filter(pk__in=steps).update(dropped_at=None)


class TwoPeople(WalledModel):
    """Somebody has looked: these two are alike and are not the same."""

    first = models.ForeignKey(Person, models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    said_at = models.DateTimeField(default=timezone.now)
    said_by_name = models.CharField(max_length=200)

    places = {"person": "first"}

    class Meta:
        ordering = ["-said_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "first", "second"], name="two_people_once")
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"

    @classmethod
    @transaction.atomic
    def say(cls, one: Person, other: Person, by: Any) -> None:
        first, second = sorted((one, other), key=lambda person: str(person.pk))
        row, made = cls.objects.get_or_create(first=first, second=second, defaults={"said_by_name": by.name})
        if made:
            record(by, "person.two", row, about=one)


def pointing() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of the house that points to a person, whichever room it stands in; not those of this very record."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and not relation.many_to_many:
            model = relation.related_model
            if model not in (Merge, TwoPeople):
                yield model, relation.field.name


def _moves(model: type[models.Model], field: str, pk: uuid.UUID, to: Person) -> bool:
    """False when the one that is kept has such a row already, as at an event both were signed up for."""
    try:
        with transaction.atomic():
            return bool(model.objects.filter(pk=pk).update(**{field: to}))
    except IntegrityError:
        return False


def _locked(*people: Person) -> dict[uuid.UUID, Person]:
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in people])
    return {person.pk: person for person in rows.order_by("pk")}


def _check(people: dict[uuid.UUID, Person]) -> None:
    if len(people) != 2:
        raise ValidationError(_("Choose two records."))
    if all(person.user_id for person in people.values()):
        raise ValidationError(
            _("Both log in themselves. Ask which address they use, and close the other first.")
        )
    if Appointment.objects.filter(person__in=people).exists():
        raise ValidationError(_("One of the two works here. Those who work here are not merged."))


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else str(value)
