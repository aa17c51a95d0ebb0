"""A volunteer without e-mail and phone is a full volunteer: what cannot be sent is said, and waits until it is (VOL-20)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.documents.signing import send_link
from foundation.notices.drain import drain
from foundation.notices.groups import SECURITY
from foundation.notices.kinds import Kind, kinds, samples
from foundation.notices.models import Notice
from foundation.notices.outbox import drafts
from foundation.people.models import Person
from tests.cast import Cast
from tests.volunteers import people
from tests.volunteers.test_ending import thanked
from volunteers import papers
from volunteers.models import Conversation, FirstAssignment, GuidanceRequest, Volunteer

Browser = Callable[[str], Client]
KINDS = [kind for kind in kinds().values() if {"volunteer", "companion"} & set(kind.audience)]


@pytest.fixture
def oddvar(cast: Cast) -> Volunteer:
    """He has no log-in, no e-mail and no phone."""
    with cast.at("kari"):
        Person.objects.filter(pk=cast.oddvar.pk).update(email="", phone="", channel="paper")
        cast.oddvar.refresh_from_db()
        volunteer = people.interested(cast, "oddvar")
    return volunteer


def unsaid(cast: Cast) -> list[str]:
    """What waits to be said, after the worker has been by."""
    drain(cast.elvebyen.pk)
    with cast.at("kari"):
        return list(Notice.objects.unsaid().filter(person=cast.oddvar).values_list("kind", flat=True))


# Every kind


def filled(kind: Kind) -> dict[str, Any]:
    """The samples, as whole objects."""
    fields: dict[str, Any] = {}
    for name in {*kind.needed, "sender.name", "sender.first_name"}:
        whole, _dot, part = name.partition(".")
        if part:
            fields.setdefault(whole, {})[part] = samples().get(name, "Kari")
        else:
            fields[whole] = samples()[name]
    return fields


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_no_message_to_a_volunteer_is_lost(here: Cast, kind: Kind) -> None:
    """Each either waits to be said, or is one of those with a reason not to."""
    Person.objects.filter(pk=here.oddvar.pk).update(email="", phone="")
    here.oddvar.refresh_from_db()
    written = drafts(here.oddvar, kind.key, filled(kind), "/hemmelig/", key="one", due_at=timezone.now())
    said = [notice for notice in written if notice.channel == Notice.Channel.SPOKEN]

    if kind.is_followed or kind.group.code == SECURITY:
        assert said == []
    else:
        assert len(said) == 1
        assert said[0].url == ""
        assert "hemmelig" not in said[0].aloud
        assert "kalenderfil" not in said[0].aloud.lower()
        assert said[0].aloud.strip()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_whoever_is_reached_is_not_told_twice(here: Cast, kind: Kind) -> None:
    written = drafts(here.ingrid, kind.key, filled(kind), "/side/", key="one", due_at=timezone.now())

    assert "spoken" not in {notice.channel for notice in written}


def test_whoever_wants_calls_and_letters_is_told_though_they_have_an_address(here: Cast) -> None:
    here.ingrid.channel = Person.Channel.PAPER
    kind = kinds()["meeting_proposed"]
    written = drafts(here.ingrid, kind.key, filled(kind), "/side/", key="one", due_at=timezone.now())

    assert [notice.channel for notice in written] == ["spoken"]


# The verbs


def test_what_each_verb_would_have_sent_waits_for_the_contact(cast: Cast, oddvar: Volunteer) -> None:
    soon = timezone.now() + timedelta(days=3)
    with cast.at("kari"):
        people.sign(papers.issue_confidentiality(oddvar, by=cast.kari), oddvar, cast)
        end = soon + timedelta(hours=1)
        first = FirstAssignment.plan(oddvar, "Sjakk", soon, end, companion=cast.solveig, by=cast.kari)
    assert unsaid(cast) == ["first_assignment_planned"]
    with cast.at("kari"):
        first.call_off(by=cast.kari)
        GuidanceRequest.ask(oddvar, "Hva gjør jeg hvis han gråter?", by=cast.kari).agree(
            by=cast.kari, when=soon
        )

    assert set(unsaid(cast)) == {"first_assignment_called_off", "guidance_agreed"}


def test_the_receipt_says_who_is_not_told(cast: Cast, oddvar: Volunteer) -> None:
    with cast.at("kari"):
        people.sign(papers.issue_confidentiality(oddvar, by=cast.kari), oddvar, cast)
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    given = {"title": "Sjakk", "day": day, "starts": "10:00", "ends": "11:00", "companion": str(cast.anne.pk)}
    answer = cast.client_for("kari").post(f"/frivillige/{oddvar.pk}/forste-gang/", given, follow=True)
    assert "Anne får tida på e-post. Det vi sender, når ikke Oddvar: Si det selv." in answer.text


def test_a_paper_to_sign_is_told_of_and_signed_with_a_pen(cast: Cast, oddvar: Volunteer) -> None:
    with cast.at("kari"):
        paper = papers.issue_confidentiality(oddvar, by=cast.kari)
        assert send_link(paper.signature_of("volunteer"), by=cast.member("kari")) is False
    assert unsaid(cast) == ["documents_to_sign"]
    with cast.at("kari"):
        people.sign(paper, oddvar, cast)
        assert not paper.unsigned() or paper.unsigned()[0].party == "contact"


def test_the_thanks_wait_to_be_given_though_the_work_is_ended(cast: Cast, browser: Browser) -> None:
    with cast.at("kari"):
        Person.objects.filter(pk=cast.oddvar.pk).update(email="", phone="", channel="paper")
        cast.oddvar.refresh_from_db()
        ending = people.ending(cast, "oddvar")
    kari = browser("kari")
    with cast.at("kari"):
        thanked(ending, kari)
        kari.post(f"/frivillige/{ending.volunteer_id}/avslutning/avsluttet/")

    with cast.at("kari"):
        assert Notice.objects.filter(kind="ending_thanks", channel="spoken", person=cast.oddvar).exists()


# What the contact sees


@pytest.fixture
def proposed(cast: Cast, browser: Browser) -> Notice:
    answer = browser("kari").post(
        "/frivillige/ny/",
        {
            "name": "Aslaug Rud",
            "place": str(cast.solsiden.pk),
            "own_idea": "Bor i Storgata 4, ring på hos naboen.",
            "channel": "other",
            "heard": "other",
            "consent": "on",
        },
    )
    assert answer.status_code == 303
    with cast.at("kari"):
        volunteer = Volunteer.objects.get(person__name="Aslaug Rud")
        Conversation.propose(volunteer, [timezone.now() + timedelta(days=2)], "Kafeen", 45, by=cast.kari)
    drain(cast.elvebyen.pk)
    with cast.at("kari"):
        return Notice.objects.select_related("person").get(kind="meeting_proposed")


def said(notice: Notice, volunteer: Volunteer, more: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/beskjeder/{notice.pk}/{more}"


def of(notice: Notice) -> Volunteer:
    return Volunteer.objects.get(person=notice.person)


def test_somebody_without_phone_and_e_mail_is_written_in_when_it_says_where_to_find_them(
    cast: Cast, browser: Browser, proposed: Notice
) -> None:
    assert proposed.person.channel == Person.Channel.PAPER
    bare = {
        "name": "Per",
        "place": str(cast.solsiden.pk),
        "channel": "other",
        "heard": "other",
        "consent": "on",
    }
    answer = browser("kari").post("/frivillige/ny/", bare)

    assert answer.status_code == 422
    assert "where the person is to be found" in answer.content.decode()


def test_visitors_must_still_tell_how_to_reach_them(cast: Cast, visitor: Client) -> None:
    data = {"name": "Per", "place": str(cast.solsiden.pk), "own_idea": "Storgata 4", "consent": "on"}

    assert visitor.post("/bli-frivillig/meld-interesse/", data).status_code == 422


def test_it_waits_on_the_desk_until_it_is_said_and_can_be_undone(
    cast: Cast, browser: Browser, proposed: Notice
) -> None:
    kari, row = browser("kari"), "Aslaug gets no messages"
    assert row in kari.get("/hva-venter/").content.decode()
    with cast.at("kari"):
        volunteer = of(proposed)
    assert kari.post(said(proposed, volunteer, "sagt/")).status_code == 303
    assert row not in kari.get("/hva-venter/").content.decode()

    kari.post(said(proposed, volunteer, "ikke-sagt/"))
    assert row in kari.get("/hva-venter/").content.decode()
    with cast.at("kari"):
        deeds = Entry.objects.filter(verb__startswith="notice.").order_by("at", "id")
        assert [entry.verb for entry in deeds] == ["notice.said", "notice.unsaid"]


def test_the_deputy_sees_it_too_and_the_letter_can_be_read_aloud(
    cast: Cast, browser: Browser, proposed: Notice
) -> None:
    with cast.at("kari"):
        volunteer = of(proposed)
    page = browser("jonas").get(said(proposed, volunteer)).content.decode()

    assert "Kari foreslår disse tidene" in page
    assert "/prat/" not in page  # the secret link is nobody's but Aslaug's


@pytest.mark.parametrize(("key", "status"), [("marit", 403), ("berit", 403), ("eirik", 403), ("solrun", 404)])
def test_nobody_else_tells_it(cast: Cast, browser: Browser, proposed: Notice, key: str, status: int) -> None:
    with cast.at("kari"):
        volunteer = of(proposed)
    for more in ("", "sagt/", "ikke-sagt/"):
        client = browser(key)
        ask = client.post if more else client.get
        assert ask(said(proposed, volunteer, more)).status_code == status


def test_what_was_said_to_another_is_not_found_here(cast: Cast, browser: Browser, proposed: Notice) -> None:
    with cast.at("kari"):
        other = people.interested(cast, "ingrid")

    assert browser("kari").get(said(proposed, other)).status_code == 404


def test_what_is_called_off_before_it_was_said_need_not_be_said(cast: Cast, proposed: Notice) -> None:
    with cast.at("kari"):
        volunteer = of(proposed)
        volunteer.conversations.get().withdraw(by=cast.kari)

        assert not Notice.objects.unsaid().exists()


def test_the_contact_may_take_away_a_number_that_is_nobodys(cast: Cast, browser: Browser) -> None:
    with cast.at("kari"):
        volunteer = people.interested(cast, "oddvar")
    answer = browser("kari").post(
        f"/frivillige/{volunteer.pk}/opplysninger/",
        {"name": "Oddvar Lien", "phone": "", "email": "", "channel": "paper", "language": "nb"},
    )

    assert answer.status_code == 303
