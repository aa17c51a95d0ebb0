"""The cast: two municipalities and people you know by heart. Loaded once; every test is rolled back.

Elvebyen: Marit coordinates the network. Kari is the contact at Solsiden (50 %) with Jonas as her deputy; Jonas is the contact
at Hagebyen and Eirik at Elvebredden. Berit manages Solsiden and Anne works there. Rolf represents a partner. Ingrid, Oddvar,
Gunnar and Solveig are or become volunteers; Oddvar never logs in.
Fjordvik: Solrun coordinates, Endre is the contact at the nursing home, Torgeir volunteers. Solrun is `stranger`: the most
powerful person of the other municipality.
"""

import time
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from foundation.access import second_factor
from foundation.access.grants import refresh_grants
from foundation.access.members import Member
from foundation.access.models import Appointment
from foundation.documents.seeding import seed_templates
from foundation.people.models import Department, Partner, Person, Sector, User, Workplace
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality

PASSWORD = "elleve grønne båter"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
BEGAN = date(2024, 1, 8)
HOUR = 3600  # a second factor stays lately shown, however long the tests take

# key: (name, role, place, share of a position)
STAFF = {
    "elvebyen": {
        "marit": ("Marit Haugland", "network_coordinator", None, 60),
        "yasmin": ("Yasmin Farah", "cross_sector_coordinator", None, 40),
        "kari": ("Kari Nygård", "volunteer_contact", "solsiden", 50),
        "jonas": ("Jonas Berg", "volunteer_contact", "hagebyen", 100),
        "eirik": ("Eirik Sand", "volunteer_contact", "elvebredden", 40),
        "berit": ("Berit Moen", "workplace_manager", "solsiden", None),
        "anne": ("Anne Lund", "employee", "solsiden", None),
        "rolf": ("Rolf Dahlen", "partner_contact", "omsorgslaget", None),
    },
    "fjordvik": {
        "solrun": ("Solrun Hjelle", "network_coordinator", None, 100),
        "endre": ("Endre Aarset", "volunteer_contact", "sjukeheimen", 100),
    },
}
VOLUNTEERS = {
    "elvebyen": {
        "ingrid": "Ingrid Solheim",
        "oddvar": "Oddvar Lien",
        "gunnar": "Gunnar Hauge",
        "solveig": "Solveig Aune",
    },
    "fjordvik": {"torgeir": "Torgeir Fonn"},
}
WORKPLACES = {
    "elvebyen": {
        "solsiden": ("Solsiden sykehjem", "Solsiden", "nursing_home"),
        "hagebyen": ("Hagebyen hjemmetjeneste", "Hagebyen", "home_service"),
        "elvebredden": ("Elvebredden aktivitetssenter", "Elvebredden", "activity_centre"),
    },
    "fjordvik": {"sjukeheimen": ("Fjordvik sjukeheim", "Sjukeheimen", "nursing_home")},
}
DEPUTIES = {"kari": "jonas", "jonas": "kari"}
WITHOUT_LOGIN = {"oddvar"}


class Cast:
    """Everybody and everything by key: `cast.kari`, `cast.solsiden`, `cast.elvebyen`."""

    def __init__(self) -> None:
        self.all: dict[str, Any] = {}
        self.home: dict[str, str] = {}  # key -> slug of the municipality

    def __getattr__(self, key: str) -> Any:
        try:
            return self.__dict__["all"][key]
        except KeyError:
            raise AttributeError(f"nobody and nothing in the cast is called {key!r}") from None

    @property
    def stranger(self) -> Person:
        return self.all["solrun"]

    def add(self, key: str, thing: Any, slug: str) -> Any:
        self.all[key], self.home[key] = thing, slug
        return thing

    def at(self, key: str) -> AbstractContextManager:
        """Enter the municipality of a person or a place: `with cast.at("kari"):`."""
        return enter(self.all[self.home[key]])

    def host(self, key: str) -> str:
        return f"{self.home[key]}.localhost"

    def member(self, key: str) -> Member:
        """The member that the person is today. Call it inside the municipality."""
        person = Person.objects.select_related("user").get(pk=self.all[key].pk)
        return Member(person, person.user)

    def visitor(self, slug: str = "elvebyen") -> Client:
        """Somebody with no log-in, on a municipality's host."""
        return Client(headers={"host": f"{slug}.localhost"})

    def client_for(self, key: str, second_factor: bool = True, host: str = "") -> Client:
        """A browser in which this person is logged in, staff with their second factor shown."""
        person = self.all[key]
        client = Client(headers={"host": host or self.host(key)})
        if person.user_id is None:
            raise ValueError(f"{key} has no log-in")
        staff = key in STAFF[self.home[key]]
        client.cookies["sessionid"] = session_of(person, second_factor=second_factor and staff)
        return client


