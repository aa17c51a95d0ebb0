"""What waits: a wish that nobody has come to, a yes that is not written down, and two who are brought together: what the volunteer
is told, how it goes, and what one of them would change (ASG-02, ASG-03)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Case,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.access.waiting import Kinds, Row, asked, each, kind
from foundation.pages.addresses import address
from foundation.pages.waiting import Waiting
from foundation.tenancy.settings import setting
from volunteers.matching.models import Consent, Match, MatchFeedback, Recipient

LONG = timedelta(days=180)  # after that one asks twice a year


def kinds(member: Member, now: datetime) -> Kinds:
    waited, begun = timedelta(days=setting("match_wait_days")), timedelta(days=setting("match_check_days"))
    given = (now - waited, timezone.localdate(now) - begun, now - LONG)
    return Kinds(_rows, dict.fromkeys(OF_ONE, each(_wish)) | dict.fromkeys(OF_TWO, each(_match)), given)


def waiting(member: Member, now: datetime) -> list[Waiting]:
    """Of this room alone."""
    return asked([kinds(member, now)], member, now)


def _rows(
    member: Member, now: datetime, today: date, told_before: datetime, begun_by: date, asked_before: datetime
) -> Iterator[QuerySet]:
    yield _wishes(member, today, told_before)
    yield _visits(member, today, begun_by, asked_before)
    yield _untold(member, today)
    yield _to_be_changed(member, today)


def _wishes(member: Member, today: date, told_before: datetime) -> QuerySet:
    """The yes, and the talk before visits at home, are asked for at once; somebody is looked for when it has waited."""
    rows = visible(member, "recipients.see", Recipient).current().with_state(today).order_by()
    untalked = Q(living_at=Recipient.Living.HOME, home_talks=None)
    what = Case(
        When(said_yes=False, then=Value("consent")),
        When(untalked, then=Value("talk")),
        When(told_at__lt=told_before, then=Value("find")),
    )
    rows = rows.filter(has_somebody=False).annotate(wanted=what).exclude(wanted=None)
    return kind(rows, F("wanted"), name="name", since="told_at", place="workplace")


def _visits(member: Member, today: date, begun_by: date, asked_before: datetime) -> QuerySet:
    """Some weeks after the beginning, then twice a year, counted from when one was last asked."""
    rows = _running(member, today).filter(starts_on__lte=today).annotate(asked=Max("feedback__told_at"))
    never = Q(asked=None, starts_on__lte=begun_by)
    begun = ExpressionWrapper(Cast("starts_on", DateTimeField()), DateTimeField())
    return _of_two(rows.filter(never | Q(asked__lt=asked_before)), "match-visit", Greatest(begun, "asked"))


def _untold(member: Member, today: date) -> QuerySet:
    """The volunteer is to come, there is a yes to telling, and nothing has ever been told."""
    yes = Consent.objects.valid().filter(recipient=OuterRef("recipient"), purpose=Consent.Purpose.SHARING)
    rows = _running(member, today).filter(Exists(yes), releases=None)
    return _of_two(rows, "match-tell", "decided_at")


def _to_be_changed(member: Member, today: date) -> QuerySet:
    wished = MatchFeedback.objects.unsettled().filter(match=OuterRef("pk")).order_by("told_at")
    since = Subquery(wished.values("told_at")[:1])
    return _of_two(_running(member, today).filter(Exists(wished)), "match-change", since)


def _running(member: Member, today: date) -> QuerySet:
    return visible(member, "matches.decide", Match).current(today).order_by()


def _of_two(rows: QuerySet, what: str, since: Any) -> QuerySet:
    names = {"name": "recipient__name", "other_name": "volunteer__person__name"}
    return kind(rows, what, place="recipient__workplace", since=since, **names)


#: what -> why, the deed, and its address
OF_TWO = {
    "match-visit": (
        gettext_lazy("Ask %(volunteer)s and %(name)s, each by themself, how it goes."),
        gettext_lazy("Write down how it goes"),
        "match_feedback",
    ),
    "match-tell": (
        gettext_lazy("Visits %(name)s, and has not been told anything yet."),
        gettext_lazy("Choose what is told"),
        "match_sharing",
    ),
    "match-change": (
        gettext_lazy("One of them would like something changed: %(volunteer)s or %(name)s."),
        gettext_lazy("See what they said"),
        "match",
    ),
}


def _match(one: Row, member: Member, now: datetime) -> Waiting:
    why, do_text, deed = OF_TWO[one.what]
    return Waiting(
        key=f"{one.what}:{one.pk}",
        name=one.other_name,
        url=address("match", one.pk),
        tag=_("Visits"),
        since=one.since,
        why=str(why) % {"name": one.name, "volunteer": one.other_name},
        do_text=str(do_text),
        go_url=address(deed, one.pk),
        workplace_id=one.place,
    )


OF_ONE = {
    "consent": (
        gettext_lazy("The yes is not written down yet."),
        gettext_lazy("Write down the yes"),
        "consent_new",
    ),
    "talk": (
        gettext_lazy("Lives at home, and it is not talked over yet that somebody comes."),
        gettext_lazy("Write down the talk"),
        "home_talk_new",
    ),
    "find": (gettext_lazy("Has waited for somebody."), gettext_lazy("See who could suit"), "suggestions"),
}


def _wish(one: Row, member: Member, now: datetime) -> Waiting:
    why, do_text, deed = OF_ONE[one.what]
    return Waiting(
        key=f"wish:{one.pk}",
        name=one.name,
        url=address("recipient", one.pk),
        tag=_("Wish for a volunteer"),
        since=one.since,
        why=str(why),
        do_text=str(do_text),
        go_url=address(deed, one.pk),
        workplace_id=one.place,
    )
