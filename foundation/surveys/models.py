"""Surveys: what is asked, who has been asked, and nameless answers."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.pages.shipped import said_title
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel

FEWEST = 5  # answers: below this somebody could be recognised


class Kind(models.TextChoices):
    SCALE = "scale_5", _("a scale of five")
    YES_NO = "yes_no", _("yes or no")
    CHOICES = "choices", _("several choices")
    TEXT = "text", _("in own words")


@dataclass(frozen=True)
class Asking:
    """A question to be put. `options` are for choices only."""

    code: str
    kind: str
    text: str
    options: tuple[str, ...] = ()


class Survey(WalledModel):
    kind = models.CharField(max_length=40)  # the room that asks chooses it
    about_id = models.UUIDField()  # what it is about: a course session
    title = models.CharField(max_length=200)
    closes_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("survey")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "kind", "about_id"], name="survey_once")
        ]

    def __str__(self) -> str:
        return said_title(self.title)

    @classmethod
    @transaction.atomic
    def open(
        cls,
        kind: str,
        about_id: uuid.UUID,
        title: str,
        askings: Iterable[Asking],
        closes_on: date | None = None,
    ) -> "Survey":
        """The survey about this, made with these questions if it is not there. What was asked once stays as it was."""
        survey, made = cls.objects.get_or_create(
            kind=kind, about_id=about_id, defaults={"title": title, "closes_on": closes_on}
        )
        if made:
            Question.objects.bulk_create(
                Question(
                    survey=survey,
                    number=number,
                    code=one.code,
                    kind=one.kind,
                    text=one.text,
                    options=list(one.options),
                )
                for number, one in enumerate(askings, start=1)
            )
        return survey

    def is_open(self, today: date) -> bool:
        return self.closes_on is None or today <= self.closes_on

    def ask(self, person: Person) -> bool:
        """True the first time."""
        return Asked.objects.get_or_create(survey=self, person=person)[1]

    def has_answered(self, person: Person) -> bool:
        return self.asked.filter(person=person, answered=True).exists()

    @transaction.atomic
    def answer(
        self,
        values: dict["Question", Any],
        person: Person | None = None,
        group: str = "",
        may_quote: bool = False,
    ) -> "Response | None":
        """Keep what was said, not who said it. None when the person has answered already. `person` None: from a slip of paper.

        Nothing is written in the log: it would tell who answered when.
        """
        if person and not self.asked.filter(person=person, answered=False).update(answered=True):
            return None
        response = Response.objects.create(survey=self, group=group)
        said = {question: value for question, value in values.items() if value not in (None, "", [])}
        Answer.objects.bulk_create(
            Answer(
                response=response,
                question=question,
                value=int(value) if question.counts else None,
                options=value if question.kind == Kind.CHOICES else [],
                text=value if question.kind == Kind.TEXT else "",
                may_quote=may_quote and question.kind == Kind.TEXT,
            )
            for question, value in said.items()
        )
        return response


class Question(WalledModel):
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    text = models.CharField(max_length=300)
    options = models.JSONField(default=list)

    class Meta:
        ordering = ["number", "id"]

    def __str__(self) -> str:
        """In the reader's language when the words are the house's."""
        return said_title(self.text)

    @property
    def counts(self) -> bool:
        return self.kind in (Kind.SCALE, Kind.YES_NO)


class Asked(WalledModel):
    """Who was asked, and whether they have answered; nothing leads from here to what they said."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="asked")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    answered = models.BooleanField(default=False)

    places = {"person": "person"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "survey", "person"], name="asked_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.survey}"


class Response(WalledModel):
    """One person's answers. Its key tells no moment, and there is a day instead of a clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")
    group = models.CharField(max_length=9, blank=True)
    answered_on = models.DateField(default=timezone.localdate)

    def __str__(self) -> str:
        return str(self.survey)


class Answer(WalledModel):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    value = models.PositiveSmallIntegerField(null=True)
    options = models.JSONField(default=list)
    text = models.TextField(blank=True)
    may_quote = models.BooleanField(default=False)  # said by whoever wrote it
    published_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.text or str(self.value)

    @transaction.atomic
    def publish(self, by: Any, is_on: bool = True) -> None:
        """As a quote without a name; never without a yes."""
        if is_on and not self.may_quote:
            raise ValueError(f"{self.pk} may not be quoted")
        self.published_on = timezone.localdate() if is_on else None
        self.save(update_fields=["published_on"])
        record(by, "survey.quoted", self.response.survey, changes={"published": is_on})