def session_of(person: Person, second_factor: bool = False, at: Municipality | None = None) -> str:
    """The key of a session in which this person is logged in; `at` another municipality than their own if need be."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.user_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.user.get_session_auth_hash()
    session["municipality"] = str(at.pk if at else person.municipality_id)
    if second_factor:
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "at": time.time() + HOUR, "type": "totp"}
        ]
        session["account_authentication_methods_user"] = str(person.user_id)
    session.save()
    return session.session_key


def code_now(secret: str = SECRET) -> str:
    """The code that everybody's authenticator app shows now."""
    counter = list(totp.yield_hotp_counters_from_time())[totp.app_settings.TOTP_TOLERANCE]
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def load() -> Cast:
    """Make the rows. Rooms above add theirs at the end, inside the municipality."""
    cast = Cast()
    for slug in ("elvebyen", "fjordvik"):
        town = cast.add(slug, _municipality(slug), slug)
        seed_templates(town)
        with enter(town):
            _places(cast, slug)
            _people(cast, slug)
            _appointments(cast, slug)
    return cast


def _municipality(slug: str) -> Municipality:
    language = {"elvebyen": "nb", "fjordvik": "nn"}[slug]
    name = slug.capitalize()
    return Municipality.objects.create(
        name=f"{name} kommune", slug=slug, place=name, default_language=language
    )


def _places(cast: Cast, slug: str) -> None:
    sector = cast.add(f"health_{slug}", Sector.objects.create(name="Helse og omsorg"), slug)
    for key, (name, short, kind) in WORKPLACES[slug].items():
        place = Workplace.objects.create(name=name, short_name=short, service_type=kind, sector=sector)
        cast.add(key, place, slug)
        Department.objects.create(workplace=place, name="Avdeling 2")
    if slug == "elvebyen":
        cast.add("omsorgslaget", Partner.objects.create(name="Elvebyen Omsorgslag"), slug)


def _people(cast: Cast, slug: str) -> None:
    named = {key: row[0] for key, row in STAFF[slug].items()} | VOLUNTEERS[slug]
    for number, (key, name) in enumerate(named.items(), start=10):
        person = Person(name=name, phone=f"+47900000{number}", email=f"{key}@{slug}.example")
        if key in WITHOUT_LOGIN:
            person.email, person.channel = "", Person.Channel.PAPER
        else:
            person.user = _login(person.email, staff=key in STAFF[slug])
        person.save()
        cast.add(key, person, slug)


def _login(email: str, staff: bool) -> User:
    user = User.objects.create_user(email, PASSWORD if staff else None)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    if staff:
        second_factor.set_up(user, SECRET)
    return user


def _appointments(cast: Cast, slug: str) -> None:
    for key, (_name, role, place, percent) in STAFF[slug].items():
        scope = {}
        if place:
            kind = "partner" if role == "partner_contact" else "workplace"
            scope = {kind: cast.all[place]}
        deputy = cast.all[DEPUTIES[key]] if key in DEPUTIES else None
        appointment = Appointment(
            person=cast.all[key],
            role=role,
            position_percent=percent,
            deputy=deputy,
            starts_on=BEGAN,
            **scope,
        )
        appointment.appoint(by=None)
    refresh_grants(*(cast.all[key] for key in STAFF[slug]))
