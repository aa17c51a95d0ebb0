"""The library of topics that courses are put together from (CRS-02)."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from courses.shipped import topic_text
from foundation.audit.models import record
from foundation.pages.addresses import address
from foundation.pages.shipped import in_readers_language
from foundation.people.models import Person
from foundation.tenancy.models import WalledModel


class Audience(models.TextChoices):
    VOLUNTEER = "volunteer", _("for volunteers")
    EMPLOYEE = "employee", _("for employees")


class LibraryTopic(WalledModel):
    """Something to talk about at a course. Its texts are the house's until the municipality writes its own."""

    code = models.SlugField(max_length=40, blank=True)  # "" for a topic of the municipality's own
    audience = models.CharField(_("for whom"), max_length=9, choices=Audience.choices)
    number = models.PositiveSmallIntegerField(default=99)
    title = models.CharField(_("title"), max_length=200)
    goal = models.TextField(_("goal"), blank=True)
    key_points = models.TextField(_("what to say"), blank=True)
    exercise = models.TextField(_("exercise"), blank=True)
    handout = models.TextField(_("handout"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=20)
    lecturer = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("usual lecturer")
    )
    covers = models.JSONField(default=list)  # what the introduction course must have been through (CRS-01)

    class Meta:
        verbose_name = _("topic")
        ordering = ["audience", "number", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code"], condition=~models.Q(code=""), name="library_topic_once"
            )
        ]

    def __str__(self) -> str:
        return self.said("title")

    def get_absolute_url(self) -> str:
        return address("library_topic", self.pk)

    def said(self, field: str) -> str:
        """In the reader's language as long as the text is the house's own."""
        return in_readers_language(getattr(self, field), topic_text(self.code, field))

    @property
    def purpose(self) -> str:
        return self.said("goal")

    @property
    def points(self) -> list[str]:
        return [line for line in self.said("key_points").splitlines() if line.strip()]

    @property
    def task(self) -> str:
        return self.said("exercise")

    @property
    def leaflet(self) -> str:
        return self.said("handout")

    @transaction.atomic
    def write(self, by: Any) -> None:
        """Keep what has been set."""
        self.save()
        record(by, "library_topic.written", self, changes={"title": self.title})
