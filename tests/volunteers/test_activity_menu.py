"""The activity menu is kept by those who receive people at the place (VOL-13)."""

import pytest
from django.urls import reverse

from foundation.audit.models import Entry
from tests.cast import Cast
from volunteers import tags
from volunteers.models import Activity, ActivityType

pytestmark = pytest.mark.usefixtures("elvebyen")


@pytest.fixture
def coffee(cast: Cast, elvebyen: object) -> Activity:
    kind = ActivityType.objects.create(code="coffee", name="Kaffe og prat", public_text="En kopp og en prat.")
    return Activity.objects.create(activity_type=kind, workplace=cast.solsiden, title="Kaffe på tunet")


def form_of(activity: Activity, **changed: str) -> dict[str, str]:
    given = {"activity_type": str(activity.activity_type_id), "title": activity.title, "is_published": "on"}
    return given | changed


def test_a_contact_adds_an_activity_and_a_visitor_finds_it(cast: Cast, coffee: Activity) -> None:
    form = form_of(coffee, workplace=str(cast.solsiden.pk), title="Lese avisa sammen", time_text="Torsdager")
    answer = cast.client_for("kari").post(reverse("activity_new"), form)

    assert answer.status_code == 303
    menu = cast.visitor().get(reverse("activities")).content.decode()
    assert "Lese avisa sammen" in menu
    assert "Torsdager" in menu
    assert Entry.objects.filter(verb="activity.offered", object_name="Lese avisa sammen").exists()


def test_who_receives_is_chosen_among_those_who_work_there(cast: Cast, coffee: Activity) -> None:
    kari = cast.client_for("kari")
    url = reverse("activity_change", args=[coffee.pk])

    assert kari.post(url, form_of(coffee, receiver=str(cast.marit.pk))).status_code == 422
    assert kari.post(url, form_of(coffee, receiver=str(cast.anne.pk))).status_code == 303
    coffee.refresh_from_db()
    assert coffee.receiver == cast.anne


def test_another_place_s_menu_is_not_mine(cast: Cast, coffee: Activity) -> None:
    kari = cast.client_for("kari")
    theirs = Activity.objects.create(
        activity_type=coffee.activity_type, workplace=cast.elvebredden, title="Turgruppe"
    )

    assert kari.get(reverse("activity_change", args=[theirs.pk])).status_code == 403
    form = form_of(coffee, workplace=str(cast.elvebredden.pk))
    assert kari.post(reverse("activity_new"), form).status_code == 422
    assert "Turgruppe" not in kari.get(reverse("activity_list")).content.decode()


def test_full_is_one_press_and_one_press_back(cast: Cast, coffee: Activity) -> None:
    kari = cast.client_for("kari")
    kari.post(reverse("activity_filled", args=[coffee.pk]))
    coffee.refresh_from_db()
    assert coffee.is_full

    receipt = kari.get(reverse("activity_list")).content.decode()
    assert reverse("activity_opened", args=[coffee.pk]) in receipt
    kari.post(reverse("activity_opened", args=[coffee.pk]))
    coffee.refresh_from_db()
    assert not coffee.is_full


def test_what_is_not_shown_is_kept_and_can_come_back(cast: Cast, coffee: Activity) -> None:
    form = form_of(coffee)
    del form["is_published"]
    cast.client_for("kari").post(reverse("activity_change", args=[coffee.pk]), form)

    assert "Kaffe på tunet" not in cast.visitor().get(reverse("activities")).content.decode()
    assert "Kaffe på tunet" in cast.client_for("kari").get(reverse("activity_list")).content.decode()


def test_a_wrong_form_keeps_what_was_typed(cast: Cast, coffee: Activity) -> None:
    form = form_of(coffee, title="", text="Vi leser avisa høyt.")
    answer = cast.client_for("kari").post(reverse("activity_change", args=[coffee.pk]), form)

    assert answer.status_code == 422
    assert "Vi leser avisa høyt." in answer.content.decode()


def test_a_time_in_the_list_is_called_what_it_is_called_there() -> None:
    assert dict(tags.choices("availability", "nb"))["once"] == "en enkelt gang"
    assert dict(tags.choices("whens", "nb"))["once"] == "En enkelt gang"
