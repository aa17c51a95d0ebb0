"""The contact list of a course: those who want to keep in touch, and what each lets the others see (CRS-20)."""

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.session import CourseSession
from foundation.audit.models import record
from foundation.events.models import Participation
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel

OPEN_FOR = timedelta(days=365)  # after the course: who has not found each other by then will not


class GroupContact(WalledModel):
    """Numbers and addresses are never copied: the list shows them as they are today."""

    session = models.ForeignKey(CourseSession, models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    shows_phone = models.BooleanField(_("phone"), default=False)
    shows_email = models.BooleanField(_("e-mail"), default=False)
    shared_at = models.DateTimeField(default=timezone.now)

    places = {"person": "person"}

    class Meta:
        verbose_name = _("on the contact list of a course")
        ordering = ["person__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "session", "person"], name="group_contact_once"),
            models.CheckConstraint(
                condition=Q(shows_phone=True) | Q(shows_email=True), name="group_contact_shows_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.session}"

    @property
    def phone(self) -> Any:
        return self.person.phone if self.shows_phone else ""

    @property
    def email(self) -> str:
        return self.person.email if self.shows_email else ""


def is_open(session: CourseSession) -> bool:
    return session.event.ends_at > timezone.now() - OPEN_FOR and not session.event.cancelled_at


def seats_of(session: CourseSession) -> models.QuerySet[Participation]:
    """Those who come, and those who came."""
    return session.taken_seats().exclude(attended=False)


def group_of(session: CourseSession) -> models.QuerySet[GroupContact]:
    """Those who share, as long as they have their seat."""
    here = seats_of(session).order_by().values("person")
    return session.contacts.filter(person__in=here).select_related("person")


@transaction.atomic
def share(session: CourseSession, phone: bool, email: bool, by: Any) -> None:
    """Oneself only. With nothing to show one is off the list."""
    person, mine = by.person, {"shows_phone": phone, "shows_email": email}
    if not phone and not email:
        if GroupContact.objects.filter(session=session, person=person).delete()[0]:
            record(by, "course_group.left", session, about=person)
        return
    row, made = GroupContact.objects.get_or_create(session=session, person=person, defaults=mine)
    if made or (row.shows_phone, row.shows_email) != (phone, email):
        row.shows_phone, row.shows_email = phone, email
        row.save(update_fields=list(mine))
        record(by, "course_group.shared", session, about=person, changes=mine)
