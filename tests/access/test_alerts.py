"""Whoever's log-in is changed is told, at the address it had, in their language, with what to do."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from foundation.access.invitations import accept, renew_second_factor
from foundation.access.links import make_link, open_link
from foundation.notices.drain import drain
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.access.authenticator import Device
from tests.access.conftest import Posted, code_in
from tests.access.test_open_sessions import CHROME, enters
from tests.access.test_passkeys import log_in, make, removal
from tests.access.test_second_factor import CODE, recovery_codes, with_password
from tests.cast import PASSWORD, Cast

NEW = "tolv røde epler på rad"


def letters(cast: Cast) -> list[tuple[str, str]]:
    """(address, subject) of what has been told so far."""
    drain(cast.elvebyen.pk)
    told = [(one.to[0].split("<")[-1].strip(">"), one.subject) for one in mail.outbox]
    return [one for one in told if "Koden din" not in one[1]]


def changes_password(cast: Cast) -> Client:
    client = cast.client_for("kari")
    client.post("/konto/passord/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    return client


def forgets_password(cast: Cast) -> None:
    with enter(cast.elvebyen):
        secret = make_link("password", cast.kari, address=cast.kari.email)
    cast.visitor().post(f"/konto/passord/nytt/{secret}/", {"new_password1": NEW, "new_password2": NEW})


def makes_passkey(cast: Cast) -> None:
    make(cast.client_for("kari"), Device(), name="Mobilen")


def takes_app_away(cast: Cast) -> None:
    makes_passkey(cast)
    app = Authenticator.objects.get(user=cast.kari.user, type="totp")
    cast.client_for("kari").post(removal(app))


def makes_codes(cast: Cast) -> None:
    cast.client_for("kari").post("/konto/tofaktor/reservekoder/nye/")


def uses_code(cast: Cast) -> None:
    [code, *_rest] = recovery_codes(cast.client_for("kari"))
    client = cast.visitor()
    with_password(client)
    assert client.post(CODE, {"code": code})["Location"] == "/"


def loses_telephone(cast: Cast) -> None:
    with enter(cast.elvebyen):
        renew_second_factor(cast.kari, by=cast.marit)


CHANGES: dict[str, tuple[Callable[[Cast], object], str]] = {
    "the password": (changes_password, "Passordet ditt er endret"),
    "the password, by a link": (forgets_password, "Passordet ditt er endret"),
    "a passkey more": (makes_passkey, "Ny måte å logge inn på"),
    "an app less": (takes_app_away, "En måte å logge inn på er fjernet"),
    "new recovery codes": (makes_codes, "Du har fått nye reservekoder"),
    "a recovery code used": (uses_code, "En reservekode er brukt"),
    "taken away by another": (loses_telephone, "En måte å logge inn på er fjernet"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_is_told_to_its_owner(cast: Cast, what: str) -> None:
    change, subject = CHANGES[what]
    change(cast)
    assert (cast.kari.email, subject) in letters(cast)


@pytest.mark.parametrize("what", CHANGES)
def test_the_letter_says_what_to_do_and_nothing_secret(cast: Cast, what: str) -> None:
    change, subject = CHANGES[what]
    change(cast)
    letters(cast)
    [body] = [one.body for one in mail.outbox if one.subject == subject]
    assert "Var det ikke deg" in body
    assert "Marit Haugland på 90 00 00 10" in body
    assert "http://elvebyen.localhost" in body
    assert not [secret for secret in (NEW, PASSWORD, cast.kari.user.password) if secret in body]


def test_after_a_recovery_code_is_used_the_letter_tells_how_many_are_left(cast: Cast) -> None:
    uses_code(cast)
    letters(cast)
    assert "Du har 9 igjen." in mail.outbox[-1].body or "Du har 9 igjen." in mail.outbox[-2].body


def test_it_goes_to_the_log_ins_address_whatever_staff_have_written_since(cast: Cast) -> None:
    with enter(cast.elvebyen):
        Person.objects.filter(pk=cast.kari.pk).update(email="tyv@elvebyen.example", channel="paper")
    makes_codes(cast)
    assert letters(cast) == [(cast.kari.email, "Du har fått nye reservekoder")]


def test_a_new_address_is_told_to_the_old_one(cast: Cast) -> None:
    with enter(cast.elvebyen):
        secret = make_link("account", cast.ingrid, address="ingrid.ny@elvebyen.example")
        accept(open_link(secret, "account"))
    assert letters(cast) == [("ingrid@elvebyen.example", "Innloggingen din har fått en ny adresse")]


def test_it_is_written_in_their_language(cast: Cast) -> None:
    with enter(cast.elvebyen):
        Person.objects.filter(pk=cast.kari.pk).update(language="en")
    makes_passkey(cast)
    assert letters(cast) == [(cast.kari.email, "A new way to log in")]
    assert "The passkey “Mobilen” was added" in mail.outbox[-1].body


def test_a_browser_that_is_new_is_told_and_one_that_is_known_is_not(cast: Cast, posted: Posted) -> None:
    first = enters(cast, posted)  # the very first log-in is no news
    assert letters(cast) == []
    first.post("/konto/logg-ut/")
    again = cast.visitor()
    again.cookies = first.cookies
    [message] = posted(lambda: again.post("/konto/logg-inn/", {"email": cast.ingrid.email}))
    again.post("/konto/logg-inn/kode/", {"code": code_in(message)})
    assert letters(cast) == []
    enters(cast, posted, browser=CHROME)
    assert letters(cast) == [("ingrid@elvebyen.example", "Du er logget inn på en ny enhet")]
    assert "med Chrome Android" in mail.outbox[-1].body


def test_a_passkey_used_is_no_news(cast: Cast) -> None:
    device = Device()
    make(cast.client_for("kari"), device)
    before = letters(cast)
    log_in(cast.visitor(), device)
    assert letters(cast) == before
