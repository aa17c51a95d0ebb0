"""The sessions that somebody has open in this municipality: written down when they come in, and ended by them."""

import time
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from foundation.access import devices
from foundation.access.alerts import alert
from foundation.access.logins import person_of
from foundation.access.models import OpenSession
from foundation.audit.models import Entry, record
from foundation.people.models import Person, User

OPEN = "open_session"  # in the session: its own row here, under which key, and when it was last seen
SECONDS = 300  # how exact "last used" is


def begin(request: HttpRequest, person: Person, user: User, entry: Entry) -> None:
    """Somebody came in. By a browser that is new to them they are told, unless it is their very first."""
    mine = OpenSession.objects.filter(person=person)
    if devices.mark_of(user) not in devices.known(request) and mine.exists():
        alert(
            person,
            "security_new_device",
            entry,
            email=user.email,
            device=" ".join(devices.browser_of(request)),
        )
    mine.forgotten().delete()
    if not request.session.session_key:
        request.session.save()
    opened = drawn(request, person)
    opened.save()
    _write(request, opened)
    request.came_in = user  # the middleware remembers the browser


def note_login(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Django's signal: somebody came in."""
    if person := person_of(user):
        begin(request, person, user, record(person, "login.opened", person, about=person))


def note_new_password(sender: object, request: HttpRequest, user: User, **kwargs: Any) -> None:
    """allauth's signal: somebody changed their password. Whoever else knew the old one is put out."""
    person = request.member.person
    entry = record(person, "login.password_changed", person, about=person)
    alert(person, "security_password_changed", entry, to="account_reset_password")
    end_others(request, person)


def drawn(request: HttpRequest, person: Person) -> OpenSession:
    """This session as a row, unsaved."""
    browser, system = devices.browser_of(request)
    return OpenSession(
        person=person,
        session_key=request.session.session_key or "",
        browser=browser,
        system=system,
        network=devices.network_of(request),
    )


def see(request: HttpRequest) -> None:
    """After the answer: the key may have changed, and now and then it is written down that the session is used."""
    known, key = request.session.get(OPEN), request.session.session_key
    if not known or not key or (known["key"] == key and time.time() - known["seen"] < SECONDS):
        return
    row = OpenSession.objects.filter(pk=known["id"], ended_at=None)
    if row.update(session_key=key, seen_at=timezone.now()):
        _write(request, row.get())


def _write(request: HttpRequest, opened: OpenSession) -> None:
    request.session[OPEN] = {"id": str(opened.pk), "key": opened.session_key, "seen": time.time()}


def is_this(request: HttpRequest, opened: OpenSession) -> bool:
    return request.session.get(OPEN, {}).get("id") == str(opened.pk)


def listed(request: HttpRequest, person: Person) -> list[OpenSession]:
    """Those that are open, this one first; `here` tells which it is."""
    rows = list(OpenSession.objects.of(person).alive())
    for row in rows:
        row.here = is_this(request, row)
    if not any(row.here for row in rows):  # opened before sessions were written down
        rows.append(drawn(request, person))
        rows[-1].here = True
    return sorted(rows, key=lambda row: not row.here)


def end_others(request: HttpRequest, person: Person) -> int:
    this = request.session.get(OPEN, {}).get("id")
    return OpenSession.objects.of(person).alive().exclude(pk=this).end()
