"""The note that goes with a handover: what waits at the place, in plain sentences (CON-08)."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from coordination.waiting import everything, groups
from foundation.access.members import Member
from foundation.access.models import Appointment


def note_for(appointment: Appointment, member: Member, now: datetime) -> str:
    """Generated; the one who hands over may add to it. Names and deadlines, no reasons and no notes."""
    lines = []
    here = [deed for deed in everything(member, now) if deed.workplace_id == appointment.workplace_id]
    for group in groups([replace(deed, held_by="") for deed in here], now):
        lines.append(f"{group.title}:")
        lines += [f"- {deed.name}: {deed.tag}. {deed.state_text}" for deed in group.deeds]
    return "\n".join(lines) or _("Nothing waits at %(place)s right now.") % {
        "place": appointment.workplace.name
    }
