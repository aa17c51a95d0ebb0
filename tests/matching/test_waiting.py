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
    wishes.tell(made, here)
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


def test_somebody_who_is_to_come_and_has_been_told_nothing_waits_for_the_contact(
    here: Cast, volunteer: Volunteer
) -> None:
    made = wishes.match(here, volunteer)
    assert waits(here) == [("Gunnar Hauge", "Velg hva som fortelles")]
    wishes.tell(made, here)
    assert waits(here) == []


def test_without_a_yes_to_telling_nothing_is_owed(here: Cast, volunteer: Volunteer) -> None:
    recipient = wishes.wish(here)
    wishes.yes(recipient, here, ["visit"])
    wishes.match(here, volunteer, recipient)
    assert waits(here) == []


def test_whoever_would_have_something_changed_waits_until_they_say_otherwise_or_it_is_agreed_anew(
    here: Cast, volunteer: Volunteer
) -> None:
    """ASG-03."""
    made = wishes.match(here, volunteer)
    wishes.tell(made, here)
    MatchFeedback(match=made, party="recipient", wish="change").tell(by=here.kari)
    MatchFeedback(match=made, party="volunteer", wish="go_on").tell(by=here.kari)  # the other party
    assert waits(here) == [("Gunnar Hauge", "Se hva de sa")]
    MatchFeedback(match=made, party="recipient", wish="go_on").tell(by=here.kari)
    assert waits(here) == []
    MatchFeedback(match=made, party="volunteer", wish="stop").tell(by=here.kari)
    assert waits(here) == [("Gunnar Hauge", "Se hva de sa")]
    made.change(by=here.kari, frame="Annenhver uke")
    assert waits(here) == []
