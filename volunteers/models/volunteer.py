"""The volunteer: one person's relation to one workplace, from the first question to the last thanks."""

import re
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.roles import Watch, watch
from foundation.audit.models import record
from foundation.pages.addresses import address
from foundation.people.models import Person, Workplace
from foundation.tenancy.models import WalledModel


class VolunteerQuerySet(models.QuerySet):
    def ongoing(self) -> "VolunteerQuerySet":
        """Everybody we still owe something: not ended, not closed."""
        return self.filter(closed_on=None)

    def active(self) -> "VolunteerQuerySet":
        """Has begun and has not ended. A pause is not an end."""
        return self.ongoing().filter(started_on__isnull=False)

    def with_people(self) -> "VolunteerQuerySet":
        return self.select_related("person", "workplace")

    def with_pause(self, today: date) -> "VolunteerQuerySet":
        from volunteers.models.pause import Pause

        running = Pause.objects.current(today).filter(volunteer=OuterRef("pk"))
        return self.annotate(paused=Exists(running))

    def speaking(self, language: str) -> "VolunteerQuerySet":
        """By the code of a tag: «speaks Tamil» (VOL-23)."""
        return self.filter(profile__languages__contains=[language])

    def interested_in(self, interest: str) -> "VolunteerQuerySet":
        return self.filter(profile__interests__contains=[interest])

    def skilled_in(self, skill: str) -> "VolunteerQuerySet":
        return self.filter(profile__skills__contains=[skill])

    def comfortable_with(self, group: str) -> "VolunteerQuerySet":
        """By the code of a group of recipients (VOL-36)."""
        return self.filter(profile__comfortable_with__contains=[group])

    def free_at(self, time: str) -> "VolunteerQuerySet":
        """By a part of the week, such as `tue_evening`, or by a tag of when it suits."""
        return self.filter(Q(profile__week__contains=[time]) | Q(profile__times__contains=[time]))

    def unaffiliated(self) -> "VolunteerQuerySet":
        """Who comes by themself, or has not said: whom the municipality insures (VOL-22)."""
        return self.exclude(profile__affiliation="organisation")

    def through(self, partner: Any = None) -> "VolunteerQuerySet":
        """Who comes through an organisation, or through this one."""
        found = self.filter(profile__affiliation="organisation")
        return found.filter(profile__partner=partner) if partner else found

    def named(self, text: str) -> "VolunteerQuerySet":
        """Search by name and e-mail, each word, or by phone when it is all digits."""
        number = re.sub(r"[\s+]", "", text)
        if number.isdigit() and len(number) >= 4:
            return self.filter(person__phone__contains=number.removeprefix("00"))
        words = Q()
        for word in text.split():
            words &= Q(person__name__icontains=word) | Q(person__email__icontains=word)
        return self.filter(words)


