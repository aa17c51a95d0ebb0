"""What people have learnt, here or elsewhere: further education, other organisations' courses, digital courses (CRS-08, CRS-14, CRS-17, CRS-18)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from foundation.access.roles import answering_at
from foundation.audit.models import record
from foundation.notices.outbox import notify, occasion
from foundation.people.belonging import belongings
from foundation.people.models import Person, Workplace
from foundation.people.qualifications import grant
from foundation.tenancy.models import WalledModel


class CompetenceRecord(WalledModel):
    class Kind(models.TextChoices):
        FURTHER = "further", _("further education")
        COURSE = "course", _("course")
        DIGITAL = "digital", _("digital course")
        INFORMATION = "information", _("information meeting")
        BROCHURE = "brochure", _("brochure read")
        INSPIRATION = "inspiration", _("inspiration meeting")
        PRACTICE = "practice", _("guidance in practice")
        REFLECTION = "reflection", _("reflection group")
        CONFERENCE = "conference", _("conference")

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=11, choices=Kind.choices)
    title = models.CharField(_("title"), max_length=200)
    provider = models.CharField(_("provider"), max_length=200)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1970), MaxValueValidator(2100)]
    )
    completed_on = models.DateField(_("completed"), null=True, blank=True)
    hours = models.PositiveSmallIntegerField(_("hours"), null=True, blank=True)
    employer = models.CharField(_("employer at the time"), max_length=200, blank=True)
    role = models.CharField(_("role at the time"), max_length=120, blank=True)
    counts_for = models.ForeignKey(
        Course, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("counts for")
    )
    valid_until = models.DateField(_("counts until"), null=True, blank=True)
    confirmed_on = models.DateField(null=True, editable=False)
    confirmed_by_name = models.CharField(max_length=200, blank=True, editable=False)

    places = {"person": "person"}

    class Meta:
        verbose_name = _("learnt elsewhere")
        ordering = ["-year", "person__name", "id"]
        indexes = [models.Index(fields=["municipality", "year"], name="competence_year")]

    def __str__(self) -> str:
        return f"{self.title}, {self.provider}"

    @property
    def taken_on(self) -> date:
        return self.completed_on or date(self.year, 12, 31)

    @transaction.atomic
    def tell(self, by: Any) -> None:
        """Written in; told by oneself it waits to be confirmed before it counts for anything."""
        self.full_clean(exclude=["municipality"])
        self.save()
        record(by, "competence.told", self, about=self.person, changes={"title": self.title})
        if by.person.pk == self.person_id:
            self._ask_to_confirm()

    def _ask_to_confirm(self) -> None:
        """Whoever answers where they belong hears that there is a paper to look at."""
        today = timezone.localdate()
        here = {one.workplace_id for one in belongings(today, persons=[self.person])}
        answering = answering_at(Workplace.objects.filter(pk__in=here - {None}), today).values()
        for one in {one for one in answering if one and one != self.person}:
            told = {"person": self.person, "course": {"title": self.title}}
            url = reverse("competence_of_person", args=[self.person_id])
            key = occasion("competence-told", self.pk, one.pk)
            notify(one, "competence_told", told, url, key=key, about=self)

    @transaction.atomic
    def tell_of_many(self, people: list[Person], by: Any, is_seen: bool = False) -> "list[CompetenceRecord]":
        """The same for each of them; who has it written in already is left alone. Nobody's own is confirmed by themselves."""
        kept = {name: getattr(self, name) for name in SAME}
        had = set(CompetenceRecord.objects.filter(**kept).values_list("person_id", flat=True))
        more = {name: getattr(self, name) for name in MORE}
        rows = [CompetenceRecord(person=one, **kept, **more) for one in people if one.pk not in had]
        for row in rows:
            row.tell(by)
            if is_seen and row.person_id != by.person.pk:
                row.confirm(by)
        return rows

    @transaction.atomic
    def confirm(self, by: Any) -> None:
        """Somebody has seen the paper: it counts for the course it is like. Nobody confirms their own."""
        if by.person.pk == self.person_id:
            raise ValidationError(_("Somebody else must confirm what you have taken."))
        if self.confirmed_on:
            return
        self.confirmed_on, self.confirmed_by_name = timezone.localdate(), by.name
        self.save(update_fields=["confirmed_on", "confirmed_by_name"])
        record(by, "competence.confirmed", self, about=self.person, changes={"title": self.title})
        if self.counts_for:
            taken = min(self.taken_on, self.confirmed_on)
            code, title = self.counts_for.code, self.counts_for.title
            until = self.valid_until or self.counts_for.valid_until(taken)
            grant(self.person, code=code, title=title, on=taken, source_id=self.pk, by=by, until=until)


#: What makes two rows of one person the same, and what else is told of both.
SAME = ("kind", "title", "provider", "year")
MORE = ("completed_on", "hours", "employer", "role", "valid_until", "counts_for")
