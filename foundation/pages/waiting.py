"""What waits: one row of «what waits for me», made by a room and shown by `parts/deed.html`.

Steps come from `volunteers.waiting`; what is no step each room has its kinds of, asked for together (`foundation.access.waiting`).
The desk merges them (`coordination.waiting`).
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Waiting:
    """Who waits, why, since when, by when, and the one deed that settles it."""

    key: str  # unique across rooms: "step:<id>"
    name: str  # the person, or the thing, that waits
    url: str  # the page about it
    tag: str  # the step, in a word or two
    since: datetime
    due: datetime | None = None
    why: str = ""  # one sentence
    state_text: str = ""  # the deadline in words, and who was told
    help_text: str = ""  # help first: «Ring», «Samtaleguide»
    help_url: str = ""
    help_icon: str = ""
    do_text: str = ""  # the deed, in the past tense: «Jeg har svart»
    do_url: str = ""  # takes one POST
    go_url: str = ""  # instead of do_url, when the deed needs a page
    workplace_id: object = None  # for handover notes and filters
    held_by: str = ""  # somebody else has it; the reader stands in for them and sees the same

    def is_late(self, now: datetime) -> bool:
        """On the reader's own desk, and past its time: what the red figure counts."""
        return self.due is not None and self.due < now and not self.held_by
