"""«Delete what is kept about me» (PRI-06): asked by the volunteer, done by the contact within a month, with what must stay said."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.documents.models import Document
from foundation.notices.outbox import cancel, notify, occasion
from foundation.tenancy.models import WalledModel
from volunteers.deadlines import day_deadline
from volunteers.models.enquiry import Enquiry
from volunteers.models.profile import TOLD_AT, Profile
from volunteers.models.referee import RefereeCheck
from volunteers.models.sensitive import SensitiveInfo
from volunteers.models.volunteer import Volunteer

A_MONTH = timedelta(days=30)  # the law's own deadline (GDPR art. 12 no. 3)


class ErasureQuerySet(models.QuerySet):
    def open(self) -> "ErasureQuerySet":
        return self.filter(done_at=None, withdrawn_at=None)


class ErasureRequest(WalledModel):
    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="erasure_requests")
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by_name = models.CharField(max_length=200, blank=True)

    places = TOLD_AT
    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish to be deleted")
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "volunteer"],
                condition=models.Q(done_at=None, withdrawn_at=None),
                name="erasure_asked_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.volunteer)

    @classmethod
    @transaction.atomic
    def ask(cls, volunteer: Volunteer, by: Any, at: datetime | None = None) -> "ErasureRequest":
        """No reason is asked for. Asked twice it is one wish. Whoever answers for the place is told."""
        at = at or timezone.now()
        Volunteer.objects.select_for_update(of=("self",)).get(pk=volunteer.pk)
        if waiting := cls.objects.open().filter(volunteer=volunteer).first():
            return waiting
        wish = cls.objects.create(volunteer=volunteer, asked_at=at, due_at=day_deadline(at, A_MONTH.days))
        record(by, "erasure.asked", wish, about=volunteer.person, at=at)
        wish._tell(by)
        return wish

    def _tell(self, by: Any) -> None:
        from volunteers.words import facts

        today = timezone.localdate(self.asked_at)
        contact = self.volunteer.contact(today)
        if contact and contact != by.person:
            fields = facts(self.volunteer, today) | {"due_day": self.due_at}
            url = reverse("erasure", args=[self.volunteer_id])
            notify(contact, "erasure_asked", fields, url=url, key=occasion("erasure", self.pk), about=self)

    @transaction.atomic
    def withdraw(self, by: Any, at: datetime | None = None) -> None:
        self.withdrawn_at = at or timezone.now()
        self.save(update_fields=["withdrawn_at"])
        cancel(about=self)
        record(by, "erasure.withdrawn", self, about=self.volunteer.person, at=at)

    @transaction.atomic
    def carry_out(self, by: Any, at: datetime | None = None) -> None:
        """What was told is gone. That somebody was here, and what both have signed, stays; so does the log."""
        volunteer = self.volunteer
        if not volunteer.is_closed:
            raise ValidationError(_("End the work first, with thanks. Then it can be deleted."))
        at = at or timezone.now()
        SensitiveInfo.withdraw(volunteer, by=by, at=at)
        Profile.objects.filter(volunteer=volunteer).delete()
        RefereeCheck.objects.filter(volunteer=volunteer).delete()
        Enquiry.objects.filter(volunteer=volunteer).update(name="")
        for model, path, fields in told_texts():
            model._default_manager.filter(**{path: volunteer}).update(**dict.fromkeys(fields, ""))
        Volunteer.objects.filter(pk=volunteer.pk).update(motivation="")
        if is_nobody_else(volunteer):
            forget_how_to_reach(volunteer)
        self.done_at, self.done_by_name = at, by.name
        self.save(update_fields=["done_at", "done_by_name"])
        cancel(about=self)
        record(by, "erasure.done", self, about=volunteer.person, at=at)


def told_texts() -> Iterator[tuple[type[models.Model], str, list[str]]]:
    """Every text of this room that may stand empty and hangs on a volunteer: asked of the models, so that none is forgotten."""
    for model in (one for one in apps.get_models() if one.__module__.startswith("volunteers.")):
        path = getattr(model, "places", {}).get("person", "").removesuffix("__person")
        fields = [field.name for field in model._meta.concrete_fields if _is_told(field)]
        if path.endswith("volunteer") and fields:
            yield model, path, fields


def _is_told(field: models.Field) -> bool:
    """Free text; not the name of whoever wrote it."""
    is_text = isinstance(field, models.TextField) or (isinstance(field, models.CharField) and field.blank)
    return is_text and not field.choices and not field.name.endswith("_name")


def is_nobody_else(volunteer: Volunteer) -> bool:
    """Neither a volunteer somewhere else nor somebody who works here."""
    person = volunteer.person
    others = Volunteer.objects.ongoing().filter(person=person).exclude(pk=volunteer.pk)
    return not others.exists() and not person.appointments.exists()


def forget_how_to_reach(volunteer: Volunteer) -> None:
    """The name stays where a signed paper needs it: confidentiality lasts longer than the work."""
    person = volunteer.person
    person.email = person.phone = ""
    person.birth_year, person.channel, person.user = None, person.Channel.PAPER, None
    if not what_stays(volunteer):
        person.name = str(_("A former volunteer"))
    person.save()


def what_stays(volunteer: Volunteer) -> list[Document]:
    """Papers that both have signed."""
    return list(Document.objects.signed().of(volunteer.person).order_by("issued_at", "id"))
