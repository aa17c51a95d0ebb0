"""A month before an organisation's confirmation runs out, the network coordinator is told (PAR-08)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from foundation.access.roles import coordinator
from foundation.notices.models import Notice
from foundation.notices.outbox import occasion
from foundation.notices.planning import Promise, planner, still_wanted
from foundation.people.models import PartnerConfirmation
from volunteers.deadlines import opening
from volunteers.models import Profile

BEFORE = timedelta(days=30)
AHEAD = timedelta(days=7)


@planner
def confirmations_end(now: datetime) -> Iterator[Promise]:
    """Those that no newer one has taken the place of, where somebody still comes through the organisation."""
    today = timezone.localdate(now)
    to = coordinator(today)
    newer = PartnerConfirmation.objects.filter(
        partner=OuterRef("partner"), withdrawn_at=None, valid_until__gt=OuterRef("valid_until")
    )
    theirs = Profile.objects.filter(partner=OuterRef("partner"), volunteer__closed_on=None)
    soon = PartnerConfirmation.objects.valid(today).filter(valid_until__lt=today + BEFORE + AHEAD)
    for row in soon.filter(~Exists(newer), Exists(theirs)).select_related("partner"):
        if to:
            yield Promise(
                to,
                "partner_confirmation_ends",
                {"partner": row.partner, "day": row.valid_until},
                reverse("partner_confirmation_new", args=[row.partner_id]),
                occasion("confirmation-ends", row.pk, row.valid_until),
                opening(row.valid_until - BEFORE),
                row,
            )


@still_wanted("partner_confirmation_ends")
def still_to_be_confirmed(notice: Notice) -> bool:
    row = notice.about(PartnerConfirmation)
    if row is None or row.withdrawn_at:
        return False
    rows = PartnerConfirmation.objects.filter(partner=row.partner_id, withdrawn_at=None)
    return not rows.filter(valid_until__gt=row.valid_until).exists()
