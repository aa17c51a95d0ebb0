"""One-time links: how a person without a log-in answers a mail. Only the hash of the secret is kept."""

import hashlib
import secrets
import uuid
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from foundation.people.models import Person
from foundation.tenancy.models import WalledModel


class LinkGone(Exception):
    """The link is unknown, used or too old. `why` is one of those three words; `link` is there unless unknown."""

    def __init__(self, why: str, link: "Link | None" = None) -> None:
        super().__init__(why)
        self.why, self.link = why, link


class Link(WalledModel):
    """A secret address that one person may use for one purpose, once."""

    purpose = models.CharField(max_length=40)
    person = models.ForeignKey(Person, models.CASCADE, related_name="links")
    secret_hash = models.CharField(max_length=64)
    address = models.EmailField(max_length=254, blank=True)  # what opening it proves, when it proves one
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    places = {"person": "person"}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "secret_hash"], name="link_once")]

    def __str__(self) -> str:
        return self.purpose

    def use(self) -> None:
        """Once only: raises when somebody was first (a double click, a forwarded mail)."""
        changed = Link.objects.filter(pk=self.pk, used_at=None).update(used_at=timezone.now())
        if not changed:
            raise LinkGone("used", self)


def make_link(purpose: str, person: Person, about: Any = None, days: int = 14, address: str = "") -> str:
    """The secret of a new link; the room that owns the purpose puts it into its own address."""
    secret = secrets.token_urlsafe(24)
    Link.objects.create(
        purpose=purpose,
        person=person,
        address=address.lower(),
        secret_hash=_hash(secret),
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else None,
        expires_at=timezone.now() + timedelta(days=days),
    )
    return secret


def open_link(secret: str, purpose: str) -> Link:
    """The link behind a secret; raises `LinkGone` when it is unknown, used or too old."""
    found = Link.objects.select_related("person").filter(secret_hash=_hash(secret), purpose=purpose).first()
    if found is None:
        raise LinkGone("unknown")
    if found.used_at:
        raise LinkGone("used", found)
    if found.expires_at < timezone.now():
        raise LinkGone("expired", found)
    return found


def withdraw_links(purpose: str, about_id: uuid.UUID) -> None:
    """What the links were for is gone: they are used up."""
    Link.objects.filter(purpose=purpose, about_id=about_id, used_at=None).update(used_at=timezone.now())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
