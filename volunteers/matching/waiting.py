"""What waits: a wish that nobody has come to, a yes that is not written down, and two to ask how it goes (ASG-02, ASG-03)."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import CharField, DateTimeField, ExpressionWrapper, F, Max, Q, QuerySet, Value
from django.db.models.functions import Cast, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.pages.waiting import Waiting
from foundation.tenancy.settings import setting
from volunteers.matching.models import Match, Recipient

NAMES = ("what", "pk", "name", "other", "since", "at")
LONG = timedelta(days=180)  # after that one asks twice a year


def waiting(member: Member, now: datetime) -> list[Waiting]:
    """Both in one query."""
    rows = _wishes(member, now).union(_visits(member, now), all=True).order_by("since", "pk")
    return [_row(dict(zip(NAMES, row, strict=True))) for row in rows]


def _wishes(member: Member, now: datetime) -> QuerySet:
    """The yes is asked for at once; somebody is looked for when it has waited."""
    rows = (
        visible(member, "recipients.see", Recipient).current().with_state(timezone.localdate(now)).order_by()
    )
    waited = now - timedelta(days=setting("match_wait_days"))
    rows = rows.filter(Q(said_yes=False) | Q(told_at__lt=waited), has_somebody=False)
    return rows.annotate(
        what=Cast("said_yes", CharField()), other=Value(""), since=F("told_at"), at=F("workplace")
    ).values_list("what", "pk", "name", "other", "since", "at")


def _visits(member: Member, now: datetime) -> QuerySet:
    """Some weeks after the beginning, then twice a year, counted from when one was last asked."""
    today = timezone.localdate(now)
    rows = visible(member, "matches.decide", Match).current(today).filter(starts_on__lte=today).order_by()
    rows = rows.annotate(asked=Max("feedback__told_at"))
    never = Q(asked=None, starts_on__lte=today - timedelta(days=setting("match_check_days")))
    begun = ExpressionWrapper(Cast("starts_on", DateTimeField()), DateTimeField())
    return (
        rows.filter(never | Q(asked__lt=now - LONG))
        .annotate(
            what=Value("visit", CharField()),
            other=F("volunteer__person__name"),
            since=Greatest(begun, "asked"),
            at=F("recipient__workplace"),
        )
        .values_list("what", "pk", "recipient__name", "other", "since", "at")
    )


def _row(row: dict[str, Any]) -> Waiting:
    common = {"since": row["since"], "workplace_id": row["at"]}
    return Waiting(**common, **(_visit(row) if row["what"] == "visit" else _wish(row)))


def _visit(row: dict[str, Any]) -> dict[str, Any]:
    two = {"name": row["name"], "volunteer": row["other"]}
    return {
        "key": f"match:{row['pk']}",
        "name": row["other"],
        "url": reverse("match", args=[row["pk"]]),
        "tag": _("Visits"),
        "why": _("Ask %(volunteer)s and %(name)s, each by themself, how it goes.") % two,
        "do_text": _("Write down how it goes"),
        "go_url": reverse("match_feedback", args=[row["pk"]]),
    }


def _wish(row: dict[str, Any]) -> dict[str, Any]:
    said_yes = row["what"] == "true"
    address = "suggestions" if said_yes else "consent_new"
    return {
        "key": f"wish:{row['pk']}",
        "name": row["name"],
        "url": reverse("recipient", args=[row["pk"]]),
        "tag": _("Wish for a volunteer"),
        "why": _("Has waited for somebody.") if said_yes else _("The yes is not written down yet."),
        "do_text": _("See who could suit") if said_yes else _("Write down the yes"),
        "go_url": reverse(address, args=[row["pk"]]),
    }
