"""One message to one person by one channel, from the promise to the receipt."""

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.notices import attachments, letters
from foundation.notices.kinds import Kind
from foundation.notices.kinds import kind as kind_of
from foundation.notices.querysets import NoticeQuerySet
from foundation.notices.recipients import Address, Recipient
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Notice(WalledModel):
    class Channel(models.TextChoices):
        EMAIL = "email", _("e-mail")
        SMS = "sms", _("text message")
        IN_APP = "in_app", _("on the page")
        SPOKEN = "spoken", _("said by somebody")

    class State(models.TextChoices):
        PENDING = "pending", _("waiting to be sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")
        EXPIRED = "expired", _("too late to be sent")
        CANCELLED = "cancelled", _("no longer needed")

    class Failure(models.TextChoices):
        NO_SUCH = "no_such", _("The address does not exist. Ask for the right address, or call.")
        REFUSED = "refused", _("The address does not take our message. Check it with the person.")
        GAVE_UP = "gave_up", _("We tried for two days without getting through. Check the address, or call.")
        NO_ADDRESS = "no_address", _("There is no address to send it to. Write one, or call.")
        BROKEN = "broken", _("The message could not be written. We have been told.")

    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=6, choices=Channel.choices)
    key = models.CharField(max_length=200)
    recipient = models.CharField(
        max_length=254
    )  # the person's id, else the address: whom the key is unique for
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="notices")
    name = models.CharField(
        max_length=200, blank=True
    )  # this and the next three: of somebody who is no Person; the address also where it was refused
    email = models.EmailField(max_length=254, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=2, blank=True)

    fields = models.JSONField(default=dict)
    url = models.CharField(max_length=500, blank=True)
    attachments = models.JSONField(default=list)  # see notices/attachments.py
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True)
    planned_by = models.CharField(max_length=120, blank=True)

    due_at = models.DateTimeField()
    try_at = models.DateTimeField()  # due_at, or later after a failed attempt
    expires_at = models.DateTimeField()
    gathered = models.BooleanField(default=False)  # goes with the others of its reader in one mail
    state = models.CharField(max_length=9, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    lease_owner = models.UUIDField(null=True)
    message_id = models.UUIDField(default=uuid.uuid4)
    provider_id = models.CharField(max_length=120, blank=True)
    failure = models.CharField(max_length=10, choices=Failure.choices, blank=True)
    detail = models.CharField(max_length=300, blank=True)  # the mail server's own words
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    is_news = False  # set by `keep` on what it wrote or changed
    places = {"person": "person"}
    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "key", "recipient", "channel"],
                name="notice_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="notice_sent_has_a_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "try_at"],
                condition=Q(state="pending"),
                name="notice_pending",
            ),
            models.Index(fields=["municipality", "about_id"], name="notice_about"),
            models.Index(fields=["municipality", "person", "-sent_at"], name="notice_inbox"),
            models.Index(
                fields=["municipality", "person"],
                condition=Q(channel="spoken", state="sent", read_at=None),
                name="notice_unsaid",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.channel})"

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What may exist once in a municipality."""
        return self.kind, self.key, self.recipient, self.channel

    @property
    def what(self) -> Kind:
        return kind_of(self.kind)

    @property
    def to(self) -> Recipient:
        """Who gets it: the person as they are today, or the address that was given."""
        return self.person or Address(self.name, self.email, self.phone, self.language)

    @property
    def is_unread(self) -> bool:
        return self.read_at is None

    @property
    def title(self) -> str:
        """One line, in the language of the page."""
        return letters.subject(self.what, self.fields, get_language() or "nb")

    @property
    def trouble(self) -> "str | Promise":
        """Why it did not arrive and what to do, one sentence; empty when all is well."""
        if self.state == self.State.EXPIRED:
            return _("It was too late to send the message. Call instead.")
        return self.Failure(self.failure).label if self.state == self.State.FAILED else ""

    def letter(self) -> letters.Letter:
        """In the words and to the address of this moment."""
        files = attachments.made(self.attachments, self.to)
        return letters.write(self.what, self.channel, self.to, self.fields, self.url, self.message_id, files)

    def about(self, model: type[models.Model]) -> Any:
        """The object it is about, or None when that is gone."""
        right = model._meta.label_lower == self.about_type
        return model._default_manager.filter(pk=self.about_id).first() if right else None

    @property
    def is_outward(self) -> bool:
        """Whether it leaves the house by itself."""
        return self.channel in (self.Channel.EMAIL, self.Channel.SMS)

    @property
    def aloud(self) -> str:
        """What to say to somebody whom nothing reaches, in their language and without the links."""
        return letters.aloud(self.what, self.to, self.fields)

    @transaction.atomic
    def say(self, by: Any) -> bool:
        """Somebody has told them. False when that was done already."""
        said = bool(Notice.objects.unsaid().filter(pk=self.pk).update(read_at=timezone.now()))
        if said:
            record(by, "notice.said", self, about=self.person)
        return said

    @transaction.atomic
    def unsay(self, by: Any) -> None:
        """Undo: nobody has told them after all."""
        if Notice.objects.filter(pk=self.pk, read_at__isnull=False).update(read_at=None):
            record(by, "notice.unsaid", self, about=self.person)

    def agrees_with(self, other: "Notice") -> bool:
        return all(getattr(self, name) == getattr(other, name) for name in PROMISED)


#: What a promise decides; the rest is what became of it.
PROMISED = ("fields", "url", "attachments", "due_at", "expires_at", "about_type", "about_id", "planned_by")


def occasion(*parts: object) -> str:
    """A key: `occasion("first_day", assignment.pk, starts_at)`. A moved time is another occasion."""
    return ":".join(_plain(part) for part in parts)


def _plain(part: object) -> str:
    return f"{part.astimezone(UTC):%Y%m%dT%H%MZ}" if isinstance(part, datetime) else str(part)
