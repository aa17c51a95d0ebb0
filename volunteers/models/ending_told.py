"""Who must know that somebody ends: those who had the visits, and the organisation one comes through (VOL-55).

Those who had the visits are told by the contact, face to face; nobody's name is kept. The organisation is told on the phone or
by a mail that the contact has looked through.
"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.notices import letters
from foundation.notices.kinds import kind as kind_of
from foundation.notices.models import Notice
from foundation.notices.outbox import Address, cancel, drafts, notify, occasion
from foundation.people.models import Partner

KIND = "ending_told_partner"


class Whom(models.TextChoices):
    RECIPIENTS = "recipients", _("those who had visits")
    ORGANISATION = "organisation", _("the organisation")


class Way(models.TextChoices):
    SPOKEN = "spoken", _("told in person or by phone")
    MAIL = "mail", _("told by mail")


class ToldOfEnding:
    """The part of `Ending` that tells others."""

    @property
    def organisation(self) -> str:
        """Empty for whoever comes on their own."""
        profile = getattr(self.volunteer, "profile", None)
        return profile.organisation if profile else ""

    @property
    def partner(self) -> Partner | None:
        """With an address to write to."""
        profile = getattr(self.volunteer, "profile", None)
        return profile.partner if profile and profile.partner and profile.partner.email else None

    @transaction.atomic
    def tell(self, whom: str, by: Any, on: date | None = None) -> None:
        """Told aloud, by whoever writes it down."""
        self._told(whom, Way.SPOKEN, by, on or timezone.localdate())

    @transaction.atomic
    def write_to_organisation(self, by: Any) -> None:
        """The mail goes two minutes later, so that it can be taken back."""
        if self.partner is None:
            raise ValidationError(_("We have no address to write to. Call them."))
        self._told(Whom.ORGANISATION, Way.MAIL, by, timezone.localdate())
        notify(self._address(), KIND, self._fields(by), key=self._occasion(), about=self, undo_window=True)

    @transaction.atomic
    def untell(self, whom: str, by: Any) -> None:
        if whom == Whom.ORGANISATION:
            if Notice.objects.of(self).filter(kind=KIND, state=Notice.State.SENT).exists():
                raise ValidationError(_("The mail has been sent, so this cannot be undone."))
            cancel(about=self, kind=KIND)
        self._told(whom, "", by, None)

    def letter_to_organisation(self, by: Any) -> letters.Letter:
        """As it will arrive."""
        to = self._address()
        [draft] = drafts(to, KIND, self._fields(by), "", self._occasion(), timezone.now(), about=self)
        return letters.write(kind_of(KIND), "email", to, draft.fields)

    def _told(self, whom: str, way: str, by: Any, on: date | None) -> None:
        names = [f"{whom}_told_on", f"{whom}_told_by_name"]
        setattr(self, names[0], on)
        setattr(self, names[1], by.name if on else "")
        if whom == Whom.ORGANISATION:
            self.organisation_told_by = way
            names.append("organisation_told_by")
        self.save(update_fields=names)
        verb = "ending.others_told" if on else "ending.others_not_told"
        record(by, verb, self, about=self.volunteer.person, changes={"whom": whom, "how": way})

    def _occasion(self) -> str:
        return occasion("ending-told", self.pk, timezone.now().strftime("%Y%m%d%H%M%S"))

    def _address(self) -> Address:
        return Address(self.partner.contact_name or self.partner.name, self.partner.email)

    def _fields(self, by: Any) -> dict[str, Any]:
        from volunteers.words import facts

        told = facts(self.volunteer, timezone.localdate()) | {"day": self.last_day}
        return told | {"person": {"name": self.volunteer.name}, "sender": _sender(by, self.volunteer)}


def _sender(by: Any, volunteer: Any) -> dict[str, str]:
    person = by.person
    place = volunteer.workplace.name if volunteer.workplace else ""
    return {"name": person.name, "first_name": person.first_name, "email": person.email, "place": place}
