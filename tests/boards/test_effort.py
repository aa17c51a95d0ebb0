"""How much it is stands on each activity and board, and what is short and simple is found in the portal (ASG-10)."""

import pytest
from django.urls import reverse

from tests.boards.conftest import drivers, make_scheme
from tests.cast import Cast
from volunteers.boards.models import Scheme
from volunteers.models import Activity, ActivityType


@pytest.fixture
def scheme(here: Cast) -> Scheme:
    drivers(here, "ingrid")
    made = make_scheme(here)
    kind = ActivityType.objects.exclude(pk=made.activity.activity_type_id).first()
    Activity.objects.create(activity_type=kind, workplace=here.solsiden, title="Korleder")
    how_much = {"weekly_minutes": 90, "commitment": "sometimes", "is_low_threshold": True}
    Activity.objects.filter(pk=made.activity_id).update(**how_much)
    return made


@pytest.mark.parametrize("choice", ["", "?effort=easy"])
def test_the_portal_finds_what_is_short_and_simple_asg10(here: Cast, scheme: Scheme, choice: str) -> None:
    page = here.visitor().get(f"/bli-frivillig/aktiviteter/{choice}").text
    assert "Halvannen time i uka, nå og da" in page
    assert ("Korleder" in page) == (choice == "")


def test_where_nothing_is_easy_the_choice_is_not_there(here: Cast, scheme: Scheme) -> None:
    assert 'name="effort"' in here.visitor().get("/bli-frivillig/aktiviteter/").text
    Activity.objects.update(is_low_threshold=False)
    page = here.visitor().get("/bli-frivillig/aktiviteter/?effort=easy").text
    assert 'name="effort"' not in page
    assert "Korleder" in page


def test_the_board_says_how_much_it_is_asg10(here: Cast, scheme: Scheme) -> None:
    assert "Halvannen time i uka, nå og da" in here.client_for("ingrid").get(f"/tavler/{scheme.pk}/").text
    assert "Halvannen time i uka" in here.client_for("jonas").get(f"/tavler/{scheme.pk}/ordning/").text


def test_the_contact_writes_how_much_it_is(here: Cast, scheme: Scheme) -> None:
    given = {
        "activity_type": scheme.activity.activity_type_id,
        "title": "Middagskjøring",
        "is_published": "on",
    }
    url = reverse("activity_change", args=[scheme.activity_id])
    assert (
        here.client_for("jonas").post(url, given | {"weekly_minutes": "60", "commitment": "once"}).status_code
        == 303
    )
    found = Activity.objects.get(pk=scheme.activity_id)
    assert (found.weekly_minutes, found.commitment, found.is_low_threshold) == (60, "once", False)
