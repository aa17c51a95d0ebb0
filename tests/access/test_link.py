"""One-time links: a secret address, of which only the hash is kept."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from foundation.access.links import Link, LinkGone, make_link, open_link, withdraw_links
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from tests.cast import Cast


def test_a_link_tells_who_and_what_about(cast: Cast, elvebyen: Municipality) -> None:
    link = open_link(make_link("test", cast.ingrid, about=cast.solsiden), "test")
    assert (link.person, link.about_type, link.about_id) == (
        cast.ingrid,
        "people.workplace",
        cast.solsiden.pk,
    )


def test_only_the_hash_is_kept(cast: Cast, elvebyen: Municipality) -> None:
    secret = make_link("test", cast.ingrid)
    link = Link.objects.get()
    assert len(secret) >= 32
    assert secret not in str(vars(link))
    assert len(link.secret_hash) == 64


def test_secrets_are_not_alike(cast: Cast, elvebyen: Municipality) -> None:
    assert len({make_link("test", cast.ingrid) for _ in range(20)}) == 20


def test_it_works_once_however_fast_it_is_pressed_twice(cast: Cast, elvebyen: Municipality) -> None:
    secret = make_link("test", cast.ingrid)
    first, second = open_link(secret, "test"), open_link(secret, "test")
    first.use()
    for late in (second.use, lambda: open_link(secret, "test")):
        with pytest.raises(LinkGone) as gone:
            late()
        assert gone.value.why == "used"


def test_it_gets_old(cast: Cast, elvebyen: Municipality) -> None:
    secret = make_link("test", cast.ingrid, days=3)
    with time_machine.travel(timezone.now() + timedelta(days=2, hours=23)):
        assert open_link(secret, "test")
    with time_machine.travel(timezone.now() + timedelta(days=3, hours=1)), pytest.raises(LinkGone) as gone:
        open_link(secret, "test")
    assert gone.value.why == "expired"


@pytest.mark.parametrize("purpose", ["other", ""])
def test_it_is_for_one_purpose(cast: Cast, elvebyen: Municipality, purpose: str) -> None:
    with pytest.raises(LinkGone) as gone:
        open_link(make_link("test", cast.ingrid), purpose)
    assert gone.value.why == "unknown"


@pytest.mark.parametrize("secret", ["", "x", "'; DROP TABLE access_link; --", "a" * 5000])
def test_nonsense_is_unknown(elvebyen: Municipality, secret: str) -> None:
    with pytest.raises(LinkGone) as gone:
        open_link(secret, "test")
    assert gone.value.why == "unknown"


def test_next_door_it_is_unknown(cast: Cast) -> None:
    with enter(cast.elvebyen):
        secret = make_link("test", cast.ingrid)
    with enter(cast.fjordvik), pytest.raises(LinkGone):
        open_link(secret, "test")


def test_what_it_was_for_is_gone(cast: Cast, elvebyen: Municipality) -> None:
    gone, kept = (
        make_link("test", cast.ingrid, about=cast.solsiden),
        make_link("test", cast.ingrid, about=cast.hagebyen),
    )
    withdraw_links("test", cast.solsiden.pk)
    with pytest.raises(LinkGone):
        open_link(gone, "test")
    assert open_link(kept, "test")
