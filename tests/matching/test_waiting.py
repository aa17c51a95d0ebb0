"""Nobody's wish is forgotten, and two who were brought together are asked how it goes; what has ended goes by itself."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tests.cast import Cast
from tests.matching import wishes
from volunteers.matching.models import Match, MatchFeedback, Recipient
from volunteers.matching.tasks import forget
from volunteers.matching.waiting import waiting
from volunteers.models import Volunteer


def waits(here: Cast, who: str = "kari", days: int = 0) -> list[tuple[str, str]]:
    return [
        (one.name, one.do_text) for one in waiting(here.member(who), timezone.now() + timedelta(days=days))
    ]


def test_a_yes_that_is_not_written_down_waits_at_once_and_the_wish_when_it_has_waited(
    here: Cast, kari: Client
) -> None:
    recipient = wishes.wish(here)
    assert waits(here) == [("Skipperen", "Skriv inn jaet")]
    assert "Jaet er ikke skrevet inn ennå." in kari.get("/hva-venter/").text
    wishes.yes(recipient, here)
    assert waits(here, days=13) == []
    assert waits(here, days=15) == [("Skipperen", "Se hvem som kan passe")]
    assert waits(here, "marit", days=15) == []


def test_two_are_asked_after_some_weeks_and_then_twice_a_year(here: Cast, volunteer: Volunteer) -> None:
    made = wishes.match(here, volunteer)
    assert waits(here, days=29) == []
    assert waits(here, days=31) == [("Gunnar Hauge", "Skriv inn hvordan det går")]
    MatchFeedback(match=made, party="volunteer", wish="go_on").tell(by=here.kari)
    assert waits(here, days=31) == []
    assert waits(here, days=190) == [("Gunnar Hauge", "Skriv inn hvordan det går")]


def test_what_has_ended_is_deleted_by_itself_some_time_after(here: Cast, volunteer: Volunteer) -> None:
    made = wishes.match(here, volunteer)
    made.recipient.close(by=here.kari, at=timezone.now() - timedelta(days=89))
    forget()
    assert Recipient.objects.get().name == "Skipperen"
    Recipient.objects.update(closed_at=timezone.now() - timedelta(days=91))
    forget()
    assert (Recipient.objects.get().name, Match.objects.get().frame) == ("", "")
