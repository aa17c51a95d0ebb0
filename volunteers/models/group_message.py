"""One message to several volunteers: what was said, to whom, how it came, and who had to be told in another way."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.notices.kinds import kind
from foundation.notices.models import Notice
from foundation.notices.outbox import notify
from foundation.notices.recipients import channels
from foundation.pages.addresses import address
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel
from volunteers.models.volunteer import Volunteer
from volunteers.words import place_facts

KIND = "group_message"


def way_to(person: Person) -> str:
    """The channel that a group message takes to this person now; empty when somebody must call or write."""
    return next(iter(channels(person, kind(KIND))), "")


class GroupMessage(WalledModel):
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("message"), max_length=2000)
    sent_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    sent_by_name = models.CharField(max_length=200)
    sent_at = models.DateTimeField(default=timezone.now)
    submission = models.UUIDField(default=uuid.uuid4, editable=False)  # of the form: sent twice is sent once

    places = {"person": "sent_by"}

    class Meta:
        verbose_name = _("group message")
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "submission"], name="group_message_once")
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return address("group_message", self.pk)

    def send(self, to: Iterable[Volunteer], by: Any, at: datetime | None = None) -> bool:
        """To each by the way they have chosen. False when the same form was sent before: then nothing is sent again."""
        self.sent_by, self.sent_by_name, self.sent_at = by.person, by.name, at or timezone.now()
        try:
            with transaction.atomic():
                self.save(force_insert=True)
                for volunteer in to:
                    self._copy(volunteer, by)
        except IntegrityError:
            return False
        return True

    def _copy(self, volunteer: Volunteer, by: Any) -> None:
        copy = GroupMessageCopy(message=self, volunteer=volunteer, way=way_to(volunteer.person))
        copy.save(force_insert=True)
        record(by, "group_message.sent", copy, about=volunteer.person, at=self.sent_at)
        notify(volunteer.person, KIND, self.fields(volunteer, by), key=f"{KIND}:{self.pk}", about=copy)

    def fields(self, volunteer: Volunteer, by: Any) -> dict[str, Any]:
        """What the letter to this one is filled with."""
        return {
            "message": {"subject": self.subject, "text": self.text},
            "volunteer": volunteer.person,
            "contact": by.person,
            "workplace": place_facts(volunteer.workplace),
        }


class GroupMessageCopyQuerySet(models.QuerySet):
    def with_people(self) -> "GroupMessageCopyQuerySet":
        return self.select_related("volunteer__person", "volunteer__workplace", "message")

    def untold(self) -> "GroupMessageCopyQuerySet":
        """Reached by no message of ours, and by nobody yet."""
        return self.filter(way="", told_at=None)


class GroupMessageCopy(WalledModel):
    """What one of them got. Somebody who gets no messages is told, and who did it is kept."""

    message = models.ForeignKey(GroupMessage, models.CASCADE, related_name="copies")
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="group_messages")
    way = models.CharField(max_length=6, choices=Notice.Channel.choices, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    told_by_name = models.CharField(max_length=200, blank=True)

    places = {
        "workplace": "volunteer__workplace",
        "sector": "volunteer__workplace__sector",
        "person": "volunteer__person",
    }
    objects = GroupMessageCopyQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "message", "volunteer"], name="group_message_copy_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.message}: {self.volunteer}"

    @transaction.atomic
    def tell(self, by: Any, at: datetime | None = None) -> bool:
        """Somebody called, or said it face to face. False when that was done already."""
        row = GroupMessageCopy.objects.select_for_update().get(pk=self.pk)
        if row.told_at:
            return False
        self.told_at, self.told_by_name = at or timezone.now(), by.name
        self.save(update_fields=["told_at", "told_by_name"])
        record(by, "group_message.told", self, about=self.volunteer.person, at=at)
        return True

    def untell(self, by: Any) -> None:
        """Undo: nobody has told them after all."""
        if self.told_at is None:
            return
        self.told_at, self.told_by_name = None, ""
        self.save(update_fields=["told_at", "told_by_name"])
        record(by, "group_message.untold", self, about=self.volunteer.person)
