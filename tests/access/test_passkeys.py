"""Passkeys: a second factor and a whole log-in, where they were made and nowhere else."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client

from foundation.access.invitations import renew_second_factor
from foundation.audit.models import Entry
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.access.authenticator import Device
from tests.access.test_second_factor import AGAIN, CODE, RECOVERY, SET_UP, newcomer, with_password
from tests.cast import HOUR, PASSWORD, Cast, code_now

NEW, LOG_IN = "/konto/tofaktor/passnokkel/", "/konto/logg-inn/passnokkel/"


def make(client: Client, device: Device, name: str = "Telefonen min") -> HttpResponse:
    asked = client.get(NEW).context["js_data"]["creation_options"]
    return client.post(NEW, {"name": name, "credential": device.make(asked)})


def log_in(client: Client, device: Device, to: str = "", **lie: Any) -> HttpResponse:
    asked = client.get(LOG_IN, headers={"accept": "application/json"}).json()["request_options"]
    return client.post(LOG_IN, {"credential": device.show(asked, **lie), "next": to})


@pytest.fixture
def device(cast: Cast) -> Device:
    """Kari's, made in a session where her second factor was shown lately."""
    made = Device()
    assert make(cast.client_for("kari"), made)["Location"] == "/konto/"
    return made


def test_staff_log_in_with_a_passkey_alone(cast: Cast, device: Device) -> None:
    client = cast.visitor()
    assert log_in(client, device, to="/folk/")["Location"] == "/folk/"
    assert client.get("/folk/").content.decode() == "Kari Nygård er inne"


def test_it_is_a_second_factor_after_the_password(cast: Cast, device: Device) -> None:
    client = cast.visitor()
    assert with_password(client) == CODE
    asked = client.get(CODE).context["js_data"]["request_options"]
    assert client.post(CODE, {"credential": device.show(asked)})["Location"] == "/"
    assert client.get("/folk/").status_code == 200


def test_it_is_shown_again_in_an_open_session(cast: Cast, device: Device) -> None:
    client = cast.client_for("kari", second_factor=False)
    asked = client.get(AGAIN).context["js_data"]["request_options"]
    response = client.post(f"{AGAIN}?next=/folk/", {"credential": device.show(asked)})
    assert response["Location"] == "/folk/"
    assert client.get("/folk/").status_code == 200


def test_the_app_still_works_beside_it(cast: Cast, device: Device) -> None:
    client = cast.client_for("kari", second_factor=False)
    assert client.post(f"{AGAIN}?next=/folk/", {"code": code_now()})["Location"] == "/folk/"


