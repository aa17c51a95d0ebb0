"""The network coordinator's overview: one row per workplace, a verdict in words first (NET-03, NET-01, CON-02, CON-03)."""

import uuid
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.access.models import Appointment
from foundation.access.roles import recommended_percent
from foundation.pages.addresses import address
from foundation.pages.moments import lasted
from foundation.pages.numbers import in_words
from foundation.people.models import Workplace
from foundation.tenancy.prepared import prepared
from foundation.tenancy.words import word
from volunteers.figures import Figures


class Post(NamedTuple):
    """What the overview reads of an appointment: of all places at once, so no more than that."""

    role: str
    workplace_id: uuid.UUID | None
    name: str
    position_percent: int | None

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def is_below_recommendation(self) -> bool:
        wanted = recommended_percent(self.role)
        return wanted is not None and (self.position_percent or 0) < wanted


@dataclass(frozen=True)
class Row:
    workplace: Workplace
    contacts: list[Post]
    figures: Figures

    @property
    def url(self) -> str:
        return address("workplace", self.workplace.pk)

    @property
    def usual_reply(self) -> str:
        """How soon an enquiry is answered there; empty where none was."""
        return (
            _("usually answered in %(time)s") % {"time": lasted(self.figures.reply)}
            if self.figures.reply
            else ""
        )

    @property
    def is_vacant(self) -> bool:
        return not self.contacts

    @property
    def is_low(self) -> bool:
        """Less time set aside than the municipality recommends."""
        return any(contact.is_below_recommendation for contact in self.contacts)

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
            names = ", ".join(one.first_name for one in self.contacts)
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


def rows(
    member: Member,
    figures: dict[uuid.UUID | None, Figures],
    contacts: dict[uuid.UUID, list[Post]],
    sector: str = "",
    district: str = "",
) -> list[Row]:
    """One query: the workplaces."""
    found = [
        Row(workplace, contacts.get(workplace.pk, []), figures.get(workplace.pk, Figures()))
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


def posts(today: date) -> tuple[dict[uuid.UUID, list[Post]], list[Post]]:
    """The contacts of each workplace, and the network coordinators."""
    contacts: dict[uuid.UUID, list[Post]] = {}
    coordinators = []
    for post in map(Post._make, _posts(today)):
        if post.workplace_id:
            contacts.setdefault(post.workplace_id, []).append(post)
        elif post.role == "network_coordinator":
            coordinators.append(post)
    return contacts, coordinators


@prepared
def _posts(today: date) -> QuerySet:
    roles = ("volunteer_contact", "network_coordinator")
    found = Appointment.objects.current(today).filter(role__in=roles)
    return found.values_list("role", "workplace", "person__name", "position_percent")


def contacts_by_workplace(today: date) -> dict[uuid.UUID, list[Appointment]]:
    contacts: dict[uuid.UUID, list[Appointment]] = {}
    for appointment in _contacts(today):
        contacts.setdefault(appointment.workplace_id, []).append(appointment)
    return contacts


@prepared
def _contacts(today: date) -> QuerySet[Appointment]:
    found = Appointment.objects.current(today).contacts().select_related("person", "deputy")
    told = ("role", "workplace", "position_percent", "time_class")
    return found.only(*told, "person__name", "person__phone", "deputy__name")


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
