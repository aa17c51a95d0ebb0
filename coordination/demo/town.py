"""The places and the people with a role, and how they log in."""

from datetime import date
from functools import cache
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from coordination.demo.days import Days
from foundation.access import second_factor
from foundation.access.grants import refresh_grants
from foundation.access.models import Appointment, Handover
from foundation.people.models import Department, District, Partner, Person, Sector, User, Workplace

BEGAN = date(2015, 1, 5)  # before the first volunteer of the story
PASSWORD = "sola skinner i elvebyen"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # the demo's authenticator; production refuses the demo


class Town:
    """Everything of one municipality by its key in the story."""

    def __init__(self, told: dict[str, Any], days: Days) -> None:
        self.told, self.days = told, days
        self.slug: str = told["key"]
        self.language: str = told["language"]
        self.people: dict[str, Person] = {}
        self.places: dict[str, Workplace] = {}
        self.partners: dict[str, Partner] = {}

    def build(self) -> None:
        self._places()
        self._partners()
        for row in self.told["staff"]:
            self.people[row["key"]] = self._person(row)
        for row in self.told["staff"]:
            self._appoint(row)
        self._representatives()
        self._log_ins()
        self._absences()

    def _places(self) -> None:
        districts = {row["key"]: District.objects.create(name=row["name"]) for row in self.told["districts"]}
        sectors = {row["key"]: Sector.objects.create(name=row["name"]) for row in self.told["sectors"]}
        self.sectors = sectors
        first = next(iter(sectors.values()))
        for row in self.told["workplaces"]:
            place = Workplace.objects.create(
                name=row["name"],
                short_name=row["name"].split()[0] if row["name"].split()[0] != "Villa" else row["name"],
                service_type=row["type"] if row["type"] in Workplace.Kind.values else Workplace.Kind.OTHER,
                sector=sectors.get(row.get("sector"), first),
                district=districts.get(row.get("district")),
                address=row.get("address", ""),
                places_count=row.get("residents") or row.get("guests_per_day"),
                core_values=row.get("core_values", ""),
                public_text=row.get("text", ""),
                in_languages={"en": row["english"]},
                included_from=BEGAN,
            )
            self.places[row["key"]] = place
            for name in row.get("departments", []):
                Department.objects.create(workplace=place, name=name)

    def _partners(self) -> None:
        for row in self.told["partners"]:
            kind = row["kind"] if row["kind"] in Partner.Kind.values else Partner.Kind.ASSOCIATION
            self.partners[row["key"]] = Partner.objects.create(
                name=row["name"], kind=kind, offers=row.get("offers", ""), contact_name=row.get("contact", "")
            )

    def _person(self, row: dict[str, Any]) -> Person:
        phone = "+47" + row["phone"].replace(" ", "") if row.get("phone") else ""
        return Person.objects.create(name=row["name"], email=self.address(row["key"]), phone=phone)

    def address(self, key: str) -> str:
        return f"{key.replace('_', '.')}@{self.slug}.example"

    def _appoint(self, row: dict[str, Any]) -> None:
        scope: dict[str, Any] = {}
        if row.get("at"):
            scope = {"workplace": self.places[row["at"]]}
        Appointment(
            person=self.people[row["key"]],
            role=row["role"],
            position_percent=row.get("position_pct"),
            time_class=row.get("time_class") or "share",
            hours_text=row.get("hours", ""),
            in_languages={"en": {"hours_text": row["english_hours"]}} if row.get("english_hours") else {},
            deputy=self.people.get(row.get("deputy")),
            starts_on=self.days.day(row["acting_since"]) if row.get("acting_since") else BEGAN,
            **scope,
        ).appoint(by=None)

    def _representatives(self) -> None:
        """One partner logs in too, so that every role can be tried."""
        key, partner = next(iter(self.partners.items()))
        person = Person.objects.create(name=partner.contact_name, email=self.address(key))
        self.people[key] = person
        Appointment(person=person, role="partner_contact", partner=partner, starts_on=BEGAN).appoint(by=None)
        admin = Person.objects.create(name="Ada Administrator", email=self.address("admin"))
        self.people["admin"] = admin
        Appointment(person=admin, role="tenant_admin", starts_on=BEGAN).appoint(by=None)

    def _log_ins(self) -> None:
        for person in self.people.values():
            log_in(person, PASSWORD)

    def _absences(self) -> None:
        """Who is away has handed over."""
        for row in self.told["staff"]:
            absent = row.get("absent")
            if not absent:
                continue
            appointment = Appointment.objects.contacts().get(person=self.people[row["key"]])
            Handover(
                appointment=appointment,
                to=self.people[row["deputy"]],
                starts_on=self.days.day(absent["from"]),
                ends_on=self.days.day(absent["until"]),
            ).make(by=appointment.person)


@cache
def _encoded(password: str | None) -> str:
    """Slow on purpose, so once for all of them."""
    return make_password(password)


def log_in(person: Person, password: str | None) -> User:
    """A log-in for a person of the demo; with a password also the second factor whose codes the mailbox shows."""
    user = User.objects.create(email=person.email, password=_encoded(password))
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if password:
        second_factor.set_up(user, SECRET)
    person.user = user
    person.save(update_fields=["user"])
    refresh_grants(person)
    return user
