"""Who may do what with volunteers (PRI-05). The code is the document: the handbook prints this table."""

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import register, visible
from foundation.access.members import Member
from foundation.access.models import Appointment
from foundation.access.places import MUNICIPALITY, OWN, PARTNER, WORKPLACE
from foundation.events.models import Participation


def WITHOUT_CONTACT(member: Member, role: str, model: type[Model]) -> Q:
    """Workplaces that have no contact today: their enquiries go to the network coordinator (CON-02)."""
    covered = Appointment.objects.contacts().current(member.today).values("workplace")
    path = model.places["workplace"]
    return ~Q(**{f"{path}__in": covered})


def ENTERED(member: Member, role: str, model: type[Model]) -> Q:
    """What the member handed over themself, to see that it was answered (NET-09)."""
    return Q(entered_by=member.person.pk)


def THEIRS_NOW(member: Member, role: str, model: type[Model]) -> Q:
    """Without a contact, and whoever the network coordinator has taken over a step of (VOL-19, VOL-42)."""
    from volunteers.models import CareStep

    place = model.places["workplace"]
    here = WITHOUT_CONTACT(member, role, model)
    if model._meta.label == "volunteers.Volunteer":
        path = "pk"
    elif place.endswith("volunteer__workplace"):
        path = place.removesuffix("__workplace")
    else:
        return here  # a place, an event: nobody's step
    mine = CareStep.objects.open().filter(responsible=member.person.pk).values("volunteer")
    return here | Q(**{f"{path}__in": mine})


def SENT_TO_THEIRS(member: Member, role: str, model: type[Model]) -> Q:
    """Group messages that went to somebody they look after."""
    from volunteers.models import GroupMessageCopy

    return Q(pk__in=visible(member, "messages.send", GroupMessageCopy).order_by().values("message"))


def TOLD(member: Member, role: str, model: type[Model]) -> Q:
    """That somebody new comes: whoever was told of it (VOL-41)."""
    from volunteers.models import ArrivalReading

    return Q(pk__in=ArrivalReading.objects.filter(person=member.person.pk).values("notice"))


def PROTEGES(member: Member, role: str, model: type[Model]) -> Q:
    """Whoever this volunteer is a buddy for, today (VOL-39)."""
    from volunteers.models import Buddy

    mine = Buddy.objects.current(member.today).filter(buddy__person=member.person.pk)
    return Q(pk__in=mine.values("volunteer"))


def LATE_OR_WITHOUT_CONTACT(member: Member, role: str, model: type[Model]) -> Q:
    """What chafes is between a volunteer and the contact, until nobody has answered in time (VOL-54)."""
    here = WITHOUT_CONTACT(member, role, model)
    if model._meta.label != "volunteers.Concern":
        return here
    return here | Q(answered_at=None, due_at__lt=member.now)


def KEPT_BY_THEIRS(member: Member, role: str, model: type[Model]) -> Q:
    """Records that were merged into somebody they look after."""
    from volunteers.models import Volunteer

    return Q(kept__in=visible(member, "volunteers.merge", Volunteer).order_by().values("person"))


def HERE_OR_ALL(member: Member, role: str, model: type[Model]) -> Q:
    """What is held at the own place, or for everybody in the municipality."""
    return WORKPLACE(member, role, model) | Q(**{model.places["workplace"]: None})


def DECIDED(member: Member, role: str, model: type[Model]) -> Q:
    """Grey zones that have an answer: what is only talked about is no rule for a volunteer."""
    return ~Q(decision="")


def ASKED_TO(member: Member, role: str, model: type[Model]) -> Q:
    """Gatherings that they are asked to, or have said no to."""
    mine = Participation.objects.filter(person=member.person.pk).values("event")
    return Q(event__in=mine)


CARERS = {"volunteer_contact": WORKPLACE, "deputy_contact": WORKPLACE, "network_coordinator": THEIRS_NOW}

ANSWERERS = CARERS | {"network_coordinator": LATE_OR_WITHOUT_CONTACT}

