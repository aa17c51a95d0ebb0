"""The portal: what a visitor can do, where, and who receives them (VOL-13)."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from foundation.people.models import Workplace
from foundation.tenancy.context import enter
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.queries import assert_list_queries
from volunteers import menu as portal_menu
from volunteers.models import Activity, ActivityType

Menu = dict[str, Activity]


def test_a_visitor_sees_the_menu_the_places_and_who_receives(visitor: Client, menu: Menu) -> None:
    html = visitor.get(reverse("portal")).text
    for text in ("Coffee visit", "Solsiden sykehjem", "Kari Nygård", "Marit Haugland", "Showing 4 of 4"):
        assert text in html


def test_what_a_municipality_calls_a_kind_of_activity_is_said_in_every_language(
    visitor: Client, cast: Cast, menu: Menu
) -> None:
    with enter(cast.elvebyen):
        ActivityType.objects.filter(code="games").update(name="Brettspill", public_text="Vi spiller Ludo.")
        Activity.objects.filter(activity_type__code="games").update(title="Brettspill")
    html = visitor.get(reverse("portal")).text
    for text in ("Brettspill", "Vi spiller Ludo.", "Coffee visit", "Have a cup of coffee with someone"):
        assert text in html


def test_the_promise_is_the_municipalitys_own(visitor: Client, cast: Cast) -> None:
    with enter(cast.elvebyen):
        choose("reply_days", 3)
    assert "within three working days" in visitor.get(reverse("portal")).text


@pytest.mark.parametrize(
    ("choice", "found"),
    [
        ({"interest": "music"}, ["Sangstund på fredag"]),
        ({"interest": "company", "time": "evening"}, ["Sjakk"]),
        ({"time": "daytime"}, ["Coffee visit", "Sjakk", "Tirsdagsturen"]),
        ({"interest": "music", "time": "daytime"}, []),
        ({"interest": "nonsense"}, ["Coffee visit", "Sjakk", "Tirsdagsturen", "Sangstund på fredag"]),
    ],
)
def test_the_menu_is_filtered_by_interest_and_time(
    visitor: Client, menu: Menu, choice: dict[str, str], found: list[str]
) -> None:
    response = visitor.get(reverse("activities"), choice)
    assert sorted(card.title for card in response.context["cards"]) == sorted(found)


def test_the_menu_is_filtered_by_district_and_by_place(visitor: Client, menu: Menu, cast: Cast) -> None:
    for place, count in ((menu["song"].workplace.district_id, 3), (cast.solsiden.pk, 2)):
        response = visitor.get(reverse("activities"), {"place": str(place)})
        assert len(response.context["cards"]) == count


def test_htmx_gets_the_list_alone_and_says_how_many(visitor: Client, menu: Menu) -> None:
    headers = {"HX-Request": "true", "HX-Target": "activity-list"}
    response = visitor.get(reverse("activities"), {"interest": "music"}, headers=headers)
    assert "<html" not in response.text
    assert "Sangstund" in response.text
    assert "Showing 1 of 4" in response.text
    assert "HX-Target" in response.headers["Vary"]


def test_the_front_page_begins_with_a_few_that_differ(menu: Menu, cast: Cast) -> None:
    with enter(cast.elvebyen):
        for number in range(5):
            kind = menu["coffee"].activity_type
            Activity.objects.create(activity_type=kind, workplace=cast.solsiden, title=f"Kaffe {number}")
        chosen = portal_menu.varied(portal_menu.Menu({}).all, 4)
    assert len({one.kind for one in chosen}) == 4


def test_what_is_full_stays_visible(visitor: Client, menu: Menu) -> None:
    assert "Full now." in visitor.get(reverse("activities"), {"interest": "outdoors"}).text


def test_the_municipalitys_own_duties_are_never_offered(visitor: Client, menu: Menu, cast: Cast) -> None:
    """Held by the database, whatever the code does."""
    with enter(cast.elvebyen):
        round_ = Activity(activity_type=ActivityType.objects.get(code="medicine"), workplace=cast.solsiden)
        with pytest.raises(IntegrityError, match="statutory"), transaction.atomic():
            round_.save()
    assert "Medisin" not in visitor.get(reverse("activities")).text
    assert "Medisin" not in visitor.get(reverse("portal_workplace", args=[cast.solsiden.pk])).text


def test_a_place_tells_about_itself_and_its_contact(visitor: Client, menu: Menu, cast: Cast) -> None:
    html = visitor.get(reverse("portal_workplace", args=[cast.solsiden.pk])).text
    assert "Kari Nygård" in html
    assert "Sjakk" in html
    assert "Tirsdagsturen" not in html


def test_a_place_that_is_not_shown_is_not_found(visitor: Client, cast: Cast) -> None:
    address = reverse("portal_workplace", args=[cast.solsiden.pk])
    with enter(cast.elvebyen):
        Workplace.objects.filter(pk=cast.solsiden.pk).update(published=False)
    assert visitor.get(address).status_code == 404
    assert "Solsiden" not in visitor.get(reverse("portal")).text


def test_a_place_of_another_municipality_is_not_found(cast: Cast) -> None:
    assert (
        cast.visitor("fjordvik").get(reverse("portal_workplace", args=[cast.solsiden.pk])).status_code == 404
    )


def test_the_portal_of_another_municipality_shows_its_own(cast: Cast, menu: Menu) -> None:
    html = cast.visitor("fjordvik").get(reverse("portal")).text
    assert "Fjordvik sjukeheim" in html
    assert "Solsiden" not in html
    assert "Kaffibesøk" not in html


def test_as_many_questions_for_one_activity_as_for_thirty(visitor: Client, menu: Menu, cast: Cast) -> None:
    def make(number: int) -> None:
        with enter(cast.elvebyen):
            for _count in range(number):
                place = Workplace.objects.create(name=f"Sted {Workplace.objects.count()}")
                song = menu["song"].activity_type
                Activity.objects.create(activity_type=song, workplace=place, title=f"Sang på {place}")

    assert_list_queries(visitor, reverse("portal"), make)
    assert_list_queries(visitor, reverse("activities"), make)


def test_many_places_are_shown_some_at_a_time_and_all_when_asked(visitor: Client, cast: Cast) -> None:
    with enter(cast.elvebyen):
        for number in range(30):
            Workplace.objects.create(name=f"Åsen {number:02}", published=True)
        count = Workplace.objects.published().count()
    html = visitor.get(reverse("portal")).text
    assert f"See {count - 24} more places" in html
    assert "Åsen 29" not in html
    assert "Åsen 29" in visitor.get(reverse("portal"), {"alle": "1"}).text
