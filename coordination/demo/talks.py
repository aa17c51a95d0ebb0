"""What has been said between volunteers and their contacts: what chafed, and what was answered."""

from datetime import date, time, timedelta
from typing import Any

from coordination.demo.days import Days
from coordination.demo.town import Town
from foundation.access.roles import answering
from foundation.people.models import Person
from volunteers import narrowing
from volunteers.models import (
    CareStep,
    Concern,
    Conversation,
    Expectations,
    GuidanceRequest,
    Registration,
    Step,
    Volunteer,
)

#: steps that are talks already
TALKED = (Step.FIRST_MEETING, Step.FIRST_ASSIGNMENT, Step.FOLLOW_UP, Step.GUIDANCE, Step.ENDING)
EXPECTED = ("from_workplace", "from_volunteer", "between_volunteers", "plan")


class Talks:
    def __init__(self, told: dict[str, Any], town: Town, days: Days) -> None:
        self.told, self.town, self.days = told, town, days

    def tell(self) -> None:
        self._later_calls()
        for row in self.told.get("concerns", []):
            self._concern(row)
        for row in self.told.get("expectations", []):
            self._expectations(row)
        for row in self.told.get("registrations", []):
            self._registration(row)
        for row in self.told.get("changes", []):
            self._change(row)
        for row in self.told.get("reflections", []):
            self._reflection(row)

    def _later_calls(self) -> None:
        """Most have been called in the last weeks, some have not."""
        forgotten = self.told.get("not_called", [])
        rows = narrowing.silent_for(Volunteer.objects.with_people(), 60, self.days.now)
        rows = rows.exclude(person__name__in=forgotten).exclude(
            steps__in=CareStep.objects.open().filter(code__in=TALKED)
        )
        for number, volunteer in enumerate(rows.order_by("registered_at", "pk")):
            at = self.days.now - timedelta(days=8 + number * 7 % 45)
            Conversation.call(volunteer, by=self._by(volunteer), at=at)

    def _concern(self, row: dict[str, Any]) -> None:
        volunteer = self._volunteer(row["by"])
        at = self.days.past(row["told"], time(20, 15))
        concern = Concern.tell(
            volunteer,
            row["category"],
            row["text"],
            by=volunteer.person,
            is_anonymous=row.get("without_name", False),
            at=at,
        )
        if row.get("answer"):
            concern.reply(row["answer"], by=self._by(volunteer), at=self._past(row["answered"]))

    def _reflection(self, row: dict[str, Any]) -> None:
        """Offered after something difficult; held when the story says so."""
        volunteer = self._volunteer(row["with"])
        contact = self._by(volunteer)
        talk = GuidanceRequest.offer(volunteer, by=contact, at=self._past(row["offered"]))
        if row.get("held"):
            talk.hold(by=contact, at=self._past(row["held"]))
            talk.note(row["agreed"], by=contact)

    def _expectations(self, row: dict[str, Any]) -> None:
        volunteer = self._volunteer(row["with"])
        texts = {name: row.get(name, "") for name in EXPECTED}
        Expectations.write(volunteer, by=self._by(volunteer), at=self._past(row["agreed"]), **texts)

    def _registration(self, row: dict[str, Any]) -> None:
        volunteer = self._volunteer(row["with"])
        by = volunteer.person if row["how"] == Registration.How.MY_PAGE else self._by(volunteer)
        told = {name: row.get(name, "") for name in ("address", "emergency_name", "emergency_phone")}
        Registration.confirm(volunteer, row["how"], by=by, at=self._past(row["confirmed"]), **told)

    def _change(self, row: dict[str, Any]) -> None:
        """What was agreed in the last call, and who sees to it."""
        volunteer = self._volunteer(row["with"])
        contact = self._by(volunteer)
        call = Conversation.call(volunteer, by=contact, at=self._past(row["agreed"]))
        texts = {name: row.get(name, "") for name in ("changes", "summary", "staff_note")}
        due_on, next_on = self.days.day(row["by"]), self.days.day(row["next"])
        call.write_down(by=contact, owner=contact, due_on=due_on, next_on=next_on, **texts)
        if row.get("done"):
            for change in call.agreed_changes.all():
                change.finish(by=contact, at=self._past(row["done"]))

    def _volunteer(self, name: str) -> Volunteer:
        return Volunteer.objects.with_people().get(person=self.town.people[name])

    def _by(self, volunteer: Volunteer) -> Person:
        return answering(volunteer.workplace, self.days.today)

    def _past(self, day: date) -> Any:
        return self.days.past(day, time(10, 30))
