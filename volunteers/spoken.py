"""What must be said to a volunteer whom nothing of ours reaches: it waits for whoever follows them up (VOL-20)."""

from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.notices.kinds import reminders
from foundation.notices.models import Notice
from foundation.pages.waiting import Waiting
from volunteers.models import Volunteer


def waiting(member: Member, now: datetime) -> list[Waiting]:
    """One query; the letter is shown with the person's newest relation that the member looks after."""
    theirs = visible(member, "volunteers.care", Volunteer).filter(person=OuterRef("person"))
    newest = theirs.order_by("-registered_at", "-id")
    notices = (
        Notice.objects.unsaid()
        .of_use(reminders())
        .annotate(volunteer=Subquery(newest.values("pk")[:1]), at=Subquery(newest.values("workplace")[:1]))
    )
    rows = notices.filter(volunteer__isnull=False).select_related("person").order_by("sent_at", "id")
    return [_row(row) for row in rows]


def _row(notice: Notice) -> Waiting:
    person, address = notice.person, [notice.volunteer, notice.pk]
    return Waiting(
        key=f"spoken:{notice.pk}",
        name=person.name,
        url=reverse("volunteer", args=[notice.volunteer]),
        tag=_("Tell it yourself"),
        since=notice.sent_at,
        why=_("%(name)s gets no messages: «%(subject)s»")
        % {"name": person.first_name, "subject": notice.title},
        help_text=_("What to say"),
        help_url=reverse("spoken_notice", args=address),
        help_icon="chat",
        do_text=_("%(name)s knows") % {"name": person.first_name},
        do_url=reverse("spoken_notice_said", args=address),
        workplace_id=notice.at,
    )
