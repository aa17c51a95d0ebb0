"""Many people at one turn at the same moment: they come, come twice, wait, say no, and say yes to what they are offered.

The short form asks over Django's own handler, the long one over HTTP through two webs; what must hold is the same.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time as clock
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from foundation.events.models import Participation
from foundation.people.models import Person, User
from foundation.tenancy.context import enter
from tests.boards.conftest import make_scheme
from tests.cast import Cast, session_of
from volunteers.boards.models import Slot
from volunteers.boards.models.scheme import Round
from volunteers.models import Volunteer

Ask = Callable[
    [str, str, dict[str, str], int], int
]  # session, path, what is posted, number of the asker -> status


@dataclass
class Crowd:
    """`seats` places on one turn, and many who want them. Every third gives it back; every fifth leaves an offer unanswered."""

    cast: Cast
    seats: int
    people: int
    slot: Slot = field(init=False)
    sessions: list[str] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        with enter(self.cast.elvebyen):
            scheme = make_scheme(self.cast, (Round("Alle", clock(15), 60, self.seats),))
            self.slot = scheme.slots.with_events().order_by("-on").first()
            began = timezone.localdate() - timedelta(days=30)
            for number in range(self.people):
                user = User.objects.create_user(f"p{number}@elvebyen.example")
                person = Person.objects.create(name=f"Person {number}", email=user.email, user=user)
                Volunteer.objects.create(person=person, workplace=self.cast.hagebyen, started_on=began)
                self.sessions.append(session_of(person))

    @property
    def path(self) -> str:
        return f"/min-side/turer/{self.slot.pk}/"

    def rush(self, ask: Ask) -> float:
        """Two askers for each, at once; the one of a third goes on to say no, and whoever is offered a place answers."""
        together = threading.Barrier(2 * self.people)
        failures: list[BaseException] = []
        began = time.monotonic()

        def run(number: int, window: int) -> None:
            try:
                together.wait(60)
                self._live(ask, number, window)
            except BaseException as error:
                failures.append(error)
            finally:
                connection.close()

        threads = [
            threading.Thread(target=run, args=[number, window])
            for number in range(self.people)
            for window in (0, 1)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(300)
        assert failures == []
        return time.monotonic() - began

    def _live(self, ask: Ask, number: int, window: int) -> None:
        self._say(ask, number, "wait")
        if window:
            return
        if number % 3 == 0:
            self._say(ask, number, "no")
        elif number % 5:
            self._say(ask, number, "yes")

    def _say(self, ask: Ask, number: int, wish: str) -> None:
        began = time.perf_counter()
        status = ask(self.sessions[number], self.path, {"wish": wish}, number)
        self.seconds.append(time.perf_counter() - began)
        self.statuses[status] += 1

    # What must hold

    def settle(self) -> None:
        """The cut-off."""
        with enter(self.cast.elvebyen):
            self.slot.settle(at=self.slot.cutoff_at + timedelta(minutes=1))

    def seated(self) -> int:
        with enter(self.cast.elvebyen):
            return Participation.objects.seated().filter(event=self.slot.event_id).count()

    def must_be_sound(self) -> Counter:
        """Never overbooked, never double, the counter right, no place empty while somebody waits."""
        with enter(self.cast.elvebyen):
            slot = Slot.objects.with_events().get(pk=self.slot.pk)
            rows = Participation.objects.filter(event=slot.event_id)
            states = Counter(rows.values_list("state", flat=True))
            active = Counter(rows.active().values_list("person_id", flat=True))
            seated = rows.seated().count()
        assert slot.event.taken == seated <= slot.event.capacity
        assert set(active.values()) <= {1}
        assert slot.event.capacity + slot.units_share == self.seats
        if states["waiting"]:
            assert seated == slot.event.capacity
        return states

    def must_be_settled(self) -> Counter:
        """Every place has exactly one doer: a person, or the unit."""
        states = self.must_be_sound()
        with enter(self.cast.elvebyen):
            slot = Slot.objects.with_events().get(pk=self.slot.pk)
        assert (states["waiting"], states["offered"]) == (0, 0)
        assert states["signed_up"] + slot.units_share == self.seats
        return states
