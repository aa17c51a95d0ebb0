"""A log-in is made by a one-time link that was mailed to a known person, and by nothing else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.utils import timezone

from foundation.access.invitations import invite, needs_invitation
from foundation.access.models import Appointment, WorkplaceGrant
from foundation.audit.models import Entry
from foundation.notices.models import Notice
from foundation.people.models import Person, User
from foundation.tenancy.context import enter
from tests.access.conftest import Posted, code_in
from tests.cast import BEGAN, PASSWORD, Cast

Invited = Callable[[str], str]


@pytest.fixture
def newcomer(cast: Cast) -> Person:
    """Known here, without a log-in."""
    with enter(cast.elvebyen):
        person = Person.objects.create(name="Fatima Rahimi", email="Fatima@Mail.example")
    return cast.add("fatima", person, "elvebyen")


def again(person: Person) -> Person:
    with enter(person.municipality_id):
        return Person.objects.select_related("user").get(pk=person.pk)


def test_a_volunteer_says_yes_and_is_in(cast: Cast, newcomer: Person, invited: Invited) -> None:
    client = cast.visitor()
    path = invited("fatima")
    page = client.get(path)
    assert "Velkommen, Fatima" in page.content.decode()
    assert "Elvebyen kommune" in page.content.decode()
    assert client.post(path)["Location"] == "/"
    assert client.get("/").content == b"Fatima Rahimi"
    user = again(newcomer).user
    assert (user.email, user.has_usable_password()) == ("fatima@mail.example", False)
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.verified, address.primary) == ("fatima@mail.example", True, True)


def test_next_time_a_code_does(cast: Cast, newcomer: Person, invited: Invited, posted: Posted) -> None:
    cast.visitor().post(invited("fatima"))
    client = cast.visitor()
    [message] = posted(lambda: client.post("/konto/logg-inn/", {"email": "fatima@mail.example"}))
    client.post("/konto/logg-inn/kode/", {"code": code_in(message)})
    assert client.get("/").content == b"Fatima Rahimi"


def test_opening_the_link_does_nothing_yet(cast: Cast, newcomer: Person, invited: Invited) -> None:
    """Scanners of mail open every link."""
    path = invited("fatima")
    for client in (cast.visitor(), cast.visitor()):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
    assert again(newcomer).user is None
    assert cast.visitor().post(path).status_code == 302


def test_the_link_works_once(cast: Cast, newcomer: Person, invited: Invited) -> None:
    path = invited("fatima")
    cast.visitor().post(path)
    for answer in (cast.visitor().get(path), cast.visitor().post(path)):
        assert answer.status_code == 410
        assert "noen har brukt den" in answer.content.decode()
        assert "Marit Haugland kan sende deg en ny" in answer.content.decode()
    assert User.objects.filter(email="fatima@mail.example").count() == 1


def test_the_link_gets_old(cast: Cast, newcomer: Person, invited: Invited) -> None:
    path = invited("fatima")
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert cast.visitor().post(path).status_code == 410
    assert again(newcomer).user is None


def test_a_new_invitation_withdraws_the_old(cast: Cast, newcomer: Person, invited: Invited) -> None:
    first, second = invited("fatima"), invited("fatima")
    assert cast.visitor().get(first).status_code == 410
    assert cast.visitor().get(second).status_code == 200


def test_the_link_is_nothing_on_another_municipalitys_host(
    cast: Cast, newcomer: Person, invited: Invited
) -> None:
    path = invited("fatima")
    assert cast.visitor("fjordvik").post(path).status_code == 410
    assert again(newcomer).user is None


def test_it_goes_by_mail_whatever_channel_was_chosen(cast: Cast, newcomer: Person, invited: Invited) -> None:
    """Reading the mailbox is the proof; a text message would prove another thing."""
    newcomer.channel, newcomer.phone = "sms", "+4790000099"
    with enter(cast.elvebyen):
        newcomer.save()
    assert invited("fatima").startswith("/konto/velkommen/")
    with enter(cast.elvebyen):
        assert set(Notice.objects.values_list("channel", flat=True)) == {"email"}


def test_nobody_is_invited_without_an_address(cast: Cast, elvebyen: object) -> None:
    with pytest.raises(ValueError, match="no e-mail"):
        invite(cast.oddvar, by=cast.kari)


def test_staff_choose_a_password_and_get_what_they_were_appointed_to(
    cast: Cast, newcomer: Person, invited: Invited
) -> None:
    with enter(cast.elvebyen):
        Appointment(person=newcomer, role="employee", workplace=cast.solsiden, starts_on=BEGAN).appoint(
            by=cast.marit
        )
        assert not WorkplaceGrant.objects.filter(content_object=cast.solsiden, user__email__contains="fatima")
    client, path = cast.visitor(), invited("fatima")
    assert client.get(path).context["form"].fields.keys() == {"new_password1", "new_password2"}
    answer = client.post(path, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert answer["Location"] == "/konto/tofaktor/ny/"
    user = again(newcomer).user
    assert user.check_password(PASSWORD)
    with enter(cast.elvebyen):
        assert WorkplaceGrant.objects.filter(content_object=cast.solsiden, user=user).exists()
        verbs = Entry.objects.about(newcomer).order_by("id").values_list("verb", flat=True)
        assert list(verbs) == ["appointment.made", "login.invited", "login.password_chosen", "login.opened"]


@pytest.mark.parametrize(
    ("first", "second", "sentence"),
    [
        ("kort", "kort", "for kort"),
        ("password1234", "password1234", "Mange bruker dette passordet"),
        (PASSWORD, PASSWORD + "!", "like"),
        ("fatima@mail.example", "fatima@mail.example", "Passordet ligner for mye"),
        ("", "", "Dette mangler"),
    ],
)
def test_a_password_that_will_not_do_is_422_and_uses_up_nothing(
    cast: Cast, newcomer: Person, invited: Invited, first: str, second: str, sentence: str
) -> None:
    with enter(cast.elvebyen):
        Appointment(person=newcomer, role="employee", workplace=cast.solsiden, starts_on=BEGAN).appoint(
            by=None
        )
    path = invited("fatima")
    answer = cast.visitor().post(path, {"new_password1": first, "new_password2": second})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert cast.visitor().get(path).status_code == 200


def test_whoever_was_logged_in_here_is_logged_out(cast: Cast, newcomer: Person, invited: Invited) -> None:
    client = cast.client_for("kari")
    client.post(invited("fatima"))
    assert client.get("/").content == b"Fatima Rahimi"


# Whose log-in


def test_the_same_human_in_two_municipalities_has_one_log_in(
    cast: Cast, newcomer: Person, invited: Invited
) -> None:
    cast.visitor().post(invited("fatima"))
    with enter(cast.fjordvik):
        there = Person.objects.create(name="Fatima R.", email="fatima@mail.example")
    cast.add("fatima_there", there, "fjordvik")
    client = cast.visitor("fjordvik")
    client.post(invited("fatima_there"))
    assert client.get("/").content == b"Fatima R."
    assert again(there).user == again(newcomer).user


@pytest.mark.parametrize("protected_by", ["password", "second factor"])
def test_a_log_in_that_is_protected_is_never_taken_over(
    cast: Cast, invited: Invited, protected_by: str
) -> None:
    """Fjordvik invites Kari's address: whoever opens that mail gets nothing of what Kari has in Elvebyen."""
    if protected_by == "second factor":
        cast.kari.user.set_unusable_password()
        cast.kari.user.save()
    with enter(cast.fjordvik):
        guest = Person.objects.create(name="Kari på besøk", email=cast.kari.email)
    cast.add("guest", guest, "fjordvik")
    cast.visitor("fjordvik").post(invited("guest"))
    assert again(guest).user not in (None, cast.kari.user)


