"""A role is closed until the second factor is shown; it is set up after an invitation and by nobody else."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from foundation.access.gate import can, visible
from foundation.access.invitations import renew_second_factor
from foundation.access.models import Appointment
from foundation.audit.models import Entry
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.access.conftest import Posted, code_in, path_in
from tests.cast import BEGAN, HOUR, PASSWORD, SECRET, Cast, code_now

CODE, AGAIN, SET_UP = "/konto/tofaktor/", "/konto/tofaktor/igjen/", "/konto/tofaktor/ny/"
RECOVERY = "/konto/tofaktor/reservekoder/"


def with_password(client: Client, key: str = "kari") -> str:
    response = client.post(
        "/konto/logg-inn/passord/", {"login": f"{key}@elvebyen.example", "password": PASSWORD}
    )
    return response["Location"]


def test_staff_come_in_with_password_and_code(cast: Cast) -> None:
    client = cast.visitor()
    assert with_password(client) == CODE
    assert client.get("/folk/")["Location"].startswith("/konto/logg-inn/")
    assert client.post(CODE, {"code": code_now()})["Location"] == "/"
    assert client.get("/folk/").content.decode() == "Kari Nygård er inne"


def test_a_wrong_code_is_422_and_does_not_let_in(cast: Cast) -> None:
    client = cast.visitor()
    with_password(client)
    wrong = "000000" if code_now() != "000000" else "111111"
    assert client.post(CODE, {"code": wrong}).status_code == 422
    assert client.get("/").content == b"Hei"


def test_a_code_that_is_used_is_used(cast: Cast) -> None:
    first, second = cast.visitor(), cast.visitor()
    with_password(first)
    with_password(second)
    code = code_now()
    assert first.post(CODE, {"code": code})["Location"] == "/"
    assert second.post(CODE, {"code": code}).status_code == 422


def test_a_session_without_it_holds_no_role(cast: Cast) -> None:
    client = cast.client_for("kari", second_factor=False)
    assert client.get("/folk/")["Location"] == f"{AGAIN}?next=%2Ffolk%2F"
    assert client.post(f"{AGAIN}?next=/folk/", {"code": code_now()})["Location"] == "/folk/"
    assert client.get("/folk/").status_code == 200


def test_before_it_is_shown_no_query_gives_a_row(cast: Cast, elvebyen: object) -> None:
    member = cast.member("marit")
    assert visible(member, "appointments.see", Appointment).count() == 8
    member.proven = False
    assert (member.is_staff, member.held, member.role) == (True, {}, "self")
    assert [row.person for row in visible(member, "appointments.see", Appointment)] == [cast.marit]
    assert not can(member, "appointments.make")


def test_volunteers_need_none(cast: Cast) -> None:
    assert cast.client_for("ingrid").get("/konto/").status_code == 200


def test_even_the_account_page_waits_for_it(cast: Cast) -> None:
    response = cast.client_for("kari", second_factor=False).get("/konto/")
    assert response["Location"].startswith(AGAIN)


def test_it_is_kept_under_lock(cast: Cast) -> None:
    data = Authenticator.objects.get(user=cast.kari.user, type="totp").data
    assert SECRET not in str(data)
    assert data["municipality"] == str(cast.elvebyen.pk)


def newcomer(cast: Cast) -> Person:
    """An employee at Solsiden who has a log-in from before, and no second factor."""
    with enter(cast.elvebyen):
        Appointment(person=cast.ingrid, role="employee", workplace=cast.solsiden, starts_on=BEGAN).appoint(
            by=None
        )
    return cast.ingrid


def test_it_cannot_be_set_up_without_an_invitation(cast: Cast) -> None:
    newcomer(cast)
    client = cast.client_for("ingrid")
    assert client.get("/folk/")["Location"].startswith(SET_UP)
    for response in (client.get(SET_UP), client.post(SET_UP, {"code": "123456"})):
        assert response.status_code == 403
        assert "Be om en ny invitasjon" in response.content.decode()
        assert "Marit Haugland" in response.content.decode()
    assert not Authenticator.objects.filter(user=cast.ingrid.user).exists()


def set_up(client: Client, path: str, password: str = "tolv røde epler på rad") -> str:
    """Open the invitation, choose a password, scan the code; returns the secret."""
    data = {"new_password1": password, "new_password2": password}
    assert client.post(path, data)["Location"] == SET_UP
    secret = client.get(SET_UP).context["form"].secret
    assert client.post(SET_UP, {"code": code_now(secret)})["Location"] == RECOVERY
    return secret


def test_after_an_invitation_it_is_set_up_and_counts_as_shown(
    cast: Cast, invited: Callable[[str], str]
) -> None:
    newcomer(cast)
    client = cast.visitor()
    set_up(client, invited("ingrid"))
    assert client.get("/folk/").content.decode() == "Ingrid Solheim er inne"
    with enter(cast.elvebyen):
        assert Entry.objects.filter(verb="login.second_factor_set_up", about_id=cast.ingrid.pk).exists()
    assert client.get(SET_UP)["Location"] == "/konto/"


def test_a_wrong_first_code_is_422_and_keeps_the_secret(cast: Cast, invited: Callable[[str], str]) -> None:
    newcomer(cast)
    client = cast.visitor()
    client.post(invited("ingrid"), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    secret = client.get(SET_UP).context["form"].secret
    response = client.post(SET_UP, {"code": "000000"})
    assert (response.status_code, response.context["form"].secret) == (422, secret)
    assert b"<title>Feil:" in response.content


def test_the_invitation_of_one_does_not_serve_another_in_the_same_browser(
    cast: Cast, invited: Callable[[str], str], posted: Posted
) -> None:
    newcomer(cast)
    client = cast.visitor()
    client.post(invited("ingrid"), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    with enter(cast.elvebyen):
        Appointment(person=cast.gunnar, role="employee", workplace=cast.solsiden, starts_on=BEGAN).appoint(
            by=None
        )
    client.post("/konto/logg-ut/")
    [message] = posted(lambda: client.post("/konto/logg-inn/", {"email": cast.gunnar.email}))
    client.post("/konto/logg-inn/kode/", {"code": code_in(message)})
    assert client.get(SET_UP).status_code == 403


def recovery_codes(client: Client) -> list[str]:
    return [code for code in client.get(RECOVERY).context["unused_codes"] if code != "****"]


def test_recovery_codes_are_shown_once_and_each_works_once(cast: Cast, invited: Callable[[str], str]) -> None:
    newcomer(cast)
    client = cast.visitor()
    set_up(client, invited("ingrid"))
    codes = recovery_codes(client)
    assert len(codes) == 10
    assert recovery_codes(client) == []
    login = {"login": cast.ingrid.email, "password": "tolv røde epler på rad"}
    for expected in (302, 422):
        lost = cast.visitor()
        assert lost.post("/konto/logg-inn/passord/", login)["Location"] == CODE
        assert lost.post(CODE, {"code": f"{codes[0][:4]} {codes[0][4:]}"}).status_code == expected


def test_new_recovery_codes_ask_for_the_second_factor_again(cast: Cast) -> None:
    client = cast.client_for("kari")
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 2 * HOUR
    session.save()
    assert client.get(f"{RECOVERY}nye/")["Location"].startswith(AGAIN)
    client.post(AGAIN, {"code": code_now()})
    assert client.post(f"{RECOVERY}nye/")["Location"] == RECOVERY
    assert len(recovery_codes(client)) == 10


def test_a_lost_telephone_is_replaced_by_a_new_invitation(
    cast: Cast, posted: Posted, invited: Callable[[str], str]
) -> None:
    from django.core import mail

    from foundation.notices.drain import drain

    with enter(cast.elvebyen):
        renew_second_factor(cast.kari, by=cast.marit)
    drain(cast.elvebyen.pk)
    client = cast.visitor()
    assert client.post(path_in(mail.outbox[-1]))["Location"] == SET_UP
    secret = client.get(SET_UP).context["form"].secret
    assert secret != SECRET
    assert client.post(SET_UP, {"code": code_now(secret)})["Location"] == RECOVERY
    assert client.get("/folk/").status_code == 200


def test_no_municipality_takes_away_anothers_lock(cast: Cast) -> None:
    """Solrun's own second factor was set up in Fjordvik; Elvebyen knows the same log-in as a volunteer's."""
    with enter(cast.elvebyen):
        guest = Person.objects.create(name="Solrun", user=cast.solrun.user, email=cast.solrun.email)
        with pytest.raises(ValueError, match="not set up in this municipality"):
            renew_second_factor(guest, by=cast.marit)
    assert Authenticator.objects.filter(user=cast.solrun.user, type="totp").exists()


def test_a_lost_key_of_the_house_is_no_lost_second_factor(cast: Cast, settings: object) -> None:
    """SECRET_KEY is changed: the former one still opens what it locked."""
    from foundation.access.adapters import SecondFactorAdapter

    locked = SecondFactorAdapter().encrypt(SECRET)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 8
    assert SecondFactorAdapter().decrypt(locked) == SECRET
