"""What was said, counted: with how many answered, and nothing where too few did."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from foundation.surveys.models import FEWEST, Answer, Kind, Question, Survey


@dataclass
class Result:
    question: Question
    n: int = 0
    mean: float | None = None
    counts: list[tuple[str, int]] = field(default_factory=list)
    texts: list[Answer] = field(default_factory=list)

    @property
    def is_hidden(self) -> bool:
        """Somebody has answered, but too few to be nobody in particular."""
        return 0 < self.n < FEWEST


def results(survey: Survey) -> list[Result]:
    """Question by question. Two queries."""
    by_question: dict[uuid.UUID, list[Answer]] = {}
    for answer in Answer.objects.filter(question__survey=survey).order_by("id"):
        by_question.setdefault(answer.question_id, []).append(answer)
    return [_result(question, by_question.get(question.pk, [])) for question in survey.questions.all()]


def _result(question: Question, answers: list[Answer]) -> Result:
    found = Result(question, n=len(answers))
    if len(answers) < FEWEST:
        return found
    if question.kind == Kind.TEXT:
        found.texts = answers
    elif question.kind == Kind.CHOICES:
        tally = Counter(option for answer in answers for option in answer.options)
        found.counts = [(option, tally[option]) for option in question.options]
    else:
        tally = Counter(answer.value for answer in answers)
        found.mean = sum(answer.value for answer in answers) / len(answers)
        found.counts = [
            (str(value), tally[value]) for value in (range(1, 6) if question.kind == Kind.SCALE else (1, 0))
        ]
    return found


def means(surveys: Iterable[Survey], code: str) -> dict[uuid.UUID, tuple[int, float | None]]:
    """survey -> how many answered one question, and the mean where they were enough. One query."""
    rows = Answer.objects.filter(question__survey__in=surveys, question__code=code, value__isnull=False)
    values: dict[uuid.UUID, list[int]] = {}
    for survey, value in rows.values_list("question__survey", "value"):
        values.setdefault(survey, []).append(value)
    return {
        survey: (len(given), sum(given) / len(given) if len(given) >= FEWEST else None)
        for survey, given in values.items()
    }


def quotes(surveys: Iterable[Survey]) -> list[Answer]:
    """What has been published, the newest first."""
    rows = Answer.objects.filter(question__survey__in=surveys, may_quote=True, published_on__isnull=False)
    return list(rows.order_by("-published_on", "id")[:10])
