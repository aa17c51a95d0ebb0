"""Every verb that opens, closes or moves a step of somebody's way, as one line each: what a life may consist of."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from foundation.access.models import Appointment, Handover
from tests.cast import Cast
from tests.volunteers import people
from volunteers import papers
from volunteers.escalation import take_over
from volunteers.models import (
    AgreedChange,
    Concern,
    Conversation,
    Ending,
    Enquiry,
    ErasureRequest,
    FirstAssignment,
    Gathering,
    GuidanceRequest,
    Merge,
    Pause,
    ReferenceLetter,
    Referral,
    RegisterImport,
    Step,
    Volunteer,
)
from volunteers.models.gathering import Plan
from volunteers.papers import Terms, closing_fields, reference_fields
from volunteers.tasks import bring_some

Deed = Callable[[Cast, Volunteer], object]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVERYBODY = Volunteer.objects.with_people()


def first(rows: Any) -> Any:
    found = rows.first()
    if found is None:
        raise ValidationError("nothing to do it with")
    return found


# On the way in


def asks(cast: Cast, volunteer: Volunteer) -> object:
    """Somebody new, and about every other time somebody whom we know already."""
    alike = Volunteer.objects.count() % 2
    name = volunteer.name if alike else "Tor-Arne Myhre"
    enquiry = Enquiry(name=name, email=f"{uuid.uuid4().hex[:8]}@hjemme.example", submission=uuid.uuid4())
    return enquiry.register(cast.solsiden if alike else None)


def hand_on(cast: Cast, volunteer: Volunteer) -> object:
    to = cast.hagebyen if volunteer.workplace != cast.hagebyen else cast.elvebredden
    return Referral(enquiry=_enquiry(volunteer), to_workplace=to).hand_on(by=cast.kari)


def refer(cast: Cast, volunteer: Volunteer) -> object:
    """Outside the municipality, with a yes."""
    given = {"consent_on": timezone.localdate(), "consent_how": Referral.How.PHONE}
    referral = Referral(enquiry=_enquiry(volunteer), partner=cast.omsorgslaget, **given)
    return referral.refer(by=cast.kari)


def _enquiry(volunteer: Volunteer) -> Enquiry:
    return first(Enquiry.objects.select_related("volunteer__person").filter(volunteer=volunteer))


def handing_on(volunteer: Volunteer) -> Referral:
    return first(Referral.objects.filter(enquiry__volunteer=volunteer))


def propose(cast: Cast, volunteer: Volunteer) -> object:
    times = [timezone.now() + 2 * DAY, timezone.now() + 3 * DAY]
    return Conversation.propose(_enquiry(volunteer).volunteer, times, place="", minutes=45, by=cast.kari)


def agree_by_phone(cast: Cast, volunteer: Volunteer) -> object:
    start = timezone.now() + 2 * DAY
    return Conversation.agree(volunteer, start, place="", minutes=45, by=cast.kari)


def offered(volunteer: Volunteer) -> Conversation:
    return first(volunteer.conversations.ahead())


def met(volunteer: Volunteer) -> Conversation:
    return first(volunteer.conversations.first_meetings().filter(held_at__isnull=False))


def conclude(outcome: str) -> Deed:
    """As the form asks: after a meeting, with what the outcome needs."""
    days = {"continue": {"start_on": 5}, "think": {"think_until": 3}}.get(outcome, {})
    given = {name: timezone.localdate() + days * DAY for name, days in days.items()}
    reason = "" if outcome == "continue" else "Reiser bort en stund."
    return lambda cast, v: met(v).conclude(outcome, by=cast.kari, reason=reason, **given)


# Under way


def plan(days: int) -> Deed:
    def deed(cast: Cast, volunteer: Volunteer) -> object:
        start = timezone.now() + days * DAY
        return FirstAssignment.plan(
            volunteer, "Kaffe", start, start + HOUR, companion=cast.anne, by=cast.kari
        )

    return deed


def planned(volunteer: Volunteer) -> FirstAssignment:
    return first(volunteer.first_assignments.with_people().planned())


def held(volunteer: Volunteer) -> FirstAssignment:
    return first(volunteer.first_assignments.with_people().filter(held_at__isnull=False))


def called(volunteer: Volunteer) -> Conversation:
    return first(volunteer.conversations.filter(kind=Conversation.Kind.FOLLOW_UP, held_at__isnull=False))


def agreement(volunteer: Volunteer) -> Any:
    return first(volunteer.agreements.running())


def wish(volunteer: Volunteer) -> GuidanceRequest:
    return first(volunteer.guidance_requests.all())


def change(volunteer: Volunteer) -> AgreedChange:
    return first(AgreedChange.objects.filter(conversation__volunteer=volunteer))


def concern(volunteer: Volunteer) -> Concern:
    """Also what was told without a name."""
    return first(Concern.objects.filter(workplace=volunteer.workplace))


def gathers(cast: Cast, volunteer: Volunteer) -> object:
    start = timezone.now() + DAY
    what = Plan(Gathering.Kind.COFFEE, "Kaffe", start, start + HOUR, workplace=volunteer.workplace)
    [gathering] = Gathering.plan(what, by=cast.kari)
    return gathering.invite(by=cast.kari)


def comes(cast: Cast, volunteer: Volunteer) -> object:
    return first(Gathering.objects.all()).note_who_came([volunteer.person], by=cast.kari)


def once_more(code: str) -> Deed:
    """A step that comes round again is opened by hand."""
    return lambda cast, v: v.open_step(code)


# The way out


def ending(volunteer: Volunteer) -> Ending:
    return first(Ending.objects.select_related("volunteer__person").filter(volunteer=volunteer))


def ends(who: str) -> Deed:
    def deed(cast: Cast, volunteer: Volunteer) -> object:
        by = volunteer.person if who == Ending.Initiator.VOLUNTEER else cast.kari
        return Ending.start(volunteer, who, timezone.localdate(), by=by)

    return deed


def erasure(volunteer: Volunteer) -> ErasureRequest:
    return first(volunteer.erasure_requests.open())


def _terms() -> Terms:
    today = timezone.localdate()
    return Terms("Sjakk", "onsdager", today, trial_until=today + 60 * DAY)


def _letter(volunteer: Volunteer) -> dict[str, object]:
    return reference_fields(volunteer, "Sjakk", "", timezone.localdate())


def _thanks(volunteer: Volunteer) -> dict[str, object]:
    return closing_fields(volunteer, "spilt", "Takk.", timezone.localdate(), "")


# Two records, and whole registers


def merge(cast: Cast, volunteer: Volunteer) -> object:
    others = EVERYBODY.exclude(person=volunteer.person)
    other = first(others.filter(person__name=volunteer.name) or others.filter(person__user=None))
    return Merge.make(volunteer.person, other.person, {}, by=cast.kari)


def bring(cast: Cast, volunteer: Volunteer) -> object:
    """A register of two: one new, one who is here."""
    columns, head = {"name": 0, "phone": 1}, ["Navn", "Mobil"]
    stand = RegisterImport.Stand(["active", "interested"][RegisterImport.objects.count() % 2])
    register = RegisterImport(
        file_name="r.csv", workplace=cast.solsiden, head=head, columns=columns, stand=stand
    )
    number = f"+4741{RegisterImport.objects.count():06}"
    register.keep([["Bjørg Åsheim", number], [volunteer.name, ""]], by=cast.kari)
    register.start(by=cast.kari)
    return bring_some(str(register.pk))


# Those who answer


def post(person: Any) -> Appointment:
    return first(person.appointments.current(timezone.localdate()))


def hand_over(cast: Cast, volunteer: Volunteer) -> object:
    return Handover(appointment=post(cast.kari), to=cast.eirik, starts_on=timezone.localdate()).make(
        by=cast.kari
    )


def leaves(who: str) -> Deed:
    yesterday = timezone.localdate() - DAY
    return lambda cast, v: post(cast.all[who]).end(by=cast.marit, on=yesterday)


def stands_in(cast: Cast, volunteer: Volunteer) -> object:
    """An appointed deputy beside the contact (CON-08)."""
    given = {"person": cast.eirik, "role": "deputy_contact", "workplace": cast.solsiden}
    return Appointment(**given, starts_on=timezone.localdate()).appoint(by=cast.marit)


DEEDS: dict[str, Deed] = {
    # on the way in
    "asks": asks,
    "hand on": hand_on,
    "refer": refer,
    "undo handing on": lambda cast, v: handing_on(v).undo(by=cast.kari),
    "answer": lambda cast, v: _enquiry(v).answer(by=cast.kari),
    "undo answer": lambda cast, v: _enquiry(v).take_back_answer(by=cast.kari),
    "propose": propose,
    "agree by phone": agree_by_phone,
    "choose time": lambda cast, v: offered(v).accept(first(offered(v).times.all()), by=v.person),
    "another time": lambda cast, v: offered(v).ask_for_another_time("Heller en kveld.", by=v.person),
    "meet": lambda cast, v: Conversation.meet(v, by=cast.kari),
    "undo meet": lambda cast, v: met(v).take_back(by=cast.kari),
    "go on": conclude("continue"),
    "think": conclude("think"),
    "shown on": conclude("referred"),
    "not this time": conclude("not_relevant"),
    # under way
    "sign": lambda cast, v: people.sign(papers.issue_confidentiality(v, by=cast.kari), v, cast),
    "agree": lambda cast, v: papers.issue_agreement(v, _terms(), by=cast.kari),
    "plan": plan(2),
    "plan past": plan(-1),
    "hold": lambda cast, v: planned(v).hold(by=cast.kari),
    "undo": lambda cast, v: held(v).undo(by=cast.kari),
    "call off": lambda cast, v: planned(v).call_off(by=cast.kari),
    "cannot come": lambda cast, v: planned(v).call_off(by=v.person),
    "call": lambda cast, v: Conversation.call(v, by=cast.kari),
    "undo call": lambda cast, v: called(v).undo_call(by=cast.kari),
    "write down": lambda cast, v: called(v).write_down(by=cast.kari, changes="Roligere rom"),
    "owner is another": lambda cast, v: called(v).write_down(by=cast.kari, owner=cast.eirik, changes="Stol"),
    "change is done": lambda cast, v: change(v).finish(by=cast.kari),
    "undo change": lambda cast, v: change(v).undo(by=cast.kari),
    "feedback": lambda cast, v: Conversation.note_feedback(v, "Fint.", "", by=cast.anne),
    "confirm trial": lambda cast, v: agreement(v).confirm(by=cast.kari),
    "end agreement": lambda cast, v: agreement(v).terminate(by=cast.kari, on=timezone.localdate()),
    "ask": lambda cast, v: GuidanceRequest.ask(v, "", by=v.person),
    "offer": lambda cast, v: GuidanceRequest.offer(v, by=cast.kari),
    "undo offer": lambda cast, v: wish(v).undo_offer(by=cast.kari),
    "agree time": lambda cast, v: wish(v).agree(by=cast.kari),
    "agree when": lambda cast, v: wish(v).agree(timezone.now() + DAY, by=cast.kari),
    "undo agreed": lambda cast, v: wish(v).undo_agreed(by=cast.kari),
    "hold talk": lambda cast, v: wish(v).hold(by=cast.kari),
    "undo talk": lambda cast, v: wish(v).undo_held(by=cast.kari),
    "concern": lambda cast, v: Concern.tell(v, "steam", "Uff.", by=v.person),
    "nameless concern": lambda cast, v: Concern.tell(v, "staff", "Uff.", by=v.person, is_anonymous=True),
    "reply": lambda cast, v: concern(v).reply("Takk.", by=cast.kari),
    "close concern": lambda cast, v: concern(v).close(by=cast.kari),
    "reopen concern": lambda cast, v: concern(v).reopen(by=cast.kari),
    "gather": gathers,
    "comes": comes,
    "training again": once_more(Step.TRAINING),
    "call again": once_more(Step.FOLLOW_UP),
    "pause": lambda cast, v: Pause.begin(v, None, by=v.person),
    "back": lambda cast, v: first(v.pauses.all()).end(by=cast.kari),
    # the way out
    "end": ends(Ending.Initiator.VOLUNTEER),
    "be ended": ends(Ending.Initiator.WORKPLACE),
    "regret": lambda cast, v: ending(v).regret(by=cast.kari),
    "thank": lambda cast, v: ending(v).thank(by=cast.kari, no_gift=True),
    "undo thanks": lambda cast, v: ending(v).undo_thanks(by=cast.kari),
    "letters": lambda cast, v: ending(v).write_letter(_thanks(v), by=cast.kari),
    "decline": lambda cast, v: ending(v).decline_reference(by=cast.kari),
    "complete": lambda cast, v: ending(v).complete(by=cast.kari),
    "ask letter": lambda cast, v: ReferenceLetter.ask(v, by=v.person),
    "write letter": lambda cast, v: ReferenceLetter.write(v, _letter(v), by=cast.kari),
    "ask erasure": lambda cast, v: ErasureRequest.ask(v, by=v.person),
    "regret erasure": lambda cast, v: erasure(v).withdraw(by=v.person),
    "erase": lambda cast, v: erasure(v).carry_out(by=cast.kari),
    # two records, and whole registers
    "merge": merge,
    "part": lambda cast, v: first(Merge.objects.filter(undone_at=None)).undo(by=cast.kari),
    "bring": bring,
    "undo register": lambda cast, v: first(RegisterImport.objects.all()).undo(by=cast.kari),
    # those who answer
    "take over": lambda cast, v: take_over(first(v.steps.open()), by=cast.marit),
    "deputy takes over": lambda cast, v: take_over(first(v.steps.open()), by=cast.jonas),
    "hand over": hand_over,
    "come back": lambda cast, v: first(post(cast.kari).handovers.all()).take_back(
        by=cast.kari, on=timezone.localdate()
    ),
    "deputy steps in": stands_in,
    "without deputy": lambda cast, v: post(cast.kari).change(by=cast.marit, deputy=None),
    "contact leaves": leaves("kari"),
    "deputy leaves": leaves("jonas"),
    "neighbour leaves": leaves("eirik"),
}

#: What follows on each other, and chance seldom finds; others may come in between all the same.
CHAPTERS: list[tuple[str, ...]] = [
    ("asks", "answer", "undo answer"),
    ("propose", "choose time", "meet", "go on"),
    ("propose", "another time", "agree by phone"),
    ("meet", "think"),
    ("refer", "undo handing on"),
    ("hand on", "undo handing on"),
    ("sign", "agree", "plan past", "hold"),
    ("plan past", "hold", "plan", "undo"),
    ("agree", "confirm trial"),
    ("call", "owner is another", "neighbour leaves"),
    ("write down", "change is done", "undo change"),
    ("ask", "agree when", "hold talk", "undo talk"),
    ("offer", "undo offer"),
    ("concern", "close concern", "reopen concern"),
    ("pause", "back"),
    ("end", "thank", "letters", "decline", "complete"),
    ("complete", "ask letter", "ask erasure", "erase"),
    ("gather", "comes"),
    ("merge", "part"),
    ("bring", "undo register"),
    ("deputy takes over", "hand on"),
    ("deputy takes over", "without deputy"),
    ("hand over", "come back"),
]
