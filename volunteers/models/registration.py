"""The registration form: gone through together at the first meeting, or by the volunteer themself, and confirmed (VOL-29)."""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Person
from foundation.people.phones import PhoneField
from foundation.tenancy.models import WalledModel
from volunteers.models.profile import TOLD_AT
from volunteers.models.volunteer import Volunteer

OF_PERSON = ("name", "birth_year", "email", "phone")  # kept with the person; the rest stands here


class Registration(WalledModel):
    """One confirmation; the newest stands, and those before it are kept."""

    class How(models.TextChoices):
        TOGETHER = "together", _("when we met")
        PAPER = "paper", _("on paper")
        MY_PAGE = "my_page", _("on My page")

    volunteer = models.ForeignKey(Volunteer, models.CASCADE, related_name="registrations")
    confirmed_at = models.DateTimeField(default=timezone.now)
    how = models.CharField(_("confirmed"), max_length=8, choices=How.choices)
    written_by_name = models.CharField(max_length=200)
    address = models.CharField(_("address"), max_length=300, blank=True)
    emergency_name = models.CharField(_("whom we call"), max_length=200, blank=True)
    emergency_phone = PhoneField(_("their phone"), blank=True)

    places = TOLD_AT

    class Meta:
        verbose_name = _("registration form")
        ordering = ["-confirmed_at", "-id"]

    def __str__(self) -> str:
        return str(self.volunteer)

    @classmethod
    @transaction.atomic
    def confirm(
        cls, volunteer: Volunteer, how: str, by: Any, at: datetime | None = None, **told: Any
    ) -> "Registration":
        """`told` holds what the municipality asks for; what it does not ask for stays as it was."""
        volunteer.lock()
        at = at or timezone.now()
        changed = _correct(volunteer.person, {name: told.pop(name) for name in OF_PERSON if name in told})
        former = volunteer.registrations.first()
        kept = (
            {name: getattr(former, name) for name in ("address", "emergency_name", "emergency_phone")}
            if former
            else {}
        )
        row = cls.objects.create(
            volunteer=volunteer, how=how, written_by_name=by.name, confirmed_at=at, **kept | told
        )
        facts = {"how": how, "fields": changed}
        record(by, "registration.confirmed", row, about=volunteer.person, changes=facts, at=at)
        return row


def _correct(person: Person, told: dict[str, Any]) -> list[str]:
    """Names of what is different now. Whoever no longer has an address is reached in another way."""
    changed = [name for name, value in told.items() if value != getattr(person, name)]
    for name in changed:
        setattr(person, name, told[name])
    reached = {person.Channel.EMAIL: person.email, person.Channel.SMS: person.phone}
    if not reached.get(person.channel, True):
        person.channel = next((way for way, address in reached.items() if address), person.Channel.PAPER)
    person.save(update_fields=[*changed, "channel"])
    return changed
