"""Guessing is slow for strangers, and stops nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.access.authenticator import Device
from tests.access.conftest import Posted, code_in
from tests.access.test_passkeys import log_in, make
from tests.access.test_second_factor import CODE, with_password
from tests.cast import PASSWORD, Cast, code_now

LOG_IN, MAILED, BY_PASSWORD = "/konto/logg-inn/", "/konto/logg-inn/kode/", "/konto/logg-inn/passord/"
HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


def browser(cast: Cast, address: str) -> Client:
    client = cast.visitor()
    client.defaults["REMOTE_ADDR"] = address
    return client


def says_too_often(response: object) -> bool:
    return response.status_code == 422 and "For mange forsøk" in response.content.decode()


def guess_passwords(cast: Cast, address: str = ELSEWHERE, times: int = 8) -> list[bool]:
    wrong = {"login": cast.kari.email, "password": "ikke dette"}
    return [says_too_often(browser(cast, address).post(BY_PASSWORD, wrong)) for _ in range(times)]


def guess_second_factors(cast: Cast, times: int = 8) -> list[bool]:
    """By somebody who has got hold of the password."""
    client = browser(cast, ELSEWHERE)
    assert with_password(client) == CODE
    return [says_too_often(client.post(CODE, {"code": "000000"})) for _ in range(times)]


def ask_for_codes(cast: Cast, times: int = 8) -> list[bool]:
    asked = {"email": cast.kari.email}
    return [says_too_often(browser(cast, ELSEWHERE).post(LOG_IN, asked)) for _ in range(times)]


def comes_in(cast: Cast, client: Client) -> str:
    assert with_password(client) == CODE
    return client.post(CODE, {"code": code_now()})["Location"]


@pytest.fixture
def at_home(cast: Cast) -> Client:
    """Kari's own browser: she has come in by it, and logged out."""
    client = browser(cast, HOME)
    assert comes_in(cast, client) == "/"
    client.post("/konto/logg-ut/")
    from django.core.cache import cache

    cache.clear()  # a code from the app is used once, and hers is used
    return client


@pytest.mark.parametrize("guess", [guess_passwords, guess_second_factors, ask_for_codes])
def test_a_stranger_is_stopped_after_some_tries(cast: Cast, guess: Callable[[Cast], list[bool]]) -> None:
    stopped = guess(cast)
    assert stopped == sorted(stopped)
    assert 3 <= stopped.count(False) <= 5


@pytest.mark.parametrize("guess", [guess_passwords, guess_second_factors, ask_for_codes])
def test_whoever_has_come_in_here_before_comes_in_still(
    cast: Cast, at_home: Client, posted: Posted, guess: Callable[[Cast], list[bool]]
) -> None:
    """By password and app, and by a mailed code, while a stranger has used up all their tries."""
    assert guess(cast)[-1]
    assert comes_in(cast, at_home) == "/"
    at_home.post("/konto/logg-ut/")
    [message] = posted(lambda: at_home.post(LOG_IN, {"email": cast.kari.email}))
    assert at_home.post(MAILED, {"code": code_in(message)})["Location"] == CODE


def test_also_in_a_new_browser_at_the_place_where_one_has_been(cast: Cast, at_home: Client) -> None:
    assert guess_passwords(cast)[-1]
    assert comes_in(cast, browser(cast, HOME)) == "/"


def test_a_new_browser_elsewhere_must_wait_as_strangers_do(cast: Cast, at_home: Client) -> None:
    """The control: it is the browser and the place that are known, not the password."""
    assert guess_passwords(cast)[-1]
    right = {"login": cast.kari.email, "password": PASSWORD}
    assert says_too_often(browser(cast, "192.0.2.44").post(BY_PASSWORD, right))


def test_a_whole_house_behind_one_address_does_not_wait_for_one_who_guesses(
    cast: Cast, at_home: Client
) -> None:
    for number in range(14):
        wrong = {"login": f"noen{number}@elvebyen.example", "password": "ikke dette"}
        stopped = says_too_often(browser(cast, HOME).post(BY_PASSWORD, wrong))
    assert stopped
    assert comes_in(cast, at_home) == "/"


def test_a_passkey_is_never_made_to_wait(cast: Cast) -> None:
    device = Device()
    make(cast.client_for("kari"), device)
    assert guess_passwords(cast)[-1]
    assert log_in(browser(cast, "192.0.2.44"), device)["Location"] == "/"


def test_a_known_browser_may_not_guess_for_ever_either(cast: Cast, at_home: Client) -> None:
    wrong = {"login": cast.kari.email, "password": "ikke dette"}
    stopped = [says_too_often(at_home.post(BY_PASSWORD, wrong)) for _ in range(12)]
    assert stopped == [False] * 10 + [True] * 2


@pytest.mark.parametrize("cookie", ["", "x", "eyJrbm93biI6e319:1abc:forged"])
def test_the_cookie_is_made_by_nobody_else(cast: Cast, at_home: Client, cookie: str) -> None:
    assert guess_passwords(cast)[-1]
    forger = browser(cast, "192.0.2.44")
    forger.cookies["device"] = cookie
    right = {"login": cast.kari.email, "password": PASSWORD}
    assert says_too_often(forger.post(BY_PASSWORD, right))


def test_the_cookie_opens_nothing_and_says_nobodys_name(cast: Cast, at_home: Client) -> None:
    from django.core import signing

    value = at_home.cookies["device"]
    told = str(signing.loads(value.value, salt=f"samspill.device.{cast.elvebyen.pk}"))
    assert (value["httponly"], value["samesite"]) == (True, "Lax")
    assert not [word for word in (cast.kari.email, str(cast.kari.user_id), str(cast.kari.pk)) if word in told]
    thief = browser(cast, ELSEWHERE)
    thief.cookies["device"] = value.value
    assert thief.get("/").content == b"Hei"


def test_tries_in_one_municipality_do_not_stop_anybody_in_another(cast: Cast, posted: Posted) -> None:
    for _ in range(5):
        browser(cast, ELSEWHERE).post(LOG_IN, {"email": "torgeir@fjordvik.example"})
    there = cast.visitor("fjordvik")
    there.defaults["REMOTE_ADDR"] = "192.0.2.44"
    assert len(posted(lambda: there.post(LOG_IN, {"email": "torgeir@fjordvik.example"}))) == 1
