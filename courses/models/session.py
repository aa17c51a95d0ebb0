"""A course at a time and a place: seats, attendance, topics covered, and the closing (CRS-01, CRS-03)."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import DateTimeField, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course, Topic
from foundation.audit.models import record
from foundation.events.models import Event, Participation
from foundation.events.seats import Origin
from foundation.events.telling import fields_of
from foundation.notices.outbox import cancel, notify, occasion
from foundation.pages.addresses import address
from foundation.people.belonging import Belonging, Group, belongings
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel

INTRODUCTION = "introduction"
MONTH = timedelta(days=30.44)
AHEAD = timedelta(days=45)  # so long before a course should be held again it is time to plan it
EVENING_FROM = 16  # o'clock: people with jobs look for this mark


class CourseSessionQuerySet(models.QuerySet):
    def with_course(self) -> "CourseSessionQuerySet":
        return self.select_related("course", "event", "leader")

    def coming(self, now: datetime) -> "CourseSessionQuerySet":
        return self.filter(event__ends_at__gte=now, event__cancelled_at=None).order_by(
            "event__starts_at", "id"
        )

    def past(self, now: datetime) -> "CourseSessionQuerySet":
        return self.filter(event__ends_at__lt=now, event__cancelled_at=None).order_by(
            "-event__starts_at", "-id"
        )

    def to_invite_to(self, now: datetime) -> "CourseSessionQuerySet":
        """The introduction, in order of time, those with free seats first."""
        full = Q(event__capacity__isnull=False, event__taken__gte=F("event__capacity"))
        rows = self.filter(course__code=INTRODUCTION, event__starts_at__gt=now, event__cancelled_at=None)
        return rows.alias(full=full).order_by("full", "event__starts_at", "id")

    def open_to(self, here: list[Belonging]) -> "CourseSessionQuerySet":
        """What is for them: by group and by place. Who is not known as anything yet is on the way to volunteering."""
        groups = {one.group for one in here} or {Group.VOLUNTEER}
        wanted = Q(pk__in=[])
        if Group.VOLUNTEER in groups:
            wanted |= Q(course__for_volunteers=True)
        if Group.EMPLOYEE in groups:
            wanted |= Q(course__for_employees=True)
        places = [one.workplace_id for one in here if one.workplace_id]
        return self.filter(wanted, Q(course__workplace=None) | Q(course__workplace__in=places))

    def for_anybody(self, now: datetime) -> "CourseSessionQuerySet":
        """What whoever reads the portal may sign up for."""
        return self.coming(now).filter(open_to_all=True, event__starts_at__gt=now)

    def to_hold_again(self, now: datetime) -> "CourseSessionQuerySet":
        """The last of a course that comes round again and is not in the calendar; `due_again` is when it should be held."""
        later = self.model.objects.filter(
            course=OuterRef("course"),
            event__starts_at__gt=OuterRef("event__starts_at"),
            event__cancelled_at=None,
        )
        between = ExpressionWrapper(
            F("course__every_months") * Value(MONTH, DurationField()), output_field=DurationField()
        )
        due = ExpressionWrapper(F("event__starts_at") + between, output_field=DateTimeField())
        return self.past(now).annotate(due_again=due).filter(~Exists(later), due_again__lt=now + AHEAD)

    def to_close(self, now: datetime) -> "CourseSessionQuerySet":
        return self.past(now).filter(closed_at=None)


class CourseSession(WalledModel):
    course = models.ForeignKey(Course, models.PROTECT, related_name="sessions", verbose_name=_("course"))
    event = models.OneToOneField(Event, models.PROTECT, related_name="+")
    leader = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("course leader")
    )
    open_to_all = models.BooleanField(_("anybody can sign up in the portal"), default=False)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by_name = models.CharField(max_length=200, blank=True)

    places = {"person": "leader"}
    objects = CourseSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("course session")
        ordering = ["event__starts_at", "id"]

    def __str__(self) -> str:
        return str(self.course)

    def get_absolute_url(self) -> str:
        return address("course_session", self.pk)

    @property
    def is_evening(self) -> bool:
        return timezone.localtime(self.event.starts_at).hour >= EVENING_FROM

    @property
    def is_joint(self) -> bool:
        """For volunteers and employees together."""
        return self.course.for_volunteers and self.course.for_employees

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def has_begun(self) -> bool:
        return self.event.starts_at <= timezone.now()

    @classmethod
    @transaction.atomic
    def plan(
        cls,
        course: Course,
        starts_at: datetime,
        ends_at: datetime,
        place: str,
        capacity: int,
        leader: Person | None,
        by: Any,
        online_url: str = "",
        open_to_all: bool = False,
        at: datetime | None = None,
    ) -> "CourseSession":
        event = Event.objects.create(
            kind="course_session",
            title=course.title,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            online_url=online_url,
            capacity=capacity,
            description=course.aim,
        )
        session = cls.objects.create(course=course, event=event, leader=leader, open_to_all=open_to_all)
        record(by, "course_session.planned", session, changes={"starts_at": starts_at, "place": place}, at=at)
        return session

    @transaction.atomic
    def change(
        self, by: Any, leader: Person | None, capacity: int, open_to_all: bool = False, **times: Any
    ) -> None:
        """Move, or change seats, leader and who it is open to. Who is on the list is told once, and only when time or place changed."""
        event = self.event
        if any(getattr(event, name) != value for name, value in times.items()):
            event.move(by=by, **times)
        if event.capacity != capacity:
            event.resize(capacity, by=by)
        if (self.leader, self.open_to_all) != (leader, open_to_all):
            self.leader, self.open_to_all = leader, open_to_all
            self.save(update_fields=["leader", "open_to_all"])
            changes = {"leader": leader.name if leader else "", "open_to_all": open_to_all}
            record(by, "course_session.changed", self, changes=changes)

    @transaction.atomic
    def invite(self, person: Person, by: Any) -> None:
        """Asked to come; it takes no seat before they say yes. Twice is once."""
        mine = self.event.invite(person, by=by)
        if mine.state == Participation.State.INVITED:
            told = fields_of(self.event, person) | {"sender": by.person}
            key = occasion("course_invitation", mine.pk)
            url = reverse("my_courses")
            notify(person, "course_invitation", told, url, key=key, about=mine, undo_window=True)

    @transaction.atomic
    def take_back_invitation(self, person: Person, by: Any) -> None:
        """Undo, while nothing has been answered."""
        mine = self.event.participation_of(person)
        if mine is None or mine.state != Participation.State.INVITED:
            raise ValidationError(_("%(name)s has answered already."), params={"name": person.first_name})
        cancel(about=mine)
        mine.leave(Participation.State.CANCELLED, by, None)

    def origin_of(self, person: Person) -> Origin | None:
        """As whom and from where they come. Who is both volunteer and employee sits where the course has room for them."""
        wanted = {Group.VOLUNTEER: self.course.for_volunteers, Group.EMPLOYEE: self.course.for_employees}
        here = belongings(timezone.localdate(), persons=[person])
        here.sort(key=lambda one: (not wanted[one.group], one.workplace_id is None))
        return Origin(here[0].group, here[0].workplace_id) if here else None

    def enrol(self, person: Person, by: Any, at: datetime | None = None) -> Participation:
        """A seat, or a place on the waiting list, for oneself or by the contact for somebody."""
        return self.event.sign_up(person, by=by, at=at, origin=self.origin_of(person))

    @transaction.atomic
    def admit(self, person: Person, by: Any, one_more: bool = False) -> bool:
        """Somebody stands at the door without a seat. False when every chair is taken and none is put out."""
        at = min(timezone.now(), self.event.ends_at)
        if not self.event.seat(person, by=by, at=at, origin=self.origin_of(person), one_more=one_more):
            return False
        self.event.mark(person, True, by=by)
        return True

    def parts(self) -> models.QuerySet[Topic]:
        """What it goes through: the course as it is now; once closed, what was covered then."""
        rows = self.course.topics.select_related("library", "lecturer")
        return rows.filter(pk__in=self.covered.values("topic")) if self.is_closed else rows.used()

    def seats(self) -> models.QuerySet[Participation]:
        """Everybody who has, or had, a seat on the list: signed up, waiting."""
        return self.event.participations.select_related("person").order_by("signed_up_at", "id")

    def taken_seats(self) -> models.QuerySet[Participation]:
        return self.seats().filter(state=Participation.State.SIGNED_UP)

    @transaction.atomic
    def tick(self, came: set[str], shown: set[str], by: Any) -> None:
        """The list as one taker saw it: `shown` were ticked then. Only what they changed is written, one taker at a time, so two
        never undo each other's ticks."""
        Event.objects.select_for_update(of=["self"]).get(pk=self.event_id)
        for seat in self.taken_seats():
            key = str(seat.person_id)
            unknown = seat.attended is None and key not in came
            if unknown or (key in came) != (key in shown):
                self.event.mark(seat.person, key in came, by=by)

    @transaction.atomic
    def cover(self, topics: list[Topic], by: Any) -> None:
        """Tick what has been covered; what is no longer ticked is taken away."""
        wanted = {topic.pk for topic in topics}
        self.covered.exclude(topic__in=wanted).delete()
        had = set(self.covered.values_list("topic_id", flat=True))
        CoveredTopic.objects.bulk_create([CoveredTopic(session=self, topic_id=pk) for pk in wanted - had])
        record(by, "course_session.covered", self, changes={"topics": [topic.title for topic in topics]})

    def missing(self) -> list[str]:
        """What remains before the session can be closed, each a sentence."""
        remains = []
        if not self.has_begun:
            remains.append(_("The course has not been held yet."))
        covered = self.covered.values("topic")
        for topic in self.course.topics.used().filter(is_compulsory=True).exclude(pk__in=covered):
            remains.append(_("“%(topic)s” is compulsory and not ticked yet.") % {"topic": topic})
        unknown = self.taken_seats().filter(attended=None).count()
        if unknown:
            remains.append(_("Tick who came: %(count)s remain.") % {"count": unknown})
        return remains

    @transaction.atomic
    def close(self, by: Any, at: datetime | None = None) -> list[Any]:
        """Everybody who came is qualified and gets a certificate, made by a job. Closing twice changes nothing."""
        from courses.certificates import award
        from courses.evaluating import ask_those_who_came

        locked = CourseSession.objects.select_for_update().get(pk=self.pk)
        if locked.closed_at:
            return list(locked.certificates.all())
        if remains := self.missing():
            raise ValidationError([str(sentence) for sentence in remains])
        self.closed_at, self.closed_by_name = at or timezone.now(), by.name
        self.save(update_fields=["closed_at", "closed_by_name"])
        came = [seat.person for seat in self.taken_seats().filter(attended=True)]
        record(by, "course_session.closed", self, changes={"came": len(came)}, at=at)
        ask_those_who_came(self, came)
        return [award(self, person, by=by, at=at) for person in came]


class CoveredTopic(WalledModel):
    session = models.ForeignKey(CourseSession, models.CASCADE, related_name="covered")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "session", "topic"], name="covered_topic_once")
        ]

    def __str__(self) -> str:
        return str(self.topic)
