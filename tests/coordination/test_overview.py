"""The overview: a row per workplace, a verdict first, each figure opens its list (NET-03, NET-01, CON-02, CON-03)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.access.models import Appointment
from foundation.people.models import Workplace
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import CareStep, Concern, Enquiry, ReferenceLetter, Step


def ask(cast: Cast, name: str, days_ago: int, place: Workplace) -> Enquiry:
    at = timezone.now() - timedelta(days=days_ago)
    return Enquiry(name=name, email="noen@elvebyen.example").register(place, at=at)


def row_of(cast: Cast, place: Workplace) -> object:
    page = cast.client_for("marit").get(reverse("overview"))
    return next(row for row in page.context["rows"] if row.workplace == place)


@pytest.mark.usefixtures("elvebyen")
class TestRows:
    def test_shows_contact_and_share(self, cast: Cast) -> None:
        row = row_of(cast, cast.solsiden)
        assert [(one.name, one.position_percent) for one in row.contacts] == [(cast.kari.name, 50)]

    def test_counts_unanswered_and_those_that_have_waited_too_long(self, cast: Cast) -> None:
        ask(cast, "Tor-Arne Myhre", 14, cast.solsiden)
        ask(cast, "Ahmed Yusuf", 0, cast.solsiden)
        figures = row_of(cast, cast.solsiden).figures
        assert (figures.unanswered, figures.late_enquiries) == (2, 1)

    def test_what_was_told_and_not_answered_in_time_counts_as_late(self, cast: Cast) -> None:
        volunteer, ago = people.going(cast), timezone.now() - timedelta(days=30)
        Concern.tell(volunteer, Concern.Category.GOOD, "Fine folk.", by=volunteer.person, at=ago)
        ReferenceLetter.ask(volunteer, by=volunteer.person, at=ago)
        row = row_of(cast, cast.solsiden)
        assert (row.figures.late_told, row.is_in_need) == (2, True)
        assert "told" in row.reason or "fortalt" in row.reason

    def test_an_answered_enquiry_leaves_the_row(self, cast: Cast) -> None:
        ask(cast, "Tor-Arne Myhre", 14, cast.solsiden).answer(by=cast.kari)
        figures = row_of(cast, cast.solsiden).figures
        assert (figures.unanswered, figures.late) == (0, 0)

    def test_counts_calls_past_the_time(self, cast: Cast) -> None:
        volunteer = ask(cast, "Lise Bakken", 30, cast.solsiden).volunteer
        volunteer.finish_step(Step.INTERESTED, by=cast.kari)
        volunteer.open_step(Step.FOLLOW_UP, due_at=timezone.now() - timedelta(hours=1))
        assert row_of(cast, cast.solsiden).figures.late_calls == 1

    def test_each_figure_opens_the_list_behind_it(self, cast: Cast) -> None:
        ask(cast, "Tor-Arne Myhre", 14, cast.solsiden)
        ask(cast, "Noen Andre", 14, cast.hagebyen)
        marit = cast.client_for("marit")
        listed = marit.get(row_of(cast, cast.solsiden).links["unanswered"]).content.decode()
        assert "Tor-Arne Myhre" in listed
        assert "Noen Andre" not in listed

    def test_two_hundred_places_are_read_a_page_at_a_time_those_in_need_first(self, cast: Cast) -> None:
        for number in range(60):
            Workplace.objects.create(name=f"Åsen {number:02}")
        ask(cast, "Tor-Arne Myhre", 14, cast.solsiden)
        marit = cast.client_for("marit")
        first, second = (marit.get(reverse("overview"), {"page": page}).context for page in (1, 2))
        assert (len(first["rows"]), first["rows"][0].workplace) == (50, cast.solsiden)
        assert not {row.workplace for row in first["rows"]} & {row.workplace for row in second["rows"]}
        assert first["totals"].unanswered == second["totals"].unanswered == 1

    def test_a_place_without_a_contact_is_red_and_stands_first(self, cast: Cast) -> None:
        yesterday = timezone.localdate() - timedelta(days=1)
        Appointment.objects.get(person=cast.eirik, role="volunteer_contact").end(by=cast.marit, on=yesterday)
        page = cast.client_for("marit").get(reverse("overview"))
        first = page.context["rows"][0]
        assert (first.workplace, first.is_vacant, first.is_in_need) == (cast.elvebredden, True, True)
        assert "trenger deg" in page.context["title"]

    def test_contact_below_the_recommended_share_is_marked(self, cast: Cast) -> None:
        choose("recommended_pct_contact", 60)
        page = cast.client_for("marit").get(reverse("overview"))
        assert {row.workplace for row in page.context["low"]} == {cast.solsiden, cast.elvebredden}

    def test_network_coordinator_below_the_recommended_share_is_warned_about(self, cast: Cast) -> None:
        choose("recommended_pct_coordinator", 80)
        page = cast.client_for("marit").get(reverse("overview"))
        assert [one.name for one in page.context["coordinators"]] == [cast.marit.name]

    def test_filters_by_district_stay_in_the_address(self, cast: Cast) -> None:
        page = cast.client_for("marit").get(reverse("overview"), {"sector": str(cast.health_elvebyen.pk)})
        assert len(page.context["rows"]) == 3
        none = cast.client_for("marit").get(reverse("overview"), {"district": "tull"})
        assert none.status_code == 200


@pytest.mark.usefixtures("elvebyen")
class TestWhoSees:
    def test_contact_may_not_see_the_overview(self, cast: Cast) -> None:
        assert cast.client_for("kari").get(reverse("overview")).status_code == 403

    def test_visitor_is_asked_to_log_in(self, cast: Cast) -> None:
        assert cast.visitor().get(reverse("overview")).status_code == 302


@pytest.mark.usefixtures("elvebyen")
def test_no_step_of_a_closed_volunteer_is_counted(cast: Cast) -> None:
    volunteer = ask(cast, "Tor-Arne Myhre", 14, cast.solsiden).volunteer
    volunteer.close("not_relevant", timezone.localdate())
    assert not CareStep.objects.open().filter(volunteer=volunteer).exists()
    assert row_of(cast, cast.solsiden).figures.unanswered == 0