LIES: dict[str, tuple[Callable[[Device], None], dict[str, str]]] = {
    "another page's origin": (lambda device: None, {"origin": "http://elvebyen.localhost.evil.example"}),
    "plain http elsewhere": (lambda device: None, {"origin": "http://elvebyen.example"}),
    "another host's passkey": (lambda device: setattr(device, "host", "fjordvik.localhost"), {}),
    "nobody was verified": (lambda device: setattr(device, "verifies", False), {}),
    "another key": (lambda device: setattr(device, "key", Device().key), {}),
    "another id": (lambda device: setattr(device, "id", b"sixteen bytes ok"), {}),
    "somebody else's name": (lambda device: setattr(device, "user", b"bm9ib2R5"), {}),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_is_not_right_in_every_part_is_422(cast: Cast, device: Device, lie: str) -> None:
    spoil, said = LIES[lie]
    spoil(device)
    client = cast.visitor()
    response = log_in(client, device, **said)
    assert response.status_code == 422
    assert "ikke kjent her" in response.content.decode()
    assert client.get("/").content == b"Hei"


@pytest.mark.parametrize(
    "nonsense", ["", "{}", "[]", "null", '{"response": 3}', '{"response": {"userHandle": 7}}']
)
def test_nonsense_is_422(cast: Cast, device: Device, nonsense: str) -> None:
    client = cast.visitor()
    client.get(LOG_IN, headers={"accept": "application/json"})
    assert client.post(LOG_IN, {"credential": nonsense}).status_code == 422


def test_an_answer_is_good_once_and_in_its_own_browser(cast: Cast, device: Device) -> None:
    first, second = cast.visitor(), cast.visitor()
    asked = first.get(LOG_IN, headers={"accept": "application/json"}).json()["request_options"]
    answer = {"credential": device.show(asked)}
    assert second.post(LOG_IN, answer).status_code == 422
    assert first.post(LOG_IN, answer)["Location"] == "/"
    first.post("/konto/logg-ut/")
    assert first.post(LOG_IN, answer).status_code == 422


def test_in_another_municipality_it_is_nothing(cast: Cast, device: Device) -> None:
    """Even for somebody who is known in both: no second factor is asked for there that could not be shown."""
    with enter(cast.fjordvik):
        Person.objects.create(name="Kari på besøk", user=cast.kari.user, email=cast.kari.email)
    Authenticator.objects.filter(user=cast.kari.user).exclude(type="webauthn").delete()
    device.host = "fjordvik.localhost"
    assert log_in(cast.visitor("fjordvik"), device).status_code == 422
    client = cast.visitor("fjordvik")
    assert with_password(client) == "/"
    assert client.get("/").content.decode() == "Kari på besøk"
    assert with_password(cast.visitor()) == CODE


def test_whoever_is_known_nowhere_here_is_not_let_in(cast: Cast, device: Device) -> None:
    with enter(cast.elvebyen):
        Person.objects.filter(pk=cast.kari.pk).update(user=None)
    client = cast.visitor()
    assert log_in(client, device)["Location"] == "/konto/logg-inn/"
    assert client.get("/").content == b"Hei"


def test_one_must_have_shown_who_one_is_to_make_one(cast: Cast) -> None:
    assert cast.visitor().get(NEW)["Location"].startswith("/konto/logg-inn/")
    assert cast.client_for("kari", second_factor=False).get(NEW)["Location"].startswith(AGAIN)
    assert cast.client_for("ingrid").get(NEW).status_code == 403
    client = cast.client_for("kari")
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 2 * HOUR
    session.save()
    assert client.get(NEW)["Location"].startswith(AGAIN)


def test_one_that_verified_nobody_is_not_kept(cast: Cast) -> None:
    assert make(cast.client_for("kari"), Device(verifies=False)).status_code == 422
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_after_an_invitation_it_may_be_the_only_second_factor(
    cast: Cast, invited: Callable[[str], str]
) -> None:
    newcomer(cast)
    client, device = cast.visitor(), Device()
    password = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(invited("ingrid"), password)["Location"] == SET_UP
    assert make(client, device)["Location"] == RECOVERY
    assert len(client.get(RECOVERY).context["unused_codes"]) == 10
    assert client.get("/folk/").status_code == 200
    assert log_in(cast.visitor(), device)["Location"] == "/"


def removal(factor: Authenticator) -> str:
    return f"/konto/tofaktor/{factor.pk}/bort/"


def test_one_is_taken_away_and_the_last_is_not(cast: Cast, device: Device) -> None:
    client = cast.client_for("kari")
    app, passkey = (
        Authenticator.objects.filter(user=cast.kari.user).exclude(type="recovery_codes").order_by("type")
    )
    assert client.get(removal(app)).status_code == 200
    assert client.post(removal(app))["Location"] == "/konto/"
    response = client.post(removal(passkey))
    assert (response.status_code, "eneste" in response.content.decode()) == (403, True)
    assert log_in(cast.visitor(), device)["Location"] == "/"


def test_nobody_takes_away_anothers(cast: Cast, device: Device) -> None:
    passkey = Authenticator.objects.get(type="webauthn")
    for key in ("marit", "stranger"):
        client = cast.client_for("solrun" if key == "stranger" else key)
        assert client.post(removal(passkey)).status_code == 404
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_a_lost_device_is_taken_away_by_those_who_see_who_asks(cast: Cast, device: Device) -> None:
    with enter(cast.elvebyen):
        renew_second_factor(cast.kari, by=cast.marit)
    assert log_in(cast.visitor(), device).status_code == 422


def test_the_log_tells_of_it_and_never_what_was_said(cast: Cast, device: Device) -> None:
    log_in(cast.visitor(), device)
    with enter(cast.elvebyen):
        told = Entry.objects.about(cast.kari).filter(verb__startswith="login.").order_by("at")
        told = list(told.values_list("verb", "changes"))
    assert told == [("login.second_factor_set_up", {}), ("login.opened", {})]


def test_it_is_named_after_the_device_it_was_made_on(cast: Cast) -> None:
    client = cast.client_for("kari")
    client.defaults["HTTP_USER_AGENT"] = (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) AppleWebKit/605 Version/19 Safari/604.1"
    )
    make(client, Device(), name="")
    assert Authenticator.objects.get(type="webauthn").data["name"] == "Safari, iPhone"
