"""The job of this room: what is kept of a wish goes some time after it has ended."""

from celery import shared_task
from django.utils import timezone

from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from foundation.tenancy.tasks import PlatformTask
from volunteers.matching.models import Recipient


@shared_task(base=PlatformTask, name="matching.forget")
def forget() -> None:
    """Safe to run twice: what is deleted is not asked for again."""
    for pk in Municipality.objects.active().values_list("pk", flat=True):
        with enter(pk):
            for recipient in Recipient.objects.outlived(timezone.now()):
                recipient.erase(by=None)
