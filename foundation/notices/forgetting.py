"""What was said is not kept for ever: old messages are deleted, those that still wait never."""

import uuid
from datetime import timedelta

from foundation.notices.clock import database_now
from foundation.notices.models import Notice
from foundation.tenancy.context import enter
from foundation.tenancy.settings import setting

AT_ONCE = 2000  # rows in one transaction


def forget_old(municipality: uuid.UUID) -> int:
    """Delete what has been settled longer than the municipality keeps it. Returns how many."""
    forgotten = 0
    while batch := _forget_some(municipality):
        forgotten += batch
    return forgotten


def _forget_some(municipality: uuid.UUID) -> int:
    with enter(municipality):
        before = database_now() - timedelta(days=setting("messages_kept_days"))
        old = Notice.objects.settled_before(before).values_list("pk", flat=True)[:AT_ONCE]
        return Notice.objects.filter(pk__in=list(old)).delete()[0]
