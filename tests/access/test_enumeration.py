"""Nobody learns from log-in who is known here, elsewhere or nowhere."""

import re
import time
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.access.conftest import Posted
from tests.cast import PASSWORD, Cast, code_now

ADDRESSES = {
    "volunteer": "ingrid@elvebyen.example",
    "staff": "kari@elvebyen.example",
    "nobody": "ingvill@elvebyen.example",
    "only in the other municipality": "torgeir@fjordvik.example",
    "staff of the other municipality": "solrun@fjordvik.example",
    "closed": "gunnar@elvebyen.example",
}
KNOWN = {"volunteer", "staff"}


def bare(response: HttpResponse, email: str) -> tuple[int, str, bytes]:
    """What the asker sees, without what they wrote themselves and what is new for everybody."""
    body = response.content.replace(email.encode(), b"EMAIL")
    body = re.sub(rb"\b[A-Za-z0-9]{64}\b", b"TOKEN", body)
    headers = {
        k: v for k, v in response.headers.items() if k not in ("X-Request-ID", "Expires", "Content-Length")
    }
    assert int(response.headers.get("Content-Length", len(response.content))) == len(response.content)
    return response.status_code, str(sorted(headers.items()) + cookies(response)), body


def cookies(response: HttpResponse) -> list[tuple[str, int, str]]:
    """Their shape: names, how long they are, and how they are kept."""
    kept = ("path", "domain", "secure", "httponly", "samesite", "max-age")
    return sorted(
        (name, len(one.value), str([one[attribute] for attribute in kept]))
        for name, one in response.cookies.items()
    )


def ask_for_code(client: Client, email: str) -> list[HttpResponse]:
    code = "/konto/logg-inn/kode/"
    return [
        client.post("/konto/logg-inn/", {"email": email}),
        client.get(code),
        client.post(code, {"code": "000000"}),
        client.post(code, {"action": "resend"}),
        client.post(code, {"code": "000000"}),
        client.post(code, {"code": "000000"}),
        client.get("/konto/logg-inn/"),
    ]


def ask_with_password(client: Client, email: str) -> list[HttpResponse]:
    wrong = {"login": email, "password": "feil passord her"}
    return [client.post("/konto/logg-inn/passord/", wrong) for _ in range(7)]


def ask_in_a_known_browser(client: Client, email: str) -> list[HttpResponse]:
    """Somebody who has been here asks about others: their cookie is no key to who else is known."""
    client.post("/konto/logg-inn/passord/", {"login": "marit@elvebyen.example", "password": PASSWORD})
    client.post("/konto/tofaktor/", {"code": code_now()})
    client.post("/konto/logg-ut/")
    return ask_for_code(client, email) + ask_with_password(client, email) + ask_for_link(client, email)


def ask_for_link(client: Client, email: str) -> list[HttpResponse]:
    return [client.post("/konto/passord/glemt/", {"email": email}) for _ in range(5)]


@pytest.mark.parametrize("ask", [ask_for_code, ask_with_password, ask_for_link, ask_in_a_known_browser])
def test_every_address_is_answered_with_the_same_bytes(
    cast: Cast, posted: Posted, ask: Callable[[Client, str], list[HttpResponse]]
) -> None:
    cast.gunnar.user.is_active = False
    cast.gunnar.user.save()
    answers = {}

    def ask_all() -> None:
        for who, email in ADDRESSES.items():
            cache.clear()
            answers[who] = [bare(response, email) for response in ask(cast.visitor(), email)]

    posted(ask_all)
    expected = answers.pop("nobody")
    assert {who: answer == expected for who, answer in answers.items()} == dict.fromkeys(answers, True)
    assert len(set(expected)) > 1  # something happened on the way


def test_only_those_known_here_get_mail(cast: Cast, posted: Posted) -> None:
    cast.gunnar.user.is_active = False
    cast.gunnar.user.save()
    for who, email in ADDRESSES.items():
        mails = posted(lambda email=email: cast.visitor().post("/konto/logg-inn/", {"email": email}))
        assert len(mails) == (1 if who in KNOWN else 0), who


def test_a_right_password_from_next_door_is_a_wrong_one_here(cast: Cast) -> None:
    right = {"login": "solrun@fjordvik.example", "password": PASSWORD}
    here, there = cast.visitor("elvebyen"), cast.visitor("fjordvik")
    unknown = {"login": "solveig.h@fjordvik.example", "password": PASSWORD}
    path = "/konto/logg-inn/passord/"
    assert bare(here.post(path, right), right["login"]) == bare(
        cast.visitor().post(path, unknown), unknown["login"]
    )
    assert there.post(path, right)["Location"] == "/konto/tofaktor/"


@pytest.mark.parametrize(
    ("path", "name"), [("/konto/logg-inn/", "email"), ("/konto/passord/glemt/", "email")]
)
def test_whoever_asks_too_often_is_told_to_wait(cast: Cast, path: str, name: str) -> None:
    answers = [cast.visitor().post(path, {name: "ingvill@elvebyen.example"}) for _ in range(4)]
    assert [answer.status_code for answer in answers][:3] != [answers[-1].status_code] * 3
    assert answers[-1].status_code in (422, 429)


def test_a_neighbour_is_not_made_to_wait_by_it(cast: Cast) -> None:
    for _ in range(4):
        cast.visitor().post("/konto/logg-inn/", {"email": "ingvill@elvebyen.example"})
    assert cast.visitor().post("/konto/logg-inn/", {"email": "ingrid@elvebyen.example"}).status_code == 302


def test_a_letter_that_only_looks_alike_is_another_address(cast: Cast, posted: Posted) -> None:
    """A Kelvin sign or a dotless i that becomes an ASCII letter must not mail a code to somebody else's mailbox."""
    for typed in (
        "\u212aari@elvebyen.example",
        "\u0131ngrid@elvebyen.example",
        "ingrid@elvebyen.example\u200b",
    ):
        mails = posted(lambda typed=typed: cast.visitor().post("/konto/logg-inn/", {"email": typed}))
        assert [mail.to[0].split("<")[-1].strip(">") for mail in mails] in (
            [],
            ["kari@elvebyen.example"],
            ["ingrid@elvebyen.example"],
        )


@pytest.mark.parametrize("name", ["account_login", "account_reset_password"])
def test_the_answer_takes_as_long_whoever_is_asked_about(cast: Cast, settings: object, name: str) -> None:
    """The shortest of some tries: what else the machine does only adds."""
    shortest = {}
    for after in (0, 0.4):
        settings.LOG_IN_ANSWERS_AFTER = after
        for who in ("staff", "nobody"):
            shortest[after, who] = min(
                seconds(cast.visitor(), reverse(name), ADDRESSES[who]) for _try in range(6)
            )
    assert max(shortest[0, "staff"], shortest[0, "nobody"]) < 0.4  # there is room for the work
    assert 0.4 <= shortest[0.4, "staff"] < 0.45
    assert abs(shortest[0.4, "staff"] - shortest[0.4, "nobody"]) < 0.01


def seconds(client: Client, path: str, email: str) -> float:
    cache.clear()  # nobody has tried before
    began = time.perf_counter()
    client.post(path, {"email": email})
    return time.perf_counter() - began
