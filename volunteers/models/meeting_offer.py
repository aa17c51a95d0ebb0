"""Some times are offered for the first meeting; the person chooses one by the link in the mail (VOL-20)."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from foundation.access.links import make_link, withdraw_links
from foundation.audit.models import record
from foundation.events.calendar import attached
from foundation.events.models import Event
from foundation.notices.kinds import kind as kind_of
from foundation.notices.outbox import cancel, notify, occasion
from foundation.notices.recipients import channels, must_be_said
from foundation.pages.moments import clock, day
from volunteers.deadlines import closing
from volunteers.models.meeting_plan import ALONE, Plan, when_of
from volunteers.models.meeting_time import MeetingTime
from volunteers.models.readiness import said_of_references
from volunteers.models.step import Step
from volunteers.models.volunteer import Volunteer
from volunteers.words import facts


class MeetingOffer:
    """The part of `Conversation` that ends with an hour in both calendars."""

    LINK = "first_meeting"  # purpose of the link by which the person answers

    @property
    def is_agreed(self) -> bool:
        return self.event is not None and self.event.cancelled_at is None

    def times_ahead(self, now: datetime) -> list[MeetingTime]:
        """What can still be chosen."""
        return [time for time in self.times.all() if time.starts_at > now]

    @classmethod
    @transaction.atomic
    def propose(
        cls,
        volunteer: Volunteer,
        times: list[datetime],
        place: str,
        minutes: int,
        by: Any,
        plan: Plan = ALONE,
        at: datetime | None = None,
    ) -> Self:
        """Offer the person some times; the answer is a link in the mail. An earlier offer is withdrawn."""
        at = at or timezone.now()
        for former in volunteer.conversations.ahead():
            former.withdraw(by, at=at)
        conversation = cls.objects.create(
            volunteer=volunteer, kind=cls.Kind.FIRST, place=place, proposed_at=at
        )
        conversation._offer(times, timedelta(minutes=minutes))
        conversation.plan(plan)
        volunteer.answer_enquiry(by=by, at=at)
        changes = {"times": len(times)}
        record(by, "first_meeting.proposed", conversation, about=volunteer.person, changes=changes, at=at)
        conversation._invite()
        return conversation

    @classmethod
    @transaction.atomic
    def agree(
        cls,
        volunteer: Volunteer,
        start: datetime,
        place: str,
        minutes: int,
        by: Any,
        plan: Plan = ALONE,
        at: datetime | None = None,
    ) -> Self:
        """The two have agreed on the phone or in the corridor: it stands at once. What was agreed or offered before gives way."""
        volunteer.lock()
        meeting = cls._still_to_come(volunteer, by, at) or cls(volunteer=volunteer, kind=cls.Kind.FIRST)
        meeting.place = place
        meeting.save()
        withdraw_links(cls.LINK, meeting.pk)
        cancel(about=meeting)
        meeting.plan(plan)
        volunteer.answer_enquiry(by=by, at=at)
        time = MeetingTime.objects.create(
            conversation=meeting, starts_at=start, ends_at=start + timedelta(minutes=minutes)
        )
        meeting.accept(time, by=by, at=at, heard=True)
        return meeting

    @classmethod
    def _still_to_come(cls, volunteer: Volunteer, by: Any, at: datetime | None) -> Self | None:
        """One that was agreed and never held cannot be moved any more."""
        meeting = volunteer.conversations.ahead().select_related("event").first()
        if meeting and meeting.is_agreed and meeting.event.ends_at < (at or timezone.now()):
            meeting.withdraw(by, at=at)
            return None
        return meeting

    def _offer(self, starts: list[datetime], length: timedelta) -> None:
        times = [
            MeetingTime(conversation=self, starts_at=start, ends_at=start + length)
            for start in sorted(set(starts))
        ]
        MeetingTime.objects.bulk_create(times)

    def _invite(self) -> None:
        person = self.volunteer.person
        with override(person.reads):
            slots = [f"{day(time.starts_at, 'exact')} {clock(time.starts_at)}" for time in self.times.all()]
            bring = said_of_references(self.volunteer)
        fields = facts(self.volunteer, timezone.localdate()) | {"slots": slots, "references": bring}
        key = f"proposal:{self.pk}"
        notify(person, "meeting_proposed", fields, url=self.answer_url(), key=key, about=self)

    def answer_url(self) -> str:
        """A new address at which the person answers."""
        secret = make_link(self.LINK, self.volunteer.person, about=self, days=60)
        return reverse("first_meeting_answer", args=[secret])

    def withdraw(self, by: Any, at: datetime | None = None) -> None:
        """The offer is gone: links are dead, calendars are told."""
        withdraw_links(self.LINK, self.pk)
        cancel(about=self)
        if self.is_agreed:
            self.event.cancel(by=by)
            self._tell(self.company(timezone.localdate()), "meeting_joined_off")
        self.withdrawn_at = at or timezone.now()
        self.save(update_fields=["withdrawn_at"])
        record(by, "first_meeting.withdrawn", self, about=self.volunteer.person, at=at)

    @transaction.atomic
    def accept(self, time: MeetingTime, by: Any, at: datetime | None = None, heard: bool = False) -> Event:
        """The person has chosen: an event with a calendar file to both. Choosing again moves it. `heard`: they said it aloud."""
        volunteer = self.volunteer
        if self.is_agreed:
            self._move(time, by)
        else:
            self.event = self._arrange(time)
        self.other_wish = ""
        self.save(update_fields=["event", "other_wish"])
        due_at = max(closing(timezone.localdate(time.starts_at)), time.ends_at)
        volunteer.open_step(Step.FIRST_MEETING, due_at=due_at, planned_at=time.starts_at, at=at)
        changes = {"at": time.starts_at}
        record(by, "first_meeting.accepted", self, about=volunteer.person, changes=changes, at=at)
        self._confirm(heard)
        return self.event

    def _move(self, time: MeetingTime, by: Any) -> None:
        now, then = self.event, (time.starts_at, time.ends_at, self.place or self.event.place)
        if (now.starts_at, now.ends_at, now.place) != then:
            cancel(about=now)
            now.move(starts_at=time.starts_at, ends_at=time.ends_at, place=then[2], by=by)

    def _arrange(self, time: MeetingTime) -> Event:
        workplace = self.volunteer.workplace
        return Event.objects.create(
            kind="conversation",
            title=gettext("Coffee and a chat"),
            workplace=workplace,
            starts_at=time.starts_at,
            ends_at=time.ends_at,
            place=self.place or (workplace.address if workplace else ""),
        )

    def _confirm(self, heard: bool) -> None:
        """All who come get the time in words and as a calendar file, once for each time that is agreed."""
        volunteer, event, today = self.volunteer, self.event, timezone.localdate()
        company, what = self.company(today), kind_of("meeting_accepted")
        told = {"company": {"names": ", ".join(person.name for person in company)}}
        fields = facts(volunteer, today) | when_of(event) | told
        key = occasion(what.key, event.pk, str(event.sequence))
        people = {volunteer.person: self.answer_url(), volunteer.contact(today): volunteer.get_absolute_url()}
        if heard and must_be_said(volunteer.person, what, channels(volunteer.person, what)):
            del people[volunteer.person]
        for person, url in people.items():
            if person:
                notify(person, what.key, fields, url=url, key=key, about=event, attachments=[attached(event)])
        self._tell(company, "meeting_joined")

    @transaction.atomic
    def ask_for_another_time(self, text: str, by: Any) -> None:
        """None of the times suits; the contact is told, and sees the wish on «what waits»."""
        self.other_wish = text
        self.save(update_fields=["other_wish"])
        volunteer, today = self.volunteer, timezone.localdate()
        record(by, "first_meeting.other_time", self, about=volunteer.person)
        if contact := volunteer.contact(today):
            url = reverse("first_meeting_proposal", args=[volunteer.pk])
            key = f"other-time:{self.pk}:{timezone.now().timestamp():.0f}"
            notify(contact, "meeting_other_time", facts(volunteer, today), url=url, key=key, about=self)
