"""Courses and their topics (CRS-01)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.shipped import texts_of, titles_of
from foundation.pages.shipped import in_readers_language
from foundation.tenancy.models import WalledModel


class Course(WalledModel):
    """What is taught. Its code is also the code of the qualification it gives."""

    code = models.SlugField(max_length=40)
    title = models.CharField(_("title"), max_length=200)
    aim = models.TextField(_("what you know afterwards"), blank=True)
    invitation = models.TextField(_("invitation"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=120)

    class Meta:
        verbose_name = _("course")
        ordering = ["title", "id"]
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="course_once")]

    def __str__(self) -> str:
        return self.said("title")

    def said(self, field: str) -> str:
        """In the reader's language as long as the text is the house's own."""
        return in_readers_language(getattr(self, field), texts_of(self.code, field))

    @property
    def purpose(self) -> str:
        return self.said("aim")


class Topic(WalledModel):
    """A part of a course. What is compulsory must be covered before a session can be closed."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="topics")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=200)
    is_compulsory = models.BooleanField(_("compulsory"), default=False)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=20)

    class Meta:
        verbose_name = _("topic")
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "course", "number"], name="topic_once")
        ]

    def __str__(self) -> str:
        return in_readers_language(self.title, titles_of(self.title))
