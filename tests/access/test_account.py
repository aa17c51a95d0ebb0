"""My account, my messages, and the role whose pages I look at (SYS-05)."""

import pytest
from django.utils import timezone

from foundation.access.models import Appointment
from foundation.notices.models import Notice
from foundation.tenancy.context import enter
from tests.cast import BEGAN, Cast


@pytest.mark.parametrize(
    ("key", "says", "keeps_quiet_about"),
    [
        ("ingrid", ["ingrid@elvebyen.example", "Med en kode på e-post."], ["Bytt passord", "Reservekoder"]),
        ("kari", ["kari@elvebyen.example", "Bytt passord", "Reservekoder"], ["Med en kode på e-post."]),
    ],
)
def test_my_account_tells_how_i_log_in(
    cast: Cast, key: str, says: list[str], keeps_quiet_about: list[str]
) -> None:
    page = cast.client_for(key).get("/konto/").content.decode()
    assert [word for word in says if word not in page] == []
    assert [word for word in keeps_quiet_about if word in page] == []


def two_roles(cast: Cast) -> None:
    with enter(cast.elvebyen):
        Appointment(
            person=cast.anne,
            role="volunteer_contact",
            workplace=cast.elvebredden,
            position_percent=40,
            starts_on=BEGAN,
        ).appoint(by=None)


def roles(cast: Cast, key: str) -> list[str]:
    with enter(cast.elvebyen):
        return [code for code, _word in cast.member(key).roles]


def test_the_roles_to_choose_from_are_those_held_today(cast: Cast) -> None:
    two_roles(cast)
    assert roles(cast, "anne") == ["volunteer_contact", "employee", "self"]
    assert roles(cast, "ingrid") == ["self"]


def test_the_words_are_the_municipalitys_own(cast: Cast) -> None:
    from foundation.tenancy.settings import choose

    with enter(cast.elvebyen):
        choose("term_set", "tonsberg")
        assert dict(cast.member("marit").roles)["network_coordinator"] == "frivilligkoordinator"


def test_a_role_is_chosen_and_kept_and_nothing_is_lost(cast: Cast) -> None:
    two_roles(cast)
    client = cast.client_for("anne")

    def shown() -> str:
        return client.get("/konto/").context["nav"].role

    assert shown() == "volunteer_contact"
    assert client.post("/konto/rolle/", {"role": "employee"})["Location"] == "/"
    assert shown() == "employee"
    assert client.get("/folk/").status_code == 200  # rights are the union, whatever is shown


@pytest.mark.parametrize("role", ["network_coordinator", "owner", ""])
def test_a_role_one_does_not_hold_is_not_chosen(cast: Cast, role: str) -> None:
    client = cast.client_for("anne")
    assert client.post("/konto/rolle/", {"role": role})["Location"] == "/"
    assert client.get("/konto/").context["nav"].role == "employee"


def test_a_role_that_was_lost_is_not_shown_any_more(cast: Cast) -> None:
    two_roles(cast)
    client = cast.client_for("anne")
    client.post("/konto/rolle/", {"role": "employee"})
    with enter(cast.elvebyen):
        Appointment.objects.filter(person=cast.anne, role="employee").update(ends_on=BEGAN)
    assert client.get("/konto/").context["nav"].role == "volunteer_contact"


def test_a_role_is_chosen_by_post_only(cast: Cast) -> None:
    assert cast.client_for("anne").get("/konto/rolle/").status_code == 405


def told(cast: Cast, key: str) -> None:
    """A message that stands on the page, as the drain leaves it."""
    with enter(cast.elvebyen):
        Notice.objects.create(
            kind="handover_received",
            channel="in_app",
            key=f"test {key}",
            recipient=str(cast.all[key].pk),
            person=cast.all[key],
            fields={"contact.first_name": "Kari", "workplace.name": "Solsiden", "day": "i dag"},
            url="/folk/",
            due_at=timezone.now(),
            try_at=timezone.now(),
            expires_at=timezone.now(),
            state="sent",
            sent_at=timezone.now(),
        )


def test_my_messages_are_mine_and_seen_is_read(cast: Cast) -> None:
    told(cast, "jonas")
    told(cast, "eirik")
    client = cast.client_for("jonas")
    first, second = (client.get("/konto/meldinger/").content.decode() for _ in range(2))
    assert first.count("Kari har gitt deg det som venter") == 1
    assert (">Ny<" in first, ">Ny<" in second) == (True, False)
    with enter(cast.elvebyen):
        assert Notice.objects.inbox(cast.eirik).unread().count() == 1


def test_no_messages_says_so(cast: Cast) -> None:
    assert "Ingen meldinger ennå" in cast.client_for("ingrid").get("/konto/meldinger/").content.decode()
