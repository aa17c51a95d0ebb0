"""Who has done and read what about me: my own log, in words."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.audit.models import Entry, read, record
from foundation.audit.words import said
from foundation.tenancy.context import enter
from tests.cast import Cast

LOG = "/konto/logg/"


def lines(cast: Cast, key: str, path: str = LOG) -> list[tuple[str, str, int]]:
    found = cast.client_for(key).get(path).context["page_obj"].lines
    return [(line.who, line.what, line.times) for line in found]


def happened(cast: Cast) -> None:
    with enter(cast.elvebyen):
        now = timezone.now()
        record(
            cast.kari, "first_meeting.proposed", cast.ingrid, about=cast.ingrid, at=now - timedelta(days=3)
        )
        record(cast.kari, "follow_up.written", cast.gunnar, about=cast.gunnar)
        record(None, "documents.issued", cast.ingrid, about=cast.ingrid, at=now - timedelta(days=2))
        for _ in range(3):
            read(cast.jonas, cast.ingrid, about=cast.ingrid, what="page")
        record(cast.ingrid, "login.opened", cast.ingrid, about=cast.ingrid)


def test_my_log_says_in_words_who_has_done_and_read_what_about_me(cast: Cast) -> None:
    happened(cast)
    assert lines(cast, "ingrid") == [
        ("Du", "logget inn", 1),
        ("Jonas Berg", "åpnet siden om personen", 3),
        ("Samspill", "laget et papir", 1),
        ("Kari Nygård", "foreslo tider for et første møte", 1),
    ]


def test_it_holds_nothing_of_anybody_else(cast: Cast) -> None:
    happened(cast)
    page = cast.client_for("ingrid").get(LOG).content.decode()
    assert "Gunnar" not in page
    assert "skrev om en oppfølgingssamtale" not in page


def test_it_tells_no_contents(cast: Cast) -> None:
    with enter(cast.elvebyen):
        record(cast.kari, "ending.changed", cast.ingrid, about=cast.ingrid, changes={"why": "KANARIFUGL"})
    assert "KANARIFUGL" not in cast.client_for("ingrid").get(LOG).content.decode()


def test_only_what_was_read_can_be_chosen(cast: Cast) -> None:
    happened(cast)
    assert lines(cast, "ingrid", f"{LOG}?vis=lest") == [("Jonas Berg", "åpnet siden om personen", 3)]


def test_staff_have_theirs_too(cast: Cast) -> None:
    with enter(cast.elvebyen):
        record(cast.marit, "appointment.changed", cast.kari, about=cast.kari)
    assert lines(cast, "kari")[0] == ("Marit Haugland", "endret en rolle", 1)


@pytest.mark.parametrize(
    ("key", "status"), [("marit", 200), ("kari", 403), ("berit", 403), ("ingrid", 403), ("solrun", 404)]
)
def test_anothers_log_is_open_to_those_who_answer_for_it_all(cast: Cast, key: str, status: int) -> None:
    with enter(cast.elvebyen):
        path = f"{LOG}{cast.gunnar.pk}/"
    assert cast.client_for(key).get(path).status_code == status


def test_whoever_looks_stands_in_it_and_does_not_see_how_one_logs_in(cast: Cast) -> None:
    happened(cast)
    found = lines(cast, "marit", f"{LOG}{cast.ingrid.pk}/")
    assert found[0] == ("Du", "åpnet denne loggen", 1)
    assert "logget inn" not in [what for _who, what, _times in found]
    assert ("Marit Haugland", "åpnet denne loggen", 1) in lines(cast, "ingrid")


def test_ones_own_is_ones_own_whatever_the_address(cast: Cast) -> None:
    assert cast.client_for("marit").get(f"{LOG}{cast.marit.pk}/")["Location"] == LOG


def test_a_long_log_has_pages_and_costs_as_many_questions_as_a_short(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    with enter(cast.elvebyen):
        noon = timezone.localtime().replace(
            hour=12
        )  # one on each day, also across the night the clocks change
        for number in range(1, 131):
            when = noon - timedelta(days=number)
            record(cast.kari, "guidance.asked", cast.ingrid, about=cast.ingrid, at=when)
    client = cast.client_for("ingrid")
    with django_assert_max_num_queries(12):
        page = client.get(LOG).context["page_obj"]
    assert (len(page.lines), page.paginator.num_pages) == (60, 3)


def test_an_empty_log_says_what_belongs_there(cast: Cast) -> None:
    with enter(cast.elvebyen):
        assert not Entry.objects.about(cast.solveig).exists()
    assert "Når noen gjør eller leser noe om deg" in cast.client_for("solveig").get(LOG).content.decode()


def test_an_old_verb_that_nobody_uses_any_more_is_still_a_sentence(elvebyen: object) -> None:
    assert said(Entry(verb="long.gone")) in ("changed something", "endret noe")
