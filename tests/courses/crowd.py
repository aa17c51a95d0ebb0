"""Many people of several places at one session at the same moment, with seats kept for each place (CRS-03).

They come twice, some give the seat back, a contact signs others up, and some come from the portal without being known. The
short form asks over Django's own handler, the long one over HTTP through two webs; what must hold is the same.
"""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from courses.models import Course, CourseSession
from courses.seeding import seed_courses
from foundation.events.models import Participation
from foundation.events.seats import Share
from foundation.people.models import Person, User
from foundation.tenancy.context import enter
from tests.cast import Cast, session_of
from volunteers.models import Volunteer

Ask = Callable[[str, str, dict], int]  # session, path, what is posted -> status


@dataclass
class Crowd:
    """Seats kept for Solsiden and for Hagebyen, and some for all; `people` from each of three places, and half as many unknown."""

    cast: Cast
    solsiden: int
    hagebyen: int
    for_all: int
    people: int
    session: CourseSession = field(init=False)
    keys: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)

    def __post_init__(self) -> None:
        with enter(self.cast.elvebyen):
            seed_courses("nb")
            places = [self.cast.solsiden, self.cast.hagebyen, self.cast.elvebredden]
            self.session = self._planned(places)
            for number in range(3 * self.people):
                user = User.objects.create_user(f"p{number}@elvebyen.example")
                person = Person.objects.create(name=f"Person {number}", email=user.email, user=user)
                Volunteer.objects.create(person=person, workplace=places[number % 3])
                self.keys.append(session_of(person))
            self.led = list(
                Volunteer.objects.filter(workplace=self.cast.solsiden).values_list("person", flat=True)
            )
            self.kari = session_of(self.cast.kari, second_factor=True)

    def _planned(self, places: list) -> CourseSession:
        starts = timezone.now() + timedelta(days=14)
        session = CourseSession.plan(
            Course.objects.get(code="introduction"),
            starts_at=starts,
            ends_at=starts + timedelta(hours=3),
            place="Biblioteket",
            capacity=self.solsiden + self.hagebyen + self.for_all,
            leader=self.cast.marit,
            open_to_all=True,
            by=self.cast.marit,
        )
        kept = [Share(self.solsiden, places[0]), Share(self.hagebyen, places[1])]
        session.event.share_out(kept, by=self.cast.marit)
        return session

    def rush(self, ask: Ask, plainly: bool = False) -> float:
        """Everybody at once, in two windows each; `plainly`: once each, and nobody regrets or is signed up by another."""
        seat = reverse("course_seat", args=[self.session.pk])
        deeds = [
            partial(self._come, ask, key, seat, not plainly and number % 4 == 0 and not window)
            for number, key in enumerate(self.keys)
            for window in ((0,) if plainly else (0, 1))
        ]
        deeds += [partial(self._unknown, ask, number) for number in range(self.people // 2)]
        led = reverse("course_enrolment", args=[self.session.pk])
        if not plainly:
            deeds.append(
                lambda: self._say(ask, self.kari, led, {"persons": [str(pk) for pk in self.led[:2]]})
            )
        return self._at_once(deeds)

    def _come(self, ask: Ask, key: str, path: str, regrets: bool) -> None:
        self._say(ask, key, path, {"want": "yes"})
        if regrets:
            self._say(ask, key, path, {"want": "no"})

    def _unknown(self, ask: Ask, number: int) -> None:
        told = {"name": f"Ukjent {number}", "email": f"u{number}@hjemme.example", "consent": "on"}
        path = reverse("open_course", args=[self.session.pk])
        self._say(ask, "", path, told | {"submission": str(uuid.uuid4())})

    def _say(self, ask: Ask, key: str, path: str, data: dict) -> None:
        began = time.perf_counter()
        self.statuses[ask(key, path, data)] += 1
        self.seconds.append(time.perf_counter() - began)

    def _at_once(self, deeds: list[Callable[[], None]]) -> float:
        together, failures, began = threading.Barrier(len(deeds)), [], time.monotonic()

        def run(deed: Callable[[], None]) -> None:
            try:
                together.wait(60)
                deed()
            except BaseException as error:
                failures.append(error)
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(300)
        assert failures == []
        return time.monotonic() - began

    # What must hold

    def seated_by_quota(self) -> dict[str, tuple[int, int, int]]:
        """place -> seats, counted as taken, and people who sit in them."""
        with enter(self.cast.elvebyen):
            rows = self.session.event.quotas.select_related("workplace")
            sits = Counter(Participation.objects.signed_up().values_list("quota", flat=True))
            return {str(one.workplace or ""): (one.seats, one.taken, sits[one.pk]) for one in rows}

    def must_be_sound(self) -> Counter:
        """Each quota exact, nobody twice, the counters right, and nobody waits for a seat that stands empty."""
        quotas = self.seated_by_quota()
        assert len(quotas) == 3
        for seats, taken, sits in quotas.values():
            assert taken == sits <= seats
        with enter(self.cast.elvebyen):
            self.session.event.refresh_from_db()
            rows = Participation.objects.filter(event=self.session.event_id)
            active = Counter(rows.active().values_list("person_id", flat=True))
            states = Counter(rows.values_list("state", flat=True))
            waiting = [str(one.workplace or "") for one in rows.waiting().select_related("workplace")]
        assert self.session.event.taken == sum(sits for _seats, _taken, sits in quotas.values())
        assert states["signed_up"] == self.session.event.taken
        assert set(active.values()) <= {1}
        free = {place for place, (seats, _taken, sits) in quotas.items() if sits < seats}
        assert not [place for place in waiting if place in free or "" in free]
        return states