class Volunteer(WalledModel):
    """Begins as somebody interested; the same row all the way, so that no history is lost."""

    class Closed(models.TextChoices):
        ENDED = "ended", _("ended, with thanks")
        REFERRED = "referred", _("shown on to others")
        NOT_RELEVANT = "not_relevant", _("not this time")
        MERGED = "merged", _("the same person, kept once")

    person = models.ForeignKey(Person, models.PROTECT, related_name="volunteering")
    workplace = models.ForeignKey(  # empty while somebody interested does not know where yet
        Workplace, models.PROTECT, null=True, blank=True, related_name="volunteers"
    )
    registered_at = models.DateTimeField(default=timezone.now)
    started_on = models.DateField(_("volunteer since"), null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_as = models.CharField(max_length=12, choices=Closed.choices, blank=True)
    is_group_leader = models.BooleanField(_("can be a buddy"), default=False)
    declines_hours = models.BooleanField(_("would rather not count hours"), default=False)
    motivation = models.TextField(_("why I want to"), blank=True)  # the first they told us

    places = {"workplace": "workplace", "sector": "workplace__sector", "person": "person"}
    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("volunteer")
        ordering = ["person__name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, closed_as="")
                | Q(closed_on__isnull=False) & ~Q(closed_as=""),
                name="volunteer_closed_as_something",
            ),
            models.CheckConstraint(
                condition=Q(started_on__isnull=True) | Q(workplace__isnull=False),
                name="volunteer_starts_somewhere",
                violation_error_message=_("Choose the place first."),
            ),
            models.UniqueConstraint(
                fields=["municipality", "person", "workplace"],
                condition=Q(closed_on__isnull=True),
                name="volunteer_once_per_workplace",
                violation_error_message=_("This person is already registered here."),
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "workplace", "closed_on"], name="volunteer_workplace"),
            models.Index(  # sums over everybody are taken from the index alone
                fields=["municipality", "id"],
                include=["workplace", "closed_on", "started_on"],
                name="volunteer_here",
            ),
        ]

    def __str__(self) -> str:
        return self.person.name

    def get_absolute_url(self) -> str:
        return address("volunteer", self.pk)

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def first_name(self) -> str:
        return self.person.first_name

    @property
    def is_active(self) -> bool:
        return self.started_on is not None and self.closed_on is None

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    @property
    def lacks_own_page(self) -> bool:
        """Could log in by a code in the mail, and has no log-in yet."""
        return bool(self.person.email) and self.person.user_id is None and not self.is_closed

    @property
    def reasons(self) -> list[tuple[Any, str]]:
        """Question and answer: on top of every later talk (VOL-16). What they first told us, until they have said more."""
        profile = getattr(self, "profile", None)
        told = profile.reasons if profile else []
        return told or ([(_("Why I want to"), self.motivation)] if self.motivation else [])

    _watched: tuple[tuple[Any, date], Watch] | None = None

    def contact(self, today: date) -> Person | None:
        """Who answers for this volunteer today, the deputy or coordinator when nobody else does."""
        return self.watch(today).answering

    def watch(self, today: date) -> Watch:
        """Asked once, as long as this volunteer stands at the same place."""
        key = (self.workplace_id, today)
        if self._watched is None or self._watched[0] != key:
            self._watched = (key, watch(self.workplace, today))
        return self._watched[1]

    def step(self, code: str) -> Any:
        """The newest row of a step, or None."""
        return self.steps.filter(code=code).order_by("-opened_at", "-id").first()

    def open_step(
        self, code: str, due_at: datetime | None = None, at: datetime | None = None, **fields: Any
    ) -> Any:
        """Open a step, or move the one that is open already."""
        from volunteers.models.step import CareStep

        self.lock()
        step = self.steps.open().filter(code=code).first() or CareStep(volunteer=self, code=code)
        step.opened_at = step.opened_at if step._state.adding is False else (at or timezone.now())
        step.due_at = due_at
        for name, value in fields.items():
            setattr(step, name, value)
        step.save()
        return step

    def lock(self) -> None:
        """One deed at a time; and none on a relation that somebody has just closed."""
        rows = Volunteer.objects.select_for_update(of=("self",)).filter(pk=self.pk)
        self.closed_on, self.closed_as = rows.values_list("closed_on", "closed_as").get()
        if self.is_closed:
            raise ValidationError(_("%(name)s is no longer a volunteer here."), params={"name": self.name})

    def finish_step(self, code: str, by: Any, at: datetime | None = None, note: str = "") -> Any:
        """Mark the open row of a step done; makes one when the step was taken out of order."""
        step = self.steps.open().filter(code=code).first() or self.open_step(code, at=at)
        step.finish(by=by, at=at, note=note)
        return step

    def reopen_step(self, code: str, by: Any) -> None:
        """Undo: the newest row of a step that was marked done is open again."""
        done = self.steps.done().filter(code=code).order_by("done_at", "id").last()
        if done is None:
            raise ValidationError(_("There is nothing to undo."))
        done.reopen(by)

    def answer_enquiry(self, by: Any, at: datetime | None = None) -> None:
        """Whoever came with a register has never asked."""
        if enquiry := getattr(self, "enquiry", None):
            enquiry.answer(by=by, at=at)

    def lead_group(self, leads: bool, by: Any) -> None:
        """Leads a group of volunteers, and is asked first to be a buddy (VOL-39)."""
        self.is_group_leader = leads
        self.save(update_fields=["is_group_leader"])
        record(by, "volunteer.group_leader", self, about=self.person, changes={"leads": leads})

    def close(self, as_: str, on: date) -> None:
        """Close the relation and every step that is still open. Called by the verbs that have a reason to."""
        from volunteers.models.sensitive import SensitiveInfo

        SensitiveInfo.withdraw(self, by=None)
        self.closed_on, self.closed_as = on, as_
        self.save(update_fields=["closed_on", "closed_as"])
        for step in self.steps.open():
            step.drop()
