"""What waits in the volunteers' room."""

from datetime import datetime

from foundation.access.members import Member
from foundation.pages.waiting import Waiting


def waiting(member: Member, now: datetime) -> list[Waiting]:
    return []
