"""What waits on a contact's desk beside the steps of the wheel: what must be said, and what somebody wants deleted.

A volunteer whom nothing of ours reaches is told by whoever follows them up (VOL-20); a wish to be deleted has a month (PRI-06).
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.access.waiting import Row, Say, each, kind
from foundation.notices import kinds, letters
from foundation.notices.kinds import reminders
from foundation.notices.models import Notice
from foundation.pages.addresses import address
from foundation.pages.moments import day
from foundation.pages.waiting import Waiting
from volunteers.models import ErasureRequest, Volunteer


def beside(member: Member) -> Iterator[QuerySet]:
    yield _to_say(member)
    yield _to_delete(member)


def _to_say(member: Member) -> QuerySet:
    """Shown with the person's newest relation that the member looks after."""
    theirs = visible(member, "volunteers.care", Volunteer).filter(person=OuterRef("person"))
    newest = theirs.order_by("-registered_at", "-id")
    rows = kind(
        Notice.objects.unsaid().of_use(reminders()),
        "spoken",
        about=Subquery(newest.values("pk")[:1]),
        place=Subquery(newest.values("workplace")[:1]),
        name="person__name",
        since="sent_at",
        text="kind",
        told="fields",
    )
    return rows.filter(_about__isnull=False)


def _to_delete(member: Member) -> QuerySet:
    wishes = visible(member, "volunteers.care", ErasureRequest).open()
    theirs = {"about": "volunteer", "name": "volunteer__person__name", "place": "volunteer__workplace"}
    return kind(wishes, "erasure", since="asked_at", due="due_at", **theirs)


def _common(one: Row) -> dict[str, Any]:
    return {
        "name": one.name,
        "url": address("volunteer", one.about),
        "since": one.since,
        "due": one.due,
        "workplace_id": one.place,
    }


def _spoken(one: Row, member: Member, now: datetime) -> Waiting:
    ids, first_name = [one.about, one.pk], one.name.partition(" ")[0]
    subject = letters.subject(kinds.kind(one.text), one.told, get_language() or "nb")
    return Waiting(
        key=f"spoken:{one.pk}",
        tag=_("Tell it yourself"),
        why=_("%(name)s gets no messages: «%(subject)s»") % {"name": first_name, "subject": subject},
        help_text=_("What to say"),
        help_url=address("spoken_notice", *ids),
        help_icon="chat",
        do_text=_("%(name)s knows") % {"name": first_name},
        do_url=address("spoken_notice_said", *ids),
        **_common(one),
    )


def _erasure(one: Row, member: Member, now: datetime) -> Waiting:
    return Waiting(
        key=f"erasure:{one.pk}",
        tag=_("Delete what is kept"),
        why=_("Asks to have what is kept deleted."),
        state_text=_("By %(day)s") % {"day": day(one.due)},
        do_text=_("See what is deleted"),
        go_url=address("erasure", one.about),
        **_common(one),
    )


SAY_BESIDE: dict[str, Say] = {"spoken": each(_spoken), "erasure": each(_erasure)}
