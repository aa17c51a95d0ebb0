"""What the page of thanks says: who answers and by when, from the promise that is kept in the database."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.pages.moments import clock, day
from foundation.people.models import Person
from volunteers.deadlines import add_working_days
from volunteers.models import Enquiry
from volunteers.places import Company


@dataclass
class Thanks:
    enquiry: Enquiry
    company: Company
    coordinator: Person | None
    now: datetime
    title: str = ""
    lead: str = ""
    steps: list[dict[str, Any]] = field(default_factory=list)
    after: str = ""

    def __post_init__(self) -> None:
        self.facts = {
            "name": self.enquiry.volunteer.first_name,
            "who": self.company.person.first_name if self.company.person else _("us"),
            "full": self.company.person.name if self.company.person else _("We"),
            "deputy": self.company.deputy.first_name if self.company.deputy else "",
            "day": day(self.enquiry.due_at),
            "place": str(self.enquiry.volunteer.workplace or self.enquiry.municipality),
        }
        if self.enquiry.answered_at:
            self._answered()
        elif self.enquiry.due_at < self.now:
            self._late()
        else:
            self._waiting()

    @property
    def step_registered(self) -> dict[str, Any]:
        at = self.enquiry.received_at
        return {
            "state": "done",
            "title": _("You have let us know"),
            "text": f"{day(at).capitalize()} {clock(at)}.",
        }

    @property
    def step_meeting(self) -> dict[str, Any]:
        text = _("Over a cup of coffee, where it suits you. Then you make up your mind, in your own time.")
        return {"state": "later", "title": _("You meet and have a chat"), "text": text}

    def _waiting(self) -> None:
        self.title = _("Thank you, %(name)s! You hear from %(who)s by %(day)s.") % self.facts
        self.lead = _("%(full)s at %(place)s has your message.") % self.facts
        promise = {
            "state": "next",
            "title": _("%(who)s calls you by %(day)s")
            % (self.facts | {"day": day(self.enquiry.due_at, "exact")}),
            "text": _("If it does not happen, %(deputy)s is told and calls you instead.") % self.facts
            if self.company.deputy
            else "",
        }
        if not self.enquiry.phone:
            promise["title"] = _("%(who)s writes to you by %(day)s") % self.facts
        self.steps = [self.step_registered, promise, self.step_meeting]
        self.after = self._if_not()

    def _if_not(self) -> str:
        morning = add_working_days(timezone.localdate(self.enquiry.due_at) + timedelta(days=1), 0)
        text = _("Have you heard nothing by the morning of %(day)s? Then it is we who have failed.")
        return text % {"day": day(morning)}

    def _late(self) -> None:
        self.title = _("We have not managed to answer you, %(name)s, and we are sorry.") % self.facts
        self.lead = _("You are not forgotten. Your message is with %(full)s at %(place)s.") % self.facts
        late = {"state": "late", "title": _("You should have had an answer %(day)s") % self.facts}
        self.steps = [self.step_registered, late, self.step_meeting]

    def _answered(self) -> None:
        self.title = _("You have had an answer, %(name)s.") % self.facts
        self.lead = _("%(full)s at %(place)s knows who you are.") % self.facts
        answered = {
            "state": "done",
            "title": _("We answered you"),
            "text": day(self.enquiry.answered_at).capitalize(),
        }
        self.steps = [self.step_registered, answered, self.step_meeting | {"state": "next"}]
