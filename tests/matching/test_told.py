"""The volunteer hears when two are brought together, when it is changed and when it ends; and nothing of the recipient is in it (PRI-01)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foundation.notices.kinds import kind
from foundation.notices.letters import write
from foundation.notices.models import Notice
from tests.cast import Cast
from tests.matching import wishes
from volunteers.matching.models import Match
from volunteers.models import Volunteer


def sent() -> list[str]:
    rows = Notice.objects.filter(kind__startswith="match_", channel="email").exclude(state="cancelled")
    return list(rows.order_by("due_at", "id").values_list("kind", flat=True))


def test_the_volunteer_hears_that_it_is_decided_in_their_own_language_and_finds_it_on_my_page(
    here: Cast, gunnar: Client, volunteer: Volunteer
) -> None:
    here.gunnar.language = "nn"
    here.gunnar.save()
    wishes.match(here, volunteer)
    [notice] = Notice.objects.filter(kind="match_made", channel="email")
    assert (notice.person, notice.url) == (here.gunnar, "/min-side/besok/")
    assert "Kaffe på tirsdager" in gunnar.get(notice.url).text
    letter = write(kind("match_made"), "email", here.gunnar, notice.fields, notice.url)
    assert letter.subject == "Nokon vil gjerne bli kjend med deg"


def test_nothing_of_the_recipient_stands_in_any_message(here: Cast, volunteer: Volunteer) -> None:
    recipient = wishes.wish(here, wishes="Snakke om krigen")
    wishes.yes(recipient, here)
    made = wishes.match(here, volunteer, recipient)
    wishes.tell(made, here, name="Aslaug", needed="Snakk tydelig")
    following = made.change(by=here.kari, frame="Onsdager")
    following.end(by=here.kari, why="chemistry")
    kept = [str(one.fields) + one.url for one in Notice.objects.filter(kind__startswith="match_")]
    assert len(kept) >= 3
    for word in ("Skipperen", "Aslaug", "krigen", "tydelig", "Kaffe på", "Onsdager", "båt", "gikk"):
        assert not [text for text in kept if word in text]


def test_another_agreement_is_told_once_and_not_as_an_end(here: Cast, volunteer: Volunteer) -> None:
    made = wishes.match(here, volunteer)
    made.change(by=here.kari, frame="Nå også tur ut")
    assert sent() == ["match_changed"]  # what was not sent yet of the former is taken back


def test_the_end_is_told_once_and_stands_on_my_page_for_some_days(
    here: Cast, gunnar: Client, volunteer: Volunteer
) -> None:
    made = wishes.match(here, volunteer)
    wishes.tell(made, here)
    for _press in range(2):
        made.end(by=here.kari, why="wish")
    assert sent() == ["match_ended"]
    page = gunnar.get("/min-side/besok/").text
    assert "Takk for at du har kommet" in page
    assert "Aslaug" not in page
    assert "Kaffe på tirsdager" not in page


def test_what_ended_some_weeks_ago_is_gone_from_my_page(
    here: Cast, gunnar: Client, volunteer: Volunteer
) -> None:
    made = wishes.match(here, volunteer, starts_on=timezone.localdate() - timedelta(days=40))
    made.end(by=here.kari, why="done", on=timezone.localdate() - timedelta(days=15))
    assert "Du besøker ingen bestemt nå." in gunnar.get("/min-side/besok/").text


@pytest.mark.parametrize("way", ["withdrawn", "closed"])
def test_also_when_the_recipient_changes_their_mind_the_volunteer_is_told_in_the_same_breath(
    here: Cast, volunteer: Volunteer, way: str
) -> None:
    made = wishes.match(here, volunteer)
    if way == "closed":
        made.recipient.close(by=here.kari)
    else:
        made.recipient.consents.get(purpose="visit").withdraw(by=here.kari)
    assert (Match.objects.get().is_running, sent()) == (False, ["match_ended"])
