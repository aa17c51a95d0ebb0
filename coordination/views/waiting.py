"""«What waits for me»: the contact's home (CON-07)."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.waiting import LATE, everything, groups, stand_ins
from foundation.access.gate import allowed, can
from foundation.access.members import Member
from foundation.access.models import Appointment
from foundation.access.roles import holder
from foundation.pages.answers import page
from foundation.pages.numbers import in_words
from volunteers.belonging import too_few
from volunteers.desk import desk_now
from volunteers.figures import on_the_wheel
from volunteers.models import Step


@allowed("waiting.see")
def what_waits(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    deeds = everything(request.member, now)
    found, others = groups(deeds, now), stand_ins(deeds)
    mine = sum(len(group.deeds) for group in found)
    late = sum(len(group.deeds) for group in found if group.tone == LATE)
    own, taken = posts(request.member, now)
    places = [appointment.workplace for appointment in own]
    few = too_few(places, request.member.today) if places else {}
    return page(
        request,
        "coordination/waiting.html",
        groups=found,
        others=others,
        title=greeting(request.member.person.first_name, mine, now),
        lead=lead(late, mine),
        today=timezone.localdate(now),
        own=own,
        taken=taken,
        seldom=[place.short for place in places if place.pk in few],
        may_enter=can(request.member, "enquiries.enter"),
        on_the_wheel=wheel_bars(request.member),
    )


def posts(member: Member, now: datetime) -> tuple[list[Appointment], list[Appointment]]:
    """Where the member is contact, and what others have handed over to them, with the note that goes with it (CON-08)."""
    contacts = {one.pk: one for one in desk_now(now, member).appointments if one.role == "volunteer_contact"}
    own = [one for one in contacts.values() if one.person == member.person]
    given = [one for one in contacts.values() if holder(one) == member.person and one not in own]
    return own, given


def greeting(name: str, count: int, now: object) -> str:
    """The verdict: good morning, and how many wait."""
    hour = timezone.localtime(now).hour
    hello = (
        _("Good morning, %(name)s.")
        if hour < 10
        else _("Hello, %(name)s.")
        if hour < 18
        else _("Good evening, %(name)s.")
    )
    if count == 0:
        waits = _("Nobody waits for you.")
    else:
        waits = ngettext("One waits for you.", "%(count)s wait for you.", count) % {"count": in_words(count)}
    return f"{hello % {'name': name}} {waits}"


def lead(late: int, count: int) -> str:
    if count == 0:
        return _("Perhaps there is time for a coffee with some of the volunteers?")
    if late == 0:
        return _("Everything is on time.")
    told = ngettext("One has waited too long.", "%(count)s have waited too long.", late)
    rest = told % {"count": in_words(late)}
    return rest if late == count else f"{rest} {_('Take those first, and the rest is on time.')}"


def wheel_bars(member: Member) -> list[dict[str, Any]]:
    """How many stand where on the wheel, each with its list."""
    labels = dict(Step.choices) | {"going_well": _("Well under way")}
    counts = [(code, count) for code, count in on_the_wheel(member) if code != Step.RECRUITMENT]
    return [
        {"label": labels[code], "value": n, "url": f"{reverse('volunteers')}?step={code}"}
        for code, n in counts
    ]
