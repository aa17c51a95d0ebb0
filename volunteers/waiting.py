"""What waits in this room: each open step that lies on the member's desk, with its one deed (CON-07)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.access.gate import marked, visible
from foundation.access.members import Member
from foundation.access.waiting import asked
from foundation.events.models import Participation
from foundation.pages.addresses import address
from foundation.pages.moments import clock, day
from foundation.pages.shipped import said_title
from foundation.pages.waiting import Waiting
from foundation.tenancy.elements import in_use
from foundation.tenancy.prepared import prepared
from foundation.tenancy.words import word
from volunteers import told
from volunteers.desk import desk_now
from volunteers.escalation import told_sentence
from volunteers.models import CareStep, Step, Volunteer
from volunteers.models.step import SEASONAL
from volunteers.reasons import explain
from volunteers.told import quoted


def steps(member: Member, now: datetime) -> list[Waiting]:
    """Four queries, whatever the number of volunteers."""
    desk = desk_now(now, member)
    mine = explain(desk.seen(member.person, _steps(member, now, desk.today)), now)
    return [row(step, now, desk.held_by_another(member.person, step)) for step in mine]


def waiting(member: Member, now: datetime) -> list[Waiting]:
    """Of this room: the steps, and what is no step."""
    return [*steps(member, now), *_no_steps(member, now)]


def _no_steps(member: Member, now: datetime) -> list[Waiting]:
    return asked([told.kinds(member, now)], member, now)


@prepared
def _steps(member: Member, now: datetime, today: date) -> QuerySet:
    steps = visible(member, "waiting.see", CareStep).open().of_ongoing().awake(today)
    steps = marked(steps, member, may_read="volunteers.read_notes")
    steps = steps.select_related("volunteer__person", "volunteer__enquiry", "volunteer__ending")
    far = Q(code__in=SEASONAL) & (Q(due_at=None) | Q(due_at__gt=now + NEAR))
    return steps.exclude(far | Q(code=Step.RECRUITMENT))


#: What comes round again stands open for months: it is shown when its day comes near.
NEAR = timedelta(days=14)


def late_count(member: Member, now: datetime) -> int:
    """The red figure, on every page of theirs: so of steps it reads what decides whose desk they lie on, and no more."""
    rows = _late(member, now, timezone.localdate(now))
    late = len(desk_now(now, member).only(member.person, rows)) if rows else 0
    return late + sum(one.is_late(now) for one in _no_steps(member, now))


@prepared
def _late(member: Member, now: datetime, today: date) -> QuerySet:
    steps = visible(member, "waiting.see", CareStep).overdue(now).of_ongoing().awake(today)
    rows = steps.order_by().select_related("volunteer")
    return rows.only("due_at", "responsible_id", "volunteer__workplace_id")


@dataclass(frozen=True)
class Said:
    """What a row says and offers, by kind of step."""

    tag: str
    why: str
    do_text: str
    do: str = ""  # name of the address that takes the POST
    go: str = ""  # or of the page where the deed is done
    help_text: str = ""
    help: str = ""
    help_icon: str = ""


def row(step: CareStep, now: datetime, held_by: str = "") -> Waiting:
    """Of a step that `explain` has been asked about."""
    volunteer, said = step.volunteer, SAID[step.code](step)
    help_text, help_url, help_icon = _help(said, volunteer)
    return Waiting(
        key=f"step:{step.pk}",
        name=volunteer.name,
        url=volunteer.get_absolute_url(),
        tag=said.tag,
        since=step.opened_at,
        due=None if step.is_seasonal else step.due_at,
        why=_why(step, said),
        state_text=state_text(step, now),
        help_text=help_text,
        help_url=help_url,
        help_icon=help_icon,
        do_text=said.do_text,
        do_url=_address(said.do, volunteer),
        go_url=_address(said.go, volunteer),
        workplace_id=volunteer.workplace_id,
        held_by=held_by,
    )


def _why(step: CareStep, said: "Said") -> str:
    """First of all that mail does not arrive: then nothing that was sent helps."""
    why = said.why if step.may_read or step.code == Step.INTERESTED else ""
    if not step.reason.lost:
        return why
    lost = _("Mail to %(name)s does not arrive: call.") % {"name": step.volunteer.first_name}
    return f"{lost} {why}".strip()


def _address(name: str, volunteer: Volunteer) -> str:
    if name == "care_step":
        return reverse(name, args=[volunteer.pk, Step.TRAINING])
    ids = {"course_invitation": [volunteer.person_id], "gatherings": []}.get(name, [volunteer.pk])
    return address(name, *ids) if name else ""


def _help(said: Said, volunteer: Volunteer) -> tuple[str, str, str]:
    if said.help == "call":
        phone = volunteer.person.phone
        if phone:
            return _("Call"), f"tel:{phone}", "phone"
        return (
            (_("Write"), f"mailto:{volunteer.person.email}", "mail")
            if volunteer.person.email
            else ("", "", "")
        )
    return said.help_text, _address(said.help, volunteer), said.help_icon


# Why, by kind of step


def _interested(step: CareStep) -> Said:
    enquiry = step.volunteer.enquiry
    names = ", ".join(said_title(name) for name in step.reason.wishes)
    wishes = _("Would like: %(wishes)s.") % {"wishes": names} if names else ""
    why = " ".join(filter(None, [wishes, quoted(enquiry.own_idea)]))
    why = why or _("Would like to hear more.")
    return Said(_("New enquiry"), why, _("I have answered"), do="enquiry_answered", help="call")


def _first_meeting(step: CareStep) -> Said:
    tag = _("First meeting")
    meeting = next((one for one in step.reason.first_meetings if one.held_at is None), None)
    if meeting and meeting.other_wish:
        return Said(
            tag, quoted(meeting.other_wish), _("Suggest new times"), go="first_meeting_proposal", help="call"
        )
    if meeting and meeting.is_agreed:
        why = _("Remember coffee and the confidentiality agreement.")
        guide = {"help": "first_meeting_guide", "help_text": _("Conversation guide"), "help_icon": "book"}
        return Said(tag, why, _("We have met"), do="first_meeting_held", **guide)
    if meeting and meeting.proposed_at:
        sent = {"name": step.volunteer.first_name, "day": day(meeting.proposed_at, "plain")}
        why = _("%(name)s has not chosen a time yet. You suggested some %(day)s.") % sent
        return Said(tag, why, _("Suggest new times"), go="first_meeting_proposal", help="call")
    why = step.note or _("Find a time for a coffee and a chat.")
    return Said(tag, why, _("Suggest times"), go="first_meeting_proposal", help="call")


def _first_assignment(step: CareStep) -> Said:
    tag = _("First assignment")
    if step.reason.companion:
        known = {"name": step.reason.companion, "place": step.reason.place}
        why = _("%(name)s comes along. Place: %(place)s.") % known
        return Said(tag, why, _("It went ahead"), do="first_assignment_held", help="call")
    if any(one.held_at and not one.outcome for one in step.reason.first_meetings):
        why = _("You have met. What did you agree?")
        return Said(tag, why, _("Write what we agreed"), go="first_meeting_outcome")
    why = _("Find the day and the companion, and have the agreements signed.")
    papers = {"help": "volunteer_papers", "help_text": _("Agreements"), "help_icon": "document"}
    return Said(tag, why, _("Plan the first time"), go="first_assignment", **papers)


def _follow_up(step: CareStep) -> Said:
    feedback, known = quoted(step.reason.feedback), {"the_department": word("department", "definite")}
    why = (
        _("From %(the_department)s: %(quote)s") % (known | {"quote": feedback})
        if feedback
        else step.note or _("Ask %(the_department)s first, then hear how it was.") % known
    )
    guide = {"help": "follow_up_call", "help_text": _("Conversation guide"), "help_icon": "book"}
    return Said(_("Follow-up call"), why, _("We have talked"), do="call_made", **guide)


def _guidance(step: CareStep) -> Said:
    why = quoted(step.reason.asked) or step.note or _("Would like a talk with you.")
    if step.planned_at:
        return Said(_("Guidance"), why, _("We have talked"), do="guidance_held", help="call")
    return Said(_("Asks for guidance"), why, _("A time is agreed"), do="guidance_agreed", help="call")


def _ending(step: CareStep) -> Said:
    ending = step.volunteer.ending
    remains = " ".join(str(sentence) for sentence in ending.missing)
    reason = f"{ending.get_reason_display().capitalize()}." if ending.reason else ""
    why = " ".join(filter(None, [reason, remains])) or _("Everything is ready.")
    letters = {"help": "ending", "help_text": _("Letters and gift"), "help_icon": "document"}
    if ending.thanked_on:
        return Said(_("Ending"), why, _("Finish"), go="ending")
    return Said(_("Ending"), why, _("Thanked"), do="ending_thanked", **letters)


def _training(step: CareStep) -> Said:
    tag, reason = _("Training"), step.reason
    note = {"help": "care_step", "help_text": _("Note"), "help_icon": "edit"}
    if reason.course:
        about = {"course": said_title(reason.course), "day": day(reason.course_at)}
        asked = _("Is invited to %(course)s %(day)s, and has not answered yet.") % about
        coming = _("Comes to %(course)s %(day)s.") % about
        why = asked if reason.course_state == Participation.State.INVITED else coming
        return Said(tag, why, _("See the person"), go="volunteer", **note)
    why = _("The introduction course remains.")
    if not in_use("courses"):
        return Said(tag, why, _("See the person"), go="volunteer", **note)
    return Said(tag, why, _("Invite to the next course"), do="course_invitation", **note)


def _gathering(step: CareStep) -> Said:
    why = _("Has not been to a gathering yet.")
    return Said(_("Gathering"), why, _("See the gatherings"), go="gatherings", help="call")


SAID: dict[str, Callable[[CareStep], Said]] = {
    Step.INTERESTED: _interested,
    Step.FIRST_MEETING: _first_meeting,
    Step.FIRST_ASSIGNMENT: _first_assignment,
    Step.FOLLOW_UP: _follow_up,
    Step.TRAINING: _training,
    Step.GATHERING: _gathering,
    Step.GUIDANCE: _guidance,
    Step.ENDING: _ending,
}


# By when, and who was told


def state_text(step: CareStep, now: datetime) -> str:
    if step.due_at is None:
        return ""
    if step.is_past_due(now):
        return f"{LATE[step.code](step)} {told_sentence(step.reason)}".strip()
    if step.planned_at:
        return _planned(step, now)
    return _by(step, now)


def _planned(step: CareStep, now: datetime) -> str:
    event = next((one.event for one in step.reason.first_meetings if one.is_agreed and not one.held_at), None)
    place = event.place if event and step.code == Step.FIRST_MEETING else ""
    if timezone.localdate(step.planned_at) == timezone.localdate(now):
        return ", ".join(filter(None, [clock(step.planned_at).capitalize(), place]))
    when = f"{day(step.planned_at)} {clock(step.planned_at)}"
    return ", ".join(filter(None, [when[0].upper() + when[1:], place]))


def _by(step: CareStep, now: datetime) -> str:
    if timezone.localdate(step.due_at) == timezone.localdate(now):
        return _("By today %(clock)s") % {"clock": clock(step.due_at)}
    return _("By %(day)s") % {"day": day(step.due_at)}


LATE: dict[str, Callable[[CareStep], str]] = {
    Step.INTERESTED: lambda step: _("Should have had an answer %(day)s.") % {"day": day(step.due_at)},
    Step.FIRST_MEETING: lambda step: _("Should have met by %(day)s.") % {"day": day(step.due_at)},
    Step.FIRST_ASSIGNMENT: lambda step: _("Should have been in place %(day)s.") % {"day": day(step.due_at)},
    Step.FOLLOW_UP: lambda step: _("Should have been called %(day)s.") % {"day": day(step.due_at)},
    Step.TRAINING: lambda step: (
        _("The course should have been taken by %(day)s.") % {"day": day(step.due_at)}
    ),
    Step.GATHERING: lambda step: _("Should have been invited by %(day)s.") % {"day": day(step.due_at)},
    Step.GUIDANCE: lambda step: _("Should have had an answer %(day)s.") % {"day": day(step.due_at)},
    Step.ENDING: lambda step: _("The last day was %(day)s.") % {"day": day(step.due_at)},
}
