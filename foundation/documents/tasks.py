"""The jobs of this room. They enter the municipality once per short step, so that a `failed` survives the exception."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from foundation.documents.making import make
from foundation.documents.models import Document
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from foundation.tenancy.tasks import PlatformTask

STUCK_AFTER = timedelta(minutes=1)


@shared_task(base=PlatformTask, name="documents.make_pdf")
def make_pdf(municipality_id: str, document_id: str) -> None:
    make(municipality_id, document_id)


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
        for pk in found:
            make_pdf.later(str(municipality_id), str(pk))
    return len(found)
