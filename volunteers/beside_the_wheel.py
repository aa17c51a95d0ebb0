"""What waits on a contact's desk beside the steps of the wheel: what must be said, and what somebody wants deleted.

A volunteer whom nothing of ours reaches is told by whoever follows them up (VOL-20); a wish to be deleted has a month (PRI-06).
"""

from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, JSONField, OuterRef, QuerySet, Subquery, Value
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.notices import letters
from foundation.notices.kinds import kind, reminders
from foundation.notices.models import Notice
from foundation.pages.addresses import address
from foundation.pages.moments import day
from foundation.pages.waiting import Waiting
from foundation.tenancy.prepared import prepared
from volunteers.models import ErasureRequest, Volunteer

NAMES = ("what", "pk", "for_volunteer", "at", "name", "since", "due", "told")


def waiting(member: Member, now: datetime) -> list[Waiting]:
    """Both in one query."""
    return [_row(dict(zip(NAMES, row, strict=True))) for row in _rows(member)]


@prepared
def _rows(member: Member) -> QuerySet:
    return _to_say(member).union(_to_delete(member), all=True).order_by("since", "pk")


def _to_say(member: Member) -> QuerySet:
    """Shown with the person's newest relation that the member looks after."""
    theirs = visible(member, "volunteers.care", Volunteer).filter(person=OuterRef("person"))
    newest = theirs.order_by("-registered_at", "-id")
    notices = Notice.objects.unsaid().of_use(reminders())
    return (
        notices.annotate(
            what=F("kind"),
            for_volunteer=Subquery(newest.values("pk")[:1]),
            at=Subquery(newest.values("workplace")[:1]),
            since=F("sent_at"),
            due=Value(None, DateTimeField()),
            told=F("fields"),
        )
        .filter(for_volunteer__isnull=False)
        .values_list("what", "pk", "for_volunteer", "at", "person__name", "since", "due", "told")
    )


def _to_delete(member: Member) -> QuerySet:
    wishes = visible(member, "volunteers.care", ErasureRequest).open().order_by()
    return wishes.annotate(
        what=Value("", CharField()),
        for_volunteer=F("volunteer"),
        at=F("volunteer__workplace"),
        since=F("asked_at"),
        due=F("due_at"),
        told=Value({}, JSONField()),
    ).values_list("what", "pk", "for_volunteer", "at", "volunteer__person__name", "since", "due", "told")


def _row(row: dict[str, Any]) -> Waiting:
    common = {
        "name": row["name"],
        "url": address("volunteer", row["for_volunteer"]),
        "since": row["since"],
        "due": row["due"],
        "workplace_id": row["at"],
    }
    return Waiting(**common, **(_said(row) if row["what"] else _deleted(row)))


def _said(row: dict[str, Any]) -> dict[str, str]:
    ids, first_name = [row["for_volunteer"], row["pk"]], row["name"].partition(" ")[0]
    subject = letters.subject(kind(row["what"]), row["told"], get_language() or "nb")
    return {
        "key": f"spoken:{row['pk']}",
        "tag": _("Tell it yourself"),
        "why": _("%(name)s gets no messages: «%(subject)s»") % {"name": first_name, "subject": subject},
        "help_text": _("What to say"),
        "help_url": address("spoken_notice", *ids),
        "help_icon": "chat",
        "do_text": _("%(name)s knows") % {"name": first_name},
        "do_url": address("spoken_notice_said", *ids),
    }


def _deleted(row: dict[str, Any]) -> dict[str, str]:
    return {
        "key": f"erasure:{row['pk']}",
        "tag": _("Delete what is kept"),
        "why": _("Asks to have what is kept deleted."),
        "state_text": _("By %(day)s") % {"day": day(row["due"])},
        "do_text": _("See what is deleted"),
        "go_url": address("erasure", row["for_volunteer"]),
    }
