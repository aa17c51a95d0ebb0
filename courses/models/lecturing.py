"""Who speaks about what at one session, when it is another than the course says: a lecturer may fall ill."""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from courses.models.course import Topic
from foundation.audit.models import record
from foundation.events.telling import fields_of
from foundation.notices.outbox import notify, occasion
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel

if TYPE_CHECKING:
    from courses.models.session import CourseSession


class SessionLecturer(WalledModel):
    session = models.ForeignKey("courses.CourseSession", models.CASCADE, related_name="lecturers")
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    places = {"person": "person"}

    class Meta:
        verbose_name = _("lecturer at a session")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "session", "topic"], name="session_lecturer_once")
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.person}"


def speaking(session: "CourseSession") -> dict[Any, Person]:
    """topic -> who speaks about it here: whoever was asked for this session, else whom the course names."""
    usual = {part.pk: part.lecturer for part in session.parts() if part.lecturer}
    asked = {one.topic_id: one.person for one in session.lecturers.select_related("person")}
    return usual | asked


@transaction.atomic
def let_speak(session: "CourseSession", topic: Topic, person: Person, by: Any) -> None:
    """Another lecturer for this session only, who is told at once."""
    if speaking(session).get(topic.pk) == person:
        return
    SessionLecturer.objects.update_or_create(session=session, topic=topic, defaults={"person": person})
    record(by, "course_session.lecturer", session, about=person, changes={"topic": topic.title})
    told = fields_of(session.event, person) | {"topic": {"title": topic}, "sender": by.person}
    key = occasion("course_lecturer", session.pk, topic.pk, person.pk)
    notify(person, "course_lecturer", told, session.get_absolute_url(), key=key, about=session.event)