def test_an_address_that_was_changed_after_the_mail_went_out_is_not_proven(
    cast: Cast, newcomer: Person, invited: Invited
) -> None:
    path = invited("fatima")
    with enter(cast.elvebyen):
        Person.objects.filter(pk=newcomer.pk).update(email="noen.andre@mail.example")
    cast.visitor().post(path)
    assert again(newcomer).user.email == "fatima@mail.example"


def test_a_new_address_is_a_new_log_in_and_the_old_one_keeps_its_own(
    cast: Cast, invited: Invited, newcomer: Person
) -> None:
    """Else Elvebyen could write its own address on somebody and log in as them in Fjordvik."""
    cast.visitor().post(invited("fatima"))
    old = again(newcomer).user
    with enter(cast.fjordvik):
        there = Person.objects.create(name="Fatima R.", email="fatima@mail.example", user=old)
    with enter(cast.elvebyen):
        Person.objects.filter(pk=newcomer.pk).update(email="attacker@mail.example")
        newcomer.email = "attacker@mail.example"
    cast.visitor().post(invited("fatima"))
    assert again(newcomer).user.email == "attacker@mail.example"
    assert again(there).user == old
    old.refresh_from_db()
    assert old.email == "fatima@mail.example"


def test_what_the_old_log_in_held_here_is_withdrawn(cast: Cast, invited: Invited) -> None:
    old = cast.anne.user
    with enter(cast.elvebyen):
        Person.objects.filter(pk=cast.anne.pk).update(email="anne.lund@elvebyen.example")
        cast.anne.email = "anne.lund@elvebyen.example"
    client, path = cast.visitor(), invited("anne")
    client.post(path, {"new_password1": PASSWORD, "new_password2": PASSWORD})
    new = again(cast.anne).user
    with enter(cast.elvebyen):
        grants = WorkplaceGrant.objects.filter(content_object=cast.solsiden)
        assert (grants.filter(user=old).count(), grants.filter(user=new).count()) == (0, 1)


def test_who_needs_an_invitation(cast: Cast, newcomer: Person, elvebyen: object) -> None:
    Appointment(person=cast.ingrid, role="employee", workplace=cast.solsiden, starts_on=BEGAN).appoint(
        by=None
    )
    keys = ("kari", "gunnar", "oddvar", "fatima", "ingrid")
    assert {key: needs_invitation(cast.all[key]) for key in keys} == {
        "kari": False,
        "gunnar": False,
        "oddvar": False,  # has no address
        "fatima": True,
        "ingrid": True,  # a role, and no second factor
    }