TABLE = {
    # that somebody is a volunteer, the steps, the dates
    "volunteers.see": CARERS
    | {"network_coordinator": MUNICIPALITY, "workplace_manager": WORKPLACE, "self": OWN},
    "volunteers.list": CARERS | {"network_coordinator": MUNICIPALITY, "workplace_manager": WORKPLACE},
    # a list taken away, with names and numbers
    "volunteers.export": CARERS | {"network_coordinator": MUNICIPALITY},
    # what was said: conversations, notes, motivation
    "volunteers.read_notes": CARERS | {"self": OWN},
    # what one has told of oneself; told on paper or on the phone, somebody else writes it down
    "profiles.write": CARERS | {"self": OWN},
    # name, address, whom to call: confirmed by the volunteer; which of them are asked for
    "registration.confirm": CARERS | {"self": OWN},
    "registration.define": {"network_coordinator": MUNICIPALITY, "tenant_admin": MUNICIPALITY},
    # to have what is kept deleted: the right is the volunteer's, the work is the contact's
    "erasure.ask": CARERS | {"self": OWN},
    # allergies and outlook on life: nobody but the person's own contact, and whoever stands in for the contact (PRI-03)
    "sensitive.see": {"volunteer_contact": WORKPLACE, "deputy_contact": WORKPLACE, "self": OWN},
    "volunteers.care": CARERS,
    "volunteers.end": CARERS | {"self": OWN},
    "volunteers.pause": CARERS | {"self": OWN},
    # a wish for guidance, also told on the phone by somebody who never logs in
    "volunteers.seek_guidance": CARERS | {"self": OWN},
    # hours that are counted, where they are; the volunteer's own, or told to the contact
    "hours.write": CARERS | {"self": OWN},
    # my own page: ask for guidance, for a letter; see what is kept about me, and put it right
    "volunteers.ask": {"self": OWN},
    "volunteers.correct": {"self": OWN},
    # that something was done or read, and by whom; never what was said
    "volunteers.see_log": {
        "volunteer_contact": WORKPLACE,
        "deputy_contact": WORKPLACE,
        "network_coordinator": MUNICIPALITY,
        "tenant_admin": MUNICIPALITY,
    },
    # what the department says before the call (VOL-43)
    "volunteers.give_feedback": CARERS | {"workplace_manager": WORKPLACE, "employee": WORKPLACE},
    # what chafes or pleases (VOL-53, VOL-54); a leader does not see it
    "concerns.tell": CARERS | {"self": OWN},
    "concerns.read": ANSWERERS | {"self": OWN},
    "concerns.answer": ANSWERERS,
    "steps.define": {"network_coordinator": MUNICIPALITY, "tenant_admin": MUNICIPALITY},
    "steps.take_over": CARERS | {"network_coordinator": MUNICIPALITY},
    "enquiries.enter": CARERS | {"network_coordinator": MUNICIPALITY, "employee": WORKPLACE},
    "enquiries.follow": {"self": ENTERED},
    "enquiries.answer": CARERS | {"network_coordinator": MUNICIPALITY},
    # two records of one person: rights to both are needed
    "volunteers.merge": {
        "volunteer_contact": WORKPLACE,
        "deputy_contact": WORKPLACE,
        "network_coordinator": MUNICIPALITY,
    },
    "merges.see": {
        "volunteer_contact": KEPT_BY_THEIRS,
        "deputy_contact": KEPT_BY_THEIRS,
        "network_coordinator": MUNICIPALITY,
    },
    # whom our places have handed on
    "referrals.see": {
        "volunteer_contact": WORKPLACE,
        "deputy_contact": WORKPLACE,
        "network_coordinator": MUNICIPALITY,
    },
    # a register that is brought from elsewhere
    "registers.bring": {
        "volunteer_contact": WORKPLACE,
        "deputy_contact": WORKPLACE,
        "network_coordinator": MUNICIPALITY,
    },
    # what organisations confirm for their volunteers (PAR-08)
    "partners.confirm": {"network_coordinator": MUNICIPALITY},
    # the words that answers begin from
    "replies.write": {"network_coordinator": MUNICIPALITY, "tenant_admin": MUNICIPALITY},
    # links of one's own, on posters and passed on, and how many came by each (VOL-04, VOL-08)
    "recruitment.see": CARERS | {"network_coordinator": MUNICIPALITY, "workplace_manager": WORKPLACE},
    "recruitment.make": CARERS | {"network_coordinator": MUNICIPALITY},
    # one message to several; what was sent to one's own
    "messages.send": CARERS,
    "messages.see": dict.fromkeys(CARERS, SENT_TO_THEIRS),
    # what the place offers in the portal (VOL-13)
    "activities.edit": CARERS | {"network_coordinator": MUNICIPALITY, "workplace_manager": WORKPLACE},
    # what volunteers may do at a place, and what it has decided about grey zones (ASG-06)
    "tasks.see": CARERS
    | {
        "workplace_manager": WORKPLACE,
        "employee": WORKPLACE,
        "network_coordinator": MUNICIPALITY,
    },
    "tasks.write": CARERS | {"workplace_manager": WORKPLACE, "network_coordinator": MUNICIPALITY},
    # may a volunteer …? (LEG-10)
    "grey_zones.see": dict.fromkeys(
        (
            "volunteer_contact",
            "deputy_contact",
            "workplace_manager",
            "employee",
            "network_coordinator",
            "cross_sector_coordinator",
            "course_leader",
        ),
        MUNICIPALITY,
    )
    | {"self": DECIDED, "partner_contact": DECIDED},
    "grey_zones.write": {
        "volunteer_contact": WORKPLACE,
        "deputy_contact": WORKPLACE,
        "workplace_manager": WORKPLACE,
        "network_coordinator": MUNICIPALITY,
    },
    # the catalogue of kinds, and what organisations run already (ASG-04, ASG-06, ASG-19)
    "kinds.see": dict.fromkeys(
        (
            "volunteer_contact",
            "deputy_contact",
            "workplace_manager",
            "employee",
            "network_coordinator",
            "tenant_admin",
        ),
        MUNICIPALITY,
    ),
    "kinds.write": {"network_coordinator": MUNICIPALITY, "tenant_admin": MUNICIPALITY},
    "waiting.see": CARERS | {"network_coordinator": MUNICIPALITY},
    # the list that is gone through on the first day, by whoever is there (VOL-40)
    "start.first_day": CARERS | {"workplace_manager": WORKPLACE, "employee": WORKPLACE, "self": PROTEGES},
    "arrivals.read": dict.fromkeys(
        ("volunteer_contact", "deputy_contact", "workplace_manager", "employee", "self"), TOLD
    ),
    # gatherings: planned where one answers, seen by all who have their volunteers there (VOL-46)
    "gatherings.see": {
        "volunteer_contact": HERE_OR_ALL,
        "deputy_contact": HERE_OR_ALL,
        "workplace_manager": HERE_OR_ALL,
        "network_coordinator": MUNICIPALITY,
    },
    "gatherings.plan": {
        "volunteer_contact": WORKPLACE,
        "deputy_contact": WORKPLACE,
        "network_coordinator": MUNICIPALITY,
    },
    "gatherings.answer": {"self": ASKED_TO},
    # thanks, by anybody who works there; never a count (VOL-60)
    "thanks.give": CARERS
    | {"network_coordinator": MUNICIPALITY, "workplace_manager": WORKPLACE, "employee": WORKPLACE},
    "thanks.see": CARERS | {"network_coordinator": MUNICIPALITY, "workplace_manager": WORKPLACE},
    "visits.see": CARERS | {"workplace_manager": WORKPLACE, "employee": WORKPLACE},
    # what volunteers do in the whole municipality, in numbers (CRS-21)
    "effort.see": {
        "network_coordinator": MUNICIPALITY,
        "course_leader": MUNICIPALITY,
        "volunteer_contact": MUNICIPALITY,
        "deputy_contact": MUNICIPALITY,
        "workplace_manager": MUNICIPALITY,
    },
    # who was here, ticked by whoever works there
    "visits.mark": CARERS | {"workplace_manager": WORKPLACE, "employee": WORKPLACE},
    # who was here between two days, with their numbers
    "presence.trace": {
        "volunteer_contact": WORKPLACE,
        "deputy_contact": WORKPLACE,
        "workplace_manager": WORKPLACE,
        "network_coordinator": MUNICIPALITY,
    },
    # what happens at a place, once or again and again (ASG-05, ASG-24)
    "substitutes.answer": {"partner_contact": PARTNER, "network_coordinator": MUNICIPALITY},
    "happenings.plan": {
        "volunteer_contact": WORKPLACE,
        "deputy_contact": WORKPLACE,
        "workplace_manager": WORKPLACE,
        "network_coordinator": MUNICIPALITY,
    },
}
SAID = {
    "volunteers.see": _("see that somebody is a volunteer, the steps and the dates"),
    "volunteers.list": _("see the list of volunteers"),
    "volunteers.export": _("take the list of volunteers away as a spreadsheet"),
    "volunteers.read_notes": _("read what has been said: conversations, notes, motivation"),
    "profiles.write": _("write down what a volunteer tells of themself"),
    "registration.confirm": _("go through the registration form"),
    "registration.define": _("choose what the registration form asks for"),
    "erasure.ask": _("ask for, and carry out, that what is kept about somebody is deleted"),
    "sensitive.see": _("read, write and delete allergies and outlook on life"),
    "volunteers.care": _("plan, call, write down and go on with the next step"),
    "volunteers.end": _("begin or complete an ending"),
    "volunteers.pause": _("begin or end a break"),
    "volunteers.seek_guidance": _("write down a wish for guidance"),
    "hours.write": _("see and write down hours, where they are counted"),
    "volunteers.ask": _("ask for guidance and letters on one's own page"),
    "volunteers.correct": _("put right what is kept about oneself"),
    "volunteers.see_log": _("see who has done and read what about a volunteer"),
    "volunteers.give_feedback": _("tell how it goes in the department"),
    "concerns.tell": _("tell what chafes, or write down what somebody told"),
    "concerns.read": _("read what a volunteer has told of what chafes"),
    "concerns.answer": _("answer what a volunteer has told"),
    "steps.define": _("write what the steps and the checklists are here"),
    "steps.take_over": _("take over a step that has waited"),
    "enquiries.enter": _("write in somebody who has called"),
    "enquiries.follow": _("see whether somebody one wrote in has been answered"),
    "enquiries.answer": _("answer somebody who is interested"),
    "volunteers.merge": _("merge two records of the same person"),
    "merges.see": _("see and undo that two records were merged"),
    "referrals.see": _("see whom a place has handed on, and what became of it"),
    "registers.bring": _("bring in a register from a file, and take it back"),
    "partners.confirm": _("write down what organisations confirm for their volunteers"),
    "replies.write": _("change the words that answers begin from"),
    "recruitment.see": _("see how many came by a poster or a link"),
    "recruitment.make": _("make posters and links of one’s own"),
    "messages.send": _("write to several volunteers at once"),
    "messages.see": _("see what was written to several at once"),
    "activities.edit": _("change what a place offers in the portal"),
    "tasks.see": _("read what volunteers may do at a place, and what is decided about grey zones"),
    "tasks.write": _("write down what volunteers may do at a place"),
    "kinds.see": _("read what volunteers may do, what is not included, and what organisations run already"),
    "kinds.write": _("change the kinds of activity, and what organisations run already"),
    "waiting.see": _("see who waits"),
    "start.first_day": _("go through the first day with somebody new"),
    "arrivals.read": _("read that somebody new comes, and say that one has"),
    "gatherings.see": _("see gatherings, and who comes"),
    "gatherings.plan": _("plan gatherings, invite, and write down who came"),
    "gatherings.answer": _("answer an invitation to a gathering, and wish for themes"),
    "thanks.give": _("send a volunteer a thanks"),
    "thanks.see": _("see who has been thanked, and for what"),
    "grey_zones.see": _("look up whether a volunteer may do something"),
    "grey_zones.write": _("write down grey zones, and what is decided about them"),
    "effort.see": _("see what volunteers do in the municipality, in numbers"),
    "visits.see": _("see who comes today"),
    "presence.trace": _("see who was here between two days, when something is catching"),
    "visits.mark": _("tick who was here"),
    "substitutes.answer": _("answer whether somebody comes instead of a group"),
    "happenings.plan": _("plan what happens at a place, and who comes every time"),
}
PLACES = {
    LATE_OR_WITHOUT_CONTACT: _("where there is no contact, and what nobody has answered in time"),
    WITHOUT_CONTACT: _("where there is no contact"),
    ENTERED: _("whom they wrote in themselves"),
    KEPT_BY_THEIRS: _("whom they look after"),
    SENT_TO_THEIRS: _("what went to somebody they look after"),
    TOLD: _("whom they were told of"),
    HERE_OR_ALL: _("at their own workplace, and what is for everybody"),
    ASKED_TO: _("what they are asked to"),
    DECIDED: _("what is decided"),
    PROTEGES: _("for whom they are a buddy"),
    THEIRS_NOW: _("where there is no contact, and whoever they have taken over"),
}
register(TABLE, SAID, PLACES, element="volunteer_contacts")
