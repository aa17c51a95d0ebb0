"""Who is told when nobody answers what chafes (VOL-54)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from foundation.notices.models import Notice
from foundation.notices.outbox import occasion
from foundation.notices.planning import HORIZON, Promise, planner, still_wanted
from volunteers.desk import desk_now
from volunteers.escalation import LATE_IS_BETTER, chain
from volunteers.models import Concern
from volunteers.words import place_facts

KINDS = ("concern_overdue", "concern_overdue_deputy", "concern_overdue_coordinator")


@planner
def unanswered(now: datetime) -> Iterator[Promise]:
    """As for any step: whoever answers at the place, then the deputy, then the network coordinator."""
    desk = desk_now(now)
    for concern in Concern.objects.open().with_people().filter(due_at__lt=now + HORIZON):
        place = concern.workplace_id
        for told in chain(concern.due_at, desk.answering(place), desk.deputy(place), desk.coordinator):
            fields = {"workplace": place_facts(concern.workplace), "contact": desk.answering(place)}
            fields["due_day"] = concern.due_at
            key = occasion("unanswered", concern.pk, told.level, concern.due_at)
            late = told.at + LATE_IS_BETTER
            yield Promise(
                told.to,
                KINDS[told.level],
                fields,
                concern.get_absolute_url(),
                key,
                told.at,
                concern,
                expires_at=late,
            )


@still_wanted(*KINDS)
def still_unanswered(notice: Notice) -> bool:
    return Concern.objects.open().filter(pk=notice.about_id, due_at__lte=timezone.now()).exists()
