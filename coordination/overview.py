"""The network coordinator's overview: one row per workplace, a verdict in words first (NET-03, NET-01, CON-02, CON-03)."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.access.models import Appointment
from foundation.pages.addresses import address
from foundation.pages.numbers import in_words
from foundation.people.models import Workplace
from foundation.tenancy.prepared import prepared
from foundation.tenancy.settings import setting
from foundation.tenancy.words import word
from volunteers.figures import Figures


@dataclass(frozen=True)
class Row:
    workplace: Workplace
    contacts: list[Appointment]
    figures: Figures
    recommended: int

    @property
    def is_vacant(self) -> bool:
        return not self.contacts

    @property
    def is_low(self) -> bool:
        """Less time set aside than the municipality recommends."""
        return any((contact.position_percent or 0) < self.recommended for contact in self.contacts)

    @property
    def is_in_need(self) -> bool:
        return self.is_vacant or self.figures.late > 0

    @cached_property
    def reason(self) -> str:
        """Why the row stands where it stands, in a sentence or two."""
        sentences = []
        if self.is_vacant:
            sentences.append(
                _("No %(contact_word)s, so enquiries come to you.")
                % {"contact_word": word("volunteer_contact")}
            )
        if count := self.figures.late_enquiries:
            sentence = ngettext(
                "One has waited too long for an answer.",
                "%(count)s have waited too long for an answer.",
                count,
            )
            sentences.append(sentence % {"count": in_words(count)})
        if count := self.figures.late_calls:
            sentence = ngettext("One should have been called.", "%(count)s should have been called.", count)
            sentences.append(sentence % {"count": in_words(count)})
        if count := self.figures.late_told:
            sentence = ngettext(
                "One thing that was told or asked for waits too long.",
                "%(count)s things that were told or asked for wait too long.",
                count,
            )
            sentences.append(sentence % {"count": in_words(count)})
        if self.is_low:
            names = ", ".join(one.person.first_name for one in self.contacts)
            sentences.append(_("%(names)s has less time than recommended.") % {"names": names})
        return " ".join(sentences)

    @property
    def weight(self) -> tuple[int, int, str]:
        """The worst row first."""
        return (-self.figures.late, 0 if self.is_vacant else 1, self.workplace.name)

    @cached_property
    def links(self) -> dict[str, str]:
        """The lists behind the figures."""
        here = f"{address('volunteers')}?workplace={self.workplace.pk}"
        return {
            "active": f"{here}&status=active",
            "unanswered": f"{here}&step=interested",
            "late_calls": f"{here}&step=follow_up&late=1",
        }


Contacts = dict[uuid.UUID, list[Appointment]]


def rows(
    member: Member,
    figures: dict[uuid.UUID | None, Figures],
    contacts: Contacts,
    sector: str = "",
    district: str = "",
) -> list[Row]:
    """One query: the workplaces."""
    recommended = setting("recommended_pct_contact")
    found = [
        Row(workplace, contacts.get(workplace.pk, []), figures.get(workplace.pk, Figures()), recommended)
        for workplace in _places(member, _chosen(sector), _chosen(district))
    ]
    return sorted(found, key=lambda row: row.weight)


def _chosen(given: object) -> uuid.UUID | None:
    return uuid.UUID(str(given)) if given else None


@prepared
def _places(member: Member, sector: uuid.UUID | None, district: uuid.UUID | None) -> QuerySet[Workplace]:
    places = visible(member, "overview.see", Workplace).open(member.today).select_related("district")
    places = places.only("name", "short_name", "service_type", "included_from", "district__name")
    if sector:
        places = places.filter(sector=sector)
    return places.filter(district=district) if district else places


def appointed(today: date) -> tuple[Contacts, list[Appointment]]:
    """The contacts of each workplace, and the network coordinators."""
    found = _appointments(today)
    contacts: Contacts = {}
    for appointment in found:
        if appointment.workplace_id:
            contacts.setdefault(appointment.workplace_id, []).append(appointment)
    return contacts, [one for one in found if one.role == "network_coordinator"]


@prepared
def _appointments(today: date) -> QuerySet[Appointment]:
    roles = ("volunteer_contact", "network_coordinator")
    found = Appointment.objects.current(today).filter(role__in=roles).select_related("person", "deputy")
    told = ("role", "workplace", "position_percent", "time_class")
    return found.only(*told, "person__name", "person__phone", "deputy__name")


def contacts_by_workplace(today: date) -> Contacts:
    return appointed(today)[0]


def verdict(found: list[Row]) -> str:
    """A sentence before the figures: how many are on track, and who needs you."""
    if not found:
        return _("No places yet.")
    needing = [row for row in found if row.is_in_need]
    fine = len(found) - len(needing)
    if not needing and fine > 1:
        return _("All %(count)s places are on track.") % {"count": in_words(fine).lower()}
    track = ngettext("One place is on track.", "%(count)s places are on track.", fine)
    track = track % {"count": in_words(fine)}
    if not needing:
        return track
    needs = _("%(place)s needs you.") % {"place": needing[0].workplace.short}
    if len(needing) > 1:
        more = len(needing) - 1
        needs = ngettext(
            "%(place)s and one other place need you.",
            "%(place)s and %(count)s other places need you.",
            more,
        ) % {"place": needing[0].workplace.short, "count": in_words(more).lower()}
    return f"{track} {needs}" if fine else needs


def totals(found: list[Row]) -> Figures:
    return Figures(
        active=sum(row.figures.active for row in found),
        unanswered=sum(row.figures.unanswered for row in found),
        late_enquiries=sum(row.figures.late_enquiries for row in found),
        late_calls=sum(row.figures.late_calls for row in found),
    )
