"""What counts for a while only: whoever has it is told in good time that it runs out (CRS-17)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from courses.models import CompetenceRecord
from foundation.notices.models import Notice
from foundation.notices.outbox import occasion
from foundation.notices.planning import Promise, planner, still_wanted
from foundation.people.models import Qualification
from foundation.tenancy.settings import setting

KIND = "competence_ends"
AT = time(10)
AHEAD = timedelta(days=7)


@planner
def ends(now: datetime) -> Iterator[Promise]:
    """Qualifications, and what is written in and counts as none of our courses."""
    today, before = timezone.localdate(now), timedelta(days=setting("renewal_days"))
    until = {"valid_until__range": (today, today + before + AHEAD)}
    for row in _not_renewed(Qualification.objects.filter(**until), same="code"):
        yield _promise(row, before)
    rows = CompetenceRecord.objects.filter(**until, counts_for=None)
    for row in _not_renewed(rows, same="title"):
        yield _promise(row, before)


def _not_renewed(rows: Any, same: str) -> Any:
    lasts = Q(valid_until__gt=OuterRef("valid_until")) | Q(valid_until=None)
    newer = rows.model.objects.filter(lasts, person=OuterRef("person"), **{same: OuterRef(same)})
    return rows.filter(~Exists(newer)).select_related("person")


def _promise(row: Any, before: timedelta) -> Promise:
    at = timezone.make_aware(datetime.combine(row.valid_until - before, AT))
    fields = {"course": {"title": row.title}, "day": row.valid_until}
    key = occasion("competence-ends", row.pk, row.valid_until)
    return Promise(row.person, KIND, fields, reverse("my_courses"), key, at, row)


@still_wanted(KIND)
def still_runs_out(notice: Notice) -> bool:
    for model, same in ((Qualification, "code"), (CompetenceRecord, "title")):
        if row := notice.about(model):
            return _not_renewed(model.objects.filter(pk=row.pk), same).exists()
    return False
