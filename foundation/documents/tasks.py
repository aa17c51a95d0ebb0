"""The jobs of this room. They enter the municipality once per short step, so that a `failed` survives the exception."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

from foundation.documents.making import make
from foundation.documents.models import Document
from foundation.tenancy.context import current_id, enter
from foundation.tenancy.models import Municipality
from foundation.tenancy.tasks import PlatformTask, wake

STUCK_AFTER = timedelta(minutes=1)
PORTION = 10  # a third of a second's work: a hundred papers are shared fairly by the workers


@shared_task(base=PlatformTask, name="documents.make_pdf")
def make_pdf(municipality_id: str, document_id: str, *others: str) -> None:
    make(municipality_id, document_id, *others)


@dataclass
class Portion:
    """Papers of one transaction that are made in one job: they share what a job costs, and the desk sees how it goes."""

    municipality_id: str
    papers: list[str]

    def __call__(self) -> None:
        wake(make_pdf, self.municipality_id, *self.papers)


def ask_for(document_id: uuid.UUID) -> None:
    """Have the paper made after commit, with others of the same transaction."""
    here = str(current_id())
    hooks = (hook[1] for hook in reversed(connection.run_on_commit))
    newest = next((hook for hook in hooks if isinstance(hook, Portion)), None)
    if newest and newest.municipality_id == here and len(newest.papers) < PORTION:
        newest.papers.append(str(document_id))
    else:
        transaction.on_commit(Portion(here, [str(document_id)]))


@shared_task(base=PlatformTask, name="documents.enqueue_stuck")
def enqueue_stuck() -> int:
    """Whatever has waited for more than a minute is asked for again: a lost job or a killed worker heals itself."""
    return sum(requeue(pk) for pk in Municipality.objects.active().values_list("pk", flat=True))


def requeue(municipality_id: object) -> int:
    """One municipality's share of `enqueue_stuck`."""
    with enter(municipality_id):
        before = timezone.now() - STUCK_AFTER
        stuck = Document.objects.filter(state=Document.State.QUEUED, queued_at__lt=before).order_by(
            "queued_at"
        )
        found = list(stuck.values_list("pk", flat=True)[:100])
        Document.objects.filter(pk__in=found).update(queued_at=timezone.now())
        for at in range(0, len(found), PORTION):
            make_pdf.later(str(municipality_id), *map(str, found[at : at + PORTION]))
    return len(found)
