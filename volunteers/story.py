"""What has happened between the volunteer and the place, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from volunteers.models import Conversation, Step, Volunteer


@dataclass(frozen=True)
class Moment:
    """One entry of `parts/timeline.html`."""

    at: datetime
    title: str
    text: str = ""
    quote: str = ""
    by: str = ""
    url: str = ""
    state: str = "done"


def story(volunteer: Volunteer, may_read: bool = True) -> list[Moment]:
    """`may_read` tells whether what was said may be shown, or only that it happened (PRI-05)."""
    moments = [*_enquiry(volunteer, may_read), *_meetings(volunteer, may_read), *_steps(volunteer)]
    return sorted(moments, key=lambda moment: moment.at, reverse=True)


def _enquiry(volunteer: Volunteer, may_read: bool) -> Iterator[Moment]:
    enquiry = getattr(volunteer, "enquiry", None)
    if enquiry is None:
        return
    name = {"name": volunteer.first_name}
    through = _("Came through %(channel)s.") % {"channel": enquiry.get_channel_display()}
    quote = enquiry.own_idea if may_read else ""
    yield Moment(enquiry.received_at, _("%(name)s got in touch") % name, through, quote)
    if enquiry.answered_at:
        yield Moment(enquiry.answered_at, _("%(name)s answered") % {"name": enquiry.answered_by_name})


def _meetings(volunteer: Volunteer, may_read: bool) -> Iterator[Moment]:
    for meeting in volunteer.conversations.first_meetings().filter(held_at__isnull=False):
        text = str(meeting.get_outcome_display())
        if may_read and meeting.outcome_reason:
            text = f"{text}. {meeting.outcome_reason}"
        yield Moment(meeting.held_at, str(Conversation.Kind.FIRST.label).capitalize(), text)


def _steps(volunteer: Volunteer) -> Iterator[Moment]:
    told = (Step.RECRUITMENT, Step.INTERESTED, Step.FIRST_MEETING)
    for step in volunteer.steps.done().exclude(code__in=told):
        yield Moment(step.done_at, str(step.get_code_display()), step.note)
