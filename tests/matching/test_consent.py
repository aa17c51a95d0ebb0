"""The yes, and that it is taken back: then nothing is read any more, by whatever way it was taken back (PRI-01, PRI-02)."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from coordination.own_data import everything_about
from foundation.documents.models import Document, Signature
from foundation.notices.models import Notice
from tests.cast import Cast
from tests.matching import wishes
from volunteers.matching.models import Consent, Match, MatchRelease, Recipient
from volunteers.models import Volunteer

MINE = "/min-side/besok/"


@pytest.fixture
def told(here: Cast, volunteer: Volunteer) -> Match:
    made = wishes.match(here, volunteer)
    wishes.tell(made, here)
    return made


def test_the_yes_is_kept_with_form_day_and_who_explained_it(here: Cast, kari: Client) -> None:
    recipient = wishes.wish(here)
    form = {
        "purposes": ["visit"],
        "given_by": "guardian",
        "given_by_name": "Turid",
        "form": "written",
        "given_on": "2024-03-01",
        "informed_by_name": "Anne Lund",
    }
    kari.post(f"/onsker/{recipient.pk}/samtykke/", form)
    consent = Consent.objects.get()
    assert (consent.purpose, consent.form, consent.given_by, consent.given_by_name) == (
        "visit",
        "written",
        "guardian",
        "Turid",
    )
    assert (str(consent.given_on), consent.informed_by_name) == ("2024-03-01", "Anne Lund")


@pytest.mark.parametrize(
    "wrong",
    [{"purposes": []}, {"given_by": "guardian"}, {"given_on": "2999-01-01"}, {"informed_by_name": ""}],
)
def test_half_a_yes_is_no_yes(here: Cast, kari: Client, wrong: dict[str, object]) -> None:
    recipient = wishes.wish(here)
    form = {
        "purposes": ["visit"],
        "given_by": "self",
        "form": "spoken",
        "given_on": "2024-03-01",
        "informed_by_name": "Kari",
    }
    assert kari.post(f"/onsker/{recipient.pk}/samtykke/", form | wrong).status_code == 422
    assert not Consent.objects.exists()


def test_the_volunteer_sees_what_was_released_and_nothing_else(told: Match, gunnar: Client) -> None:
    page = gunnar.get(MINE).text
    assert "Du besøker Aslaug" in page
    assert "båt og sjø" in page
    assert "Kaffe på tirsdager" in page
    assert "Skipperen" not in page  # what the place calls them
    assert "Begge liker båt." not in page  # why they were chosen


def _sharing(match: Match, by: object) -> None:
    Consent.objects.get(purpose="sharing").withdraw(by=by)


def _visit(match: Match, by: object) -> None:
    Consent.objects.get(purpose="visit").withdraw(by=by)


def _past_the_model(match: Match, by: object) -> None:
    Consent.objects.filter(purpose="sharing").update(withdrawn_at=timezone.now())


def _ended(match: Match, by: object) -> None:
    match.end(by=by, why="done")


def _wish_ended(match: Match, by: object) -> None:
    match.recipient.close(by=by)


def _volunteer_leaves(match: Match, by: object) -> None:
    today = timezone.localdate()
    Volunteer.objects.filter(pk=match.volunteer_id).update(closed_on=today, closed_as="merged")


@pytest.mark.parametrize("how", [_sharing, _visit, _past_the_model, _ended, _wish_ended, _volunteer_leaves])
def test_taken_back_or_ended_it_is_closed_and_emptied_at_once(
    here: Cast, told: Match, gunnar: Client, how: Callable
) -> None:
    assert "båt og sjø" in gunnar.get(MINE).text
    how(told, here.kari)
    assert list(MatchRelease.objects.filter(closed_at=None)) == []
    assert set(MatchRelease.objects.values_list("text", flat=True)) == {""}
    page = gunnar.get(MINE).text
    assert "båt og sjø" not in page
    assert "Aslaug" not in page


class _Broken(Exception):
    pass


def test_the_yes_and_all_that_it_carried_go_in_one_transaction_or_not_at_all(here: Cast, told: Match) -> None:
    """PRI-02."""
    consent = Consent.objects.get(purpose="visit")
    with suppress(_Broken), transaction.atomic():
        consent.withdraw(by=here.kari)
        assert not MatchRelease.objects.open().exists()
        assert Match.objects.get().ended_why == "consent"
        assert Notice.objects.filter(kind="match_ended").exists()
        raise _Broken
    assert Consent.objects.valid().filter(purpose="visit").exists()
    assert set(MatchRelease.objects.open().values_list("text", flat=True)) == {"Aslaug", "båt og sjø"}
    assert Match.objects.get().is_running
    assert not Notice.objects.filter(kind="match_ended").exists()


def _unsigned(match: Match) -> None:
    Signature.objects.all().delete()


def _revoked(match: Match) -> None:
    Document.objects.update(revoked_at=timezone.now())


@pytest.mark.parametrize("how", [_unsigned, _revoked])
def test_it_is_read_only_with_the_promise_signed(told: Match, gunnar: Client, how: Callable) -> None:
    """Enforced where it is read: the rows themselves stand."""
    assert "båt og sjø" in gunnar.get(MINE).text
    how(told)
    assert "båt og sjø" not in gunnar.get(MINE).text
    assert MatchRelease.objects.filter(closed_at=None).count() == 2


def test_it_is_not_read_after_the_last_day(here: Cast, volunteer: Volunteer, gunnar: Client) -> None:
    day = timezone.localdate() - timedelta(days=1)
    made = wishes.match(here, volunteer, starts_on=day - timedelta(days=30), until=day)
    wishes.tell(made, here)
    assert MatchRelease.objects.filter(closed_at=None).exists()
    assert "båt og sjø" not in gunnar.get(MINE).text


def test_another_volunteer_reads_nothing_of_it(here: Cast, told: Match) -> None:
    assert "båt og sjø" not in here.client_for("ingrid").get(MINE).text


def test_nothing_is_released_without_the_yes_to_it(here: Cast, volunteer: Volunteer, kari: Client) -> None:
    recipient = wishes.wish(here)
    wishes.yes(recipient, here, ["visit"])
    made = wishes.match(here, volunteer, recipient)
    assert kari.post(f"/besok/{made.pk}/fortelling/", {"name": "Aslaug"}).status_code == 303
    assert not MatchRelease.objects.exists()
    with pytest.raises(IntegrityError, match="without the recipient's yes"), transaction.atomic():
        wishes.tell(made, here)


def test_what_was_released_is_never_written_over(here: Cast, told: Match) -> None:
    wishes.tell(told, here, interests="hund")
    told_before = MatchRelease.objects.exclude(closed_at=None).get()
    assert (told_before.field, told_before.text) == ("interests", "")
    assert MatchRelease.objects.get(field="interests", closed_at=None).text == "hund"
    with pytest.raises(IntegrityError, match="never written over"), transaction.atomic():
        MatchRelease.objects.filter(field="name").update(text="Noen andre")


def test_a_yes_that_is_taken_back_ends_the_visits_and_the_page_says_so(
    here: Cast, told: Match, kari: Client
) -> None:
    consent = Consent.objects.get(purpose="visit")
    assert "Ring den frivillige først" in kari.get(f"/samtykker/{consent.pk}/tilbake/").text
    kari.post(f"/samtykker/{consent.pk}/tilbake/")
    made = Match.objects.get()
    assert (made.ended_on, made.ended_why) == (timezone.localdate(), "consent")
    assert Recipient.objects.current().count() == 1


def test_it_does_not_stand_in_the_volunteers_own_file(told: Match) -> None:
    kept = str(everything_about(told.volunteer.person))
    assert "Kaffe på tirsdager" in kept
    assert "Skipperen" not in kept
    assert "båt og sjø" not in kept
