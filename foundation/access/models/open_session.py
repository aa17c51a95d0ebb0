"""Where somebody is logged in: told to them, and ended by them."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.sessions.models import Session
from django.db import models
from django.utils import timezone

from foundation.people.models import Person
from foundation.tenancy.models import WalledModel

if TYPE_CHECKING:
    from foundation.people.models import User


KEPT = timedelta(days=60)


class OpenSessionQuerySet(models.QuerySet):
    def of(self, person: Person) -> "OpenSessionQuerySet":
        return self.filter(person=person, ended_at=None)

    def alive(self) -> "OpenSessionQuerySet":
        """Those whose session still stands and has not run out."""
        standing = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
        return self.filter(session_key__in=standing)

    def forgotten(self) -> "OpenSessionQuerySet":
        return self.filter(seen_at__lt=timezone.now() - KEPT)

    def end(self) -> int:
        """The sessions go at once; that they were is kept, since it tells which networks are known."""
        keys = list(self.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        return self.update(ended_at=timezone.now(), session_key="")


class OpenSession(WalledModel):
    """One log-in in one browser. The network is a keyed hash: nobody's whereabouts are written down."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="open_sessions")
    session_key = models.CharField(max_length=40, blank=True)
    browser = models.CharField(max_length=40, blank=True)  # "Firefox", never the whole of what it says
    system = models.CharField(max_length=40, blank=True)  # "Windows"
    network = models.CharField(max_length=32, blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    places = {"person": "person"}
    objects = OpenSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at", "-id"]
        indexes = [models.Index(fields=["municipality", "person", "-seen_at"], name="open_session_of")]

    def __str__(self) -> str:
        return self.browser


def networks_of(users: "list[User]") -> set[str]:
    """The networks from which these log-ins have come in lately."""
    since = timezone.now() - KEPT
    rows = OpenSession.objects.filter(person__user__in=users, seen_at__gt=since).exclude(network="")
    return set(rows.values_list("network", flat=True).distinct())
