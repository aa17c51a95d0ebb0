"""Thanks that reach somebody, and nobody who is forgotten or ranked (VOL-60)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foundation.notices.models import Notice
from tests.cast import Cast
from tests.volunteers import people
from volunteers.belonging import milestone, unthanked
from volunteers.models import Gift, Thanks, Volunteer


def long_here(cast: Cast, key: str = "gunnar", days: int = 800, at: str = "solsiden") -> Volunteer:
    volunteer = people.going(cast, key, at)
    volunteer.started_on = timezone.localdate() - timedelta(days=days)
    volunteer.save()
    return volunteer


def url(volunteer: Volunteer) -> str:
    return f"/frivillige/{volunteer.pk}/takk/"


def test_a_thanks_is_seen_on_my_page(here: Cast) -> None:
    volunteer = long_here(here)
    assert here.client_for("anne").post(url(volunteer), {"text": "Du fikk Aud til å le."}).status_code == 303
    page = here.client_for("gunnar").get("/min-side/").content.decode()
    assert "Du fikk Aud til å le." in page
    assert "Anne Lund" in page
    notice = Notice.objects.get(kind="thanks_given", person=here.gunnar, channel="email")
    assert "Aud" not in str(notice.fields)  # the words themselves stay on the page


@pytest.mark.parametrize(("who", "status"), [("ingrid", 403), ("eirik", 403), ("solrun", 404)])
def test_nobody_from_elsewhere_sends_it(here: Cast, who: str, status: int) -> None:
    volunteer = long_here(here)
    assert here.client_for(who).post(url(volunteer), {"text": "Takk"}).status_code == status
    assert not Thanks.objects.exists()


def test_an_empty_thanks_is_refused_and_the_occasion_kept(here: Cast, kari: Client) -> None:
    answer = kari.post(url(long_here(here)), {"text": " ", "occasion": "Fem år"})
    assert answer.status_code == 422
    assert "Fem år" in answer.content.decode()


@pytest.mark.parametrize(("ago", "waits"), [(None, True), (400, True), (300, False)])
def test_whoever_was_not_thanked_for_a_year_stands_on_the_list(
    here: Cast, ago: int | None, waits: bool
) -> None:
    volunteer = long_here(here)
    if ago:
        at = timezone.now() - timedelta(days=ago)
        Thanks.give(volunteer, "Takk", by=here.member("kari"), at=at)
    found = unthanked(Volunteer.objects.all(), timezone.localdate())
    assert (volunteer in found) == waits


def test_a_gift_is_a_thanks_too_and_a_new_one_is_not_waited_for(here: Cast, kari: Client) -> None:
    given, new = long_here(here, "gunnar"), long_here(here, "oddvar", days=200)
    told = {"occasion": "Sommerfest", "description": "Blomster", "given_on": timezone.localdate().isoformat()}
    assert kari.post(f"/frivillige/{given.pk}/gave/", told).status_code == 303
    assert Gift.objects.get().given_by_name == "Kari Nygård"
    assert here.client_for("berit").post(f"/frivillige/{given.pk}/gave/", told).status_code == 403
    assert kari.post(f"/frivillige/{given.pk}/gave/", told | {"given_on": "x"}).status_code == 422
    assert list(unthanked(Volunteer.objects.all(), timezone.localdate())) == []
    assert new.is_active


@pytest.mark.parametrize(
    ("began", "years"),
    [
        (date(2025, 11, 24), 1),
        (date(2025, 12, 20), 1),
        (date(2024, 11, 24), None),
        (date(2016, 11, 1), 10),
        (date(2025, 8, 1), None),
    ],
)
@pytest.mark.usefixtures("elvebyen")
def test_the_first_year_and_round_years_are_milestones(began: date, years: int | None) -> None:
    found = milestone(Volunteer(started_on=began), date(2026, 11, 24))
    assert (found.years if found else None) == years


@pytest.mark.usefixtures("elvebyen")
def test_who_began_on_leap_day_has_a_milestone_too() -> None:
    found = milestone(Volunteer(started_on=date(2024, 2, 29)), date(2025, 2, 27))
    assert (found.years, found.on) == (1, date(2025, 3, 1))


def test_the_list_is_by_name_and_counts_nobody(here: Cast, kari: Client) -> None:
    for key in ("solveig", "gunnar", "oddvar"):
        long_here(here, key)
    page = kari.get("/takk/")
    assert [one.first_name for one in page.context["waiting"]] == ["Gunnar", "Oddvar", "Solveig"]
    assert here.client_for("eirik").get("/takk/").context["waiting"] == []
    assert here.client_for("ingrid").get("/takk/").status_code == 403
