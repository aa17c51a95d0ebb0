"""Activities to choose among, people on their way in, and papers to sign."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import translation

from foundation.people.models import District
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers import people
from tests.volunteers.moments import oslo
from volunteers.activity_types import seed_activity_types
from volunteers.models import Activity, ActivityType, Enquiry, Volunteer

TUESDAY = oslo(2026, 11, 24, 10, 12)


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """The source's own sentences, also where no request speaks."""
    with translation.override("en"):
        yield


@pytest.fixture
def tuesday() -> Iterator[None]:
    """24 November 2026 at 10.12, as in the designs."""
    with time_machine.travel(TUESDAY, tick=False):
        yield


def in_english(client: Client) -> Client:
    """Sentences are compared as the source has them, whatever catalogues are compiled."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def visitor(cast: Cast) -> Client:
    return in_english(cast.visitor())


@pytest.fixture
def browser(cast: Cast) -> Callable[[str], Client]:
    """`browser("kari")`: Kari, logged in on her municipality's host."""
    return lambda key: in_english(cast.client_for(key))


@pytest.fixture
def menu(cast: Cast) -> dict[str, Activity]:
    """Coffee and chess at Solsiden, a walk at Hagebyen that is full, song at Elvebredden on Fridays."""
    with enter(cast.elvebyen):
        seed_activity_types(cast.elvebyen)
        centre = District.objects.create(name="Sentrum")
        for key in ("solsiden", "elvebredden"):
            cast.all[key].district = centre
            cast.all[key].save()
        rows = {
            "coffee": ("solsiden", "coffee_visit", "Kaffebesøk", ["weekday_morning"]),
            "chess": ("solsiden", "games", "Sjakk", ["weekday_afternoon"]),
            "walk": ("hagebyen", "walking_friend", "Tirsdagsturen", ["weekday_morning"]),
            "song": ("elvebredden", "song_hour", "Sangstund på fredag", ["weekend_day"]),
        }
        made = {}
        for key, (place, kind, title, times) in rows.items():
            made[key] = Activity.objects.create(
                activity_type=ActivityType.objects.get(code=kind),
                workplace=cast.all[place],
                title=title,
                times=times,
                is_full=key == "walk",
            )
        return made


@pytest.fixture
def enquire(cast: Cast) -> Callable[..., Volunteer]:
    """`enquire("Ingrid Solheim", at="solsiden")`: somebody who has just registered, in the municipality of the place."""

    def register(name: str = "Ingrid Solheim", at: str | None = "solsiden", **kwargs: Any) -> Volunteer:
        when = kwargs.pop("when", None)
        email = kwargs.pop("email", f"{name.split()[0].lower()}@hjemme.example")
        with cast.at(at or "kari"):
            enquiry = Enquiry(name=name, email=email, **kwargs)
            enquiry.register(cast.all[at] if at else None, at=when)
            return enquiry.volunteer

    return register


@pytest.fixture(autouse=True)
def files(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """Each test has its own folder for made files."""
    former = default_storage._wrapped
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    yield tmp_path
    default_storage._wrapped = former


@pytest.fixture
def here(cast: Cast) -> Iterator[Cast]:
    """The cast, inside Elvebyen, in bokmål."""
    with enter(cast.elvebyen), translation.override("nb"):
        yield cast


@pytest.fixture
def volunteer(here: Cast) -> Volunteer:
    """Gunnar, well under way at Solsiden."""
    return people.going(here, "gunnar")


@pytest.fixture
def kari(here: Cast) -> Client:
    return here.client_for("kari")


@pytest.fixture
def gunnar(here: Cast) -> Client:
    return here.client_for("gunnar")
