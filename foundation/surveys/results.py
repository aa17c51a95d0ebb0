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


def choices(surveys: Iterable[Survey], code: str) -> dict[uuid.UUID, tuple[int, Counter[str]]]:
    """survey -> how many answered a question of several choices, and how often each was chosen; not where too few answered. One query."""
    rows = Answer.objects.filter(question__survey__in=surveys, question__code=code).exclude(options=[])
    found: dict[uuid.UUID, tuple[int, Counter[str]]] = {}
    for survey, options in rows.values_list("question__survey", "options"):
        n, tally = found.get(survey, (0, Counter()))
        found[survey] = n + 1, tally + Counter(options)
    return {survey: told for survey, told in found.items() if told[0] >= FEWEST}


def means_by_group(survey: Survey, code: str) -> dict[str, tuple[int, float]]:
    """group -> how many of it answered one question, and the mean. Empty where any group is too small: the others would tell of it."""
    rows = Answer.objects.filter(question__survey=survey, question__code=code, value__isnull=False)
    values: dict[str, list[int]] = {}
    for group, value in rows.values_list("response__group", "value"):
        values.setdefault(group, []).append(value)
    if any(len(given) < FEWEST for given in values.values()):
        return {}
    return {group: (len(given), sum(given) / len(given)) for group, given in values.items()}


def published(kind: str, about: Iterable[uuid.UUID]) -> list[Answer]:
    """What is shown of what was said about these, the newest first. One query."""
    surveys = {"question__survey__kind": kind, "question__survey__about_id__in": list(about)}
    rows = Answer.objects.filter(**surveys, may_quote=True, published_on__isnull=False)
    return list(rows.select_related("question__survey").order_by("-published_on", "id")[:50])
