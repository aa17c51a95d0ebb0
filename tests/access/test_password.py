"""Passwords: for staff, forgotten and changed."""

from datetime import timedelta
from email.utils import parseaddr

import pytest
import time_machine
from django.utils import timezone

from foundation.access.models import Link
from foundation.audit.models import Entry
from foundation.notices.models import Notice
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.access.conftest import Posted, path_in
from tests.cast import PASSWORD, Cast, code_now

FORGOTTEN, CHANGE = "/konto/passord/glemt/", "/konto/passord/"
NEW = "tolv røde epler på rad"


def forget(cast: Cast, posted: Posted, email: str = "kari@elvebyen.example") -> list[str]:
    return [path_in(mail) for mail in posted(lambda: cast.visitor().post(FORGOTTEN, {"email": email}))]


def test_a_forgotten_password_is_chosen_anew_and_the_second_factor_still_asked_for(
    cast: Cast, posted: Posted
) -> None:
    [path] = forget(cast, posted)
    client = cast.visitor()
    assert "Hei, Kari" in client.get(path).content.decode()
    assert client.post(path, {"new_password1": NEW, "new_password2": NEW})["Location"] == "/konto/tofaktor/"
    assert client.get("/").content == b"Hei"
    client.post("/konto/tofaktor/", {"code": code_now()})
    assert client.get("/").content.decode() == "Kari Nygård"
    cast.kari.user.refresh_from_db()
    assert cast.kari.user.check_password(NEW)
    with enter(cast.elvebyen):
        assert Entry.objects.filter(verb="login.password_chosen", about_id=cast.kari.pk).exists()


def test_the_link_is_mailed_at_once_and_kept_in_no_notice(cast: Cast, posted: Posted) -> None:
    forget(cast, posted)
    with enter(cast.elvebyen):
        assert not Notice.objects.exists()


def test_the_link_works_once_and_for_a_day(cast: Cast, posted: Posted) -> None:
    [path] = forget(cast, posted)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert cast.visitor().get(path).status_code == 410
    cast.visitor().post(path, {"new_password1": NEW, "new_password2": NEW})
    assert cast.visitor().post(path, {"new_password1": NEW, "new_password2": NEW}).status_code == 410


def test_a_second_link_withdraws_the_first(cast: Cast, posted: Posted) -> None:
    [first], [second] = forget(cast, posted), forget(cast, posted)
    assert (cast.visitor().get(first).status_code, cast.visitor().get(second).status_code) == (410, 200)


def test_it_goes_to_the_address_that_was_proven(cast: Cast, posted: Posted) -> None:
    """Not to what a colleague has written on the person since."""
    with enter(cast.elvebyen):
        Person.objects.filter(pk=cast.kari.pk).update(email="colleague@elvebyen.example")
    [mail] = posted(lambda: cast.visitor().post(FORGOTTEN, {"email": "kari@elvebyen.example"}))
    assert [parseaddr(to)[1] for to in mail.to] == ["kari@elvebyen.example"]
    cast.visitor().post(path_in(mail), {"new_password1": NEW, "new_password2": NEW})
    cast.kari.user.refresh_from_db()
    assert (cast.kari.user.email, cast.kari.user.check_password(NEW)) == ("kari@elvebyen.example", True)


def test_those_who_have_no_password_get_no_link(cast: Cast, posted: Posted) -> None:
    assert forget(cast, posted, "ingrid@elvebyen.example") == []
    with enter(cast.elvebyen):
        assert not Link.objects.exists()


def test_a_link_for_a_password_is_no_invitation(cast: Cast, posted: Posted) -> None:
    [path] = forget(cast, posted)
    assert cast.visitor().get(path.replace("passord/nytt", "velkommen")).status_code == 410


def change(cast: Cast, old: str = PASSWORD, new: str = NEW, again: str = NEW) -> object:
    return cast.client_for("kari").post(CHANGE, {"oldpassword": old, "password1": new, "password2": again})


def test_a_password_is_changed_and_other_browsers_are_closed(cast: Cast) -> None:
    other = cast.client_for("kari")
    mine = cast.client_for("kari")
    mine.post(CHANGE, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert (mine.get("/").content.decode(), other.get("/").content) == ("Kari Nygård", b"Hei")
    with enter(cast.elvebyen):
        assert Entry.objects.filter(verb="login.password_changed", about_id=cast.kari.pk).exists()


@pytest.mark.parametrize(
    "wrong", [{"old": "feil"}, {"new": "kort", "again": "kort"}, {"again": "noe annet enn dette"}]
)
def test_a_password_that_will_not_do_is_422_and_changes_nothing(cast: Cast, wrong: dict) -> None:
    assert change(cast, **wrong).status_code == 422
    cast.kari.user.refresh_from_db()
    assert cast.kari.user.check_password(PASSWORD)


def test_those_who_have_none_cannot_change_it(cast: Cast) -> None:
    assert cast.client_for("ingrid").get(CHANGE)["Location"] == "/konto/"


def test_nothing_is_entered_no_password_is_right(cast: Cast) -> None:
    from django.contrib.auth import authenticate

    assert authenticate(None, email="kari@elvebyen.example", password=PASSWORD) is None
    with enter(cast.elvebyen):
        assert authenticate(None, email="Kari@Elvebyen.example", password=PASSWORD) == cast.kari.user
        assert authenticate(None, email="solrun@fjordvik.example", password=PASSWORD) is None
