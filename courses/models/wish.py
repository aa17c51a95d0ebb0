"""What people wish to learn: one writes it, others join in, and whoever plans the courses answers them all (CRS-11)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.notices.outbox import Promise, notify_all, occasion
from foundation.people.belonging import belongings
from foundation.people.models import Person, Workplace
from foundation.tenancy.models import WalledModel

SHOWN_FOR = timedelta(days=180)  # an answer, to those who wished for it


class CourseWishQuerySet(models.QuerySet):
    def open(self) -> "CourseWishQuerySet":
        return self.filter(answered_at=None)

    def to_read(self, now: datetime) -> "CourseWishQuerySet":
        return self.filter(Q(answered_at=None) | Q(answered_at__gt=now - SHOWN_FOR))

    def top(self) -> "CourseWishQuerySet":
        """What most people wish for comes first."""
        return self.annotate(support=Count("supports")).order_by("-support", "-wished_at", "id")

    def seen_by(self, person: Person) -> "CourseWishQuerySet":
        mine = WishSupport.objects.filter(wish=OuterRef("pk"), person=person)
        return self.annotate(is_supported=Exists(mine), is_own=Q(person__isnull=False, person=person))


class CourseWish(WalledModel):
    person = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="+"
    )  # nobody: let go of, and still wished for
    workplace = models.ForeignKey(
        Workplace, models.PROTECT, null=True, related_name="+"
    )  # where whoever wrote it belongs
    text = models.CharField(_("what to learn"), max_length=200)
    wished_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=200, blank=True)

    places = {"person": "person"}
    objects = CourseWishQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish for a course")
        ordering = ["-wished_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="course_wish_answered_in_words",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @classmethod
    @transaction.atomic
    def make(cls, person: Person, text: str, by: Any, at: datetime | None = None) -> "CourseWish":
        """Written twice it is one wish. Whoever writes it is the first who wishes it."""
        if found := cls.objects.open().filter(person=person, text__iexact=text).first():
            return found
        here = belongings(timezone.localdate(), persons=[person])
        place = next((one.workplace_id for one in here if one.workplace_id), None)
        wish = cls.objects.create(
            person=person, workplace_id=place, text=text, wished_at=at or timezone.now()
        )
        WishSupport.objects.create(wish=wish, person=person)
        record(by, "course_wish.made", wish, about=person, at=at)
        return wish

    @transaction.atomic
    def join(self, person: Person, wants: bool, by: Any) -> None:
        """Me too, or not after all. Twice is once."""
        mine = {"wish": self, "person": person}
        if wants:
            _row, changed = WishSupport.objects.get_or_create(**mine)
        else:
            changed = WishSupport.objects.filter(**mine).delete()[0]
        if changed:
            record(by, "course_wish.joined" if wants else "course_wish.left", self, about=person)

    @transaction.atomic
    def take_back(self, by: Any) -> None:
        """Gone, unless others wish for it too: then it is theirs, and nobody's name stands on it."""
        record(by, "course_wish.taken_back", self, about=self.person)
        if self.supports.exclude(person=self.person).exists() or self.answered_at:
            self.supports.filter(person=self.person).delete()
            self.person = None
            self.save(update_fields=["person"])
        else:
            self.delete()

    @transaction.atomic
    def reply(self, answer: str, by: Any, at: datetime | None = None) -> None:
        """Everybody who wishes for it is told that there is an answer. The former words stay in the log."""
        if answer == self.answer:
            return
        changes = {"before": self.answer} if self.answer else {}
        self.answer, self.answered_by_name, self.answered_at = answer, by.name, at or timezone.now()
        self.save(update_fields=["answer", "answered_by_name", "answered_at"])
        record(by, "course_wish.answered", self, about=self.person, changes=changes, at=at)
        key, url = occasion("course_wish", self.pk, self.answered_at), reverse("course_wishes")
        who = [one.person for one in self.supports.select_related("person")]
        notify_all(Promise(one, "course_wish_answered", {}, url, key, about=self) for one in who)


class WishSupport(WalledModel):
    wish = models.ForeignKey(CourseWish, models.CASCADE, related_name="supports")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    joined_at = models.DateTimeField(default=timezone.now)

    places = {"person": "person"}

    class Meta:
        verbose_name = _("wishes for a course too")
        constraints = [
            models.UniqueConstraint(fields=["municipality", "wish", "person"], name="wish_support_once")
        ]

    def __str__(self) -> str:
        return str(self.wish)
