"""Two are brought together: decided by the contact with a reason, never written over, and ended with a why (ASG-02, ASG-03, ASG-16)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.notices.models import Notice
from tests.cast import Cast
from tests.matching import wishes
from tests.volunteers import people
from volunteers.matching.models import BeyondFrame, Match, MatchFeedback, MatchRelease
from volunteers.models import ActivityType, Volunteer


def form(here: Cast, **other: object) -> dict[str, object]:
    return {
        "activity_type": wishes.kind(here).pk,
        "frame": "En time på tirsdager. Ikke tur ut.",
        "most_at_once": 1,
        "starts_on": timezone.localdate().isoformat(),
        "reason": "Begge har vært til sjøs.",
    } | other


def test_the_contact_decides_and_why_is_kept(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    recipient = wishes.wish(here, interests=["boats"])
    wishes.yes(recipient, here)
    address = f"/onsker/{recipient.pk}/forslag/{volunteer.pk}/"
    assert "Kjenner stedet." in kari.get(address).text  # the reasons, to begin from
    kari.post(address, form(here))
    made = Match.objects.get()
    assert (made.reason, made.frame) == ("Begge har vært til sjøs.", "En time på tirsdager. Ikke tur ut.")
    assert (made.decided_by_name, made.volunteer) == ("Kari Nygård", volunteer)
    [entry] = Entry.objects.filter(verb="match.made")
    assert (entry.about_id, "Skipperen" in str(entry.changes)) == (here.gunnar.pk, False)


def test_nobody_is_matched_without_the_yes(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    recipient = wishes.wish(here)
    answer = kari.post(f"/onsker/{recipient.pk}/forslag/{volunteer.pk}/", form(here), follow=True)
    assert "Skipperen har ikke sagt ja til besøk ennå." in answer.text
    assert not Match.objects.exists()
    with pytest.raises(IntegrityError, match="needs the recipient's yes"), transaction.atomic():
        Match.objects.create(volunteer=volunteer, recipient=recipient, activity_type=wishes.kind(here))


def test_a_statutory_task_is_refused_by_form_verb_and_database(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    """LEG-13."""
    recipient = wishes.wish(here)
    wishes.yes(recipient, here)
    medicine = wishes.kind(here, "medicine")
    address = f"/onsker/{recipient.pk}/forslag/{volunteer.pk}/"
    assert kari.post(address, form(here, activity_type=medicine.pk)).status_code == 422
    with pytest.raises(ValidationError, match="kommunens egen oppgave"):
        wishes.match(here, volunteer, recipient, activity_type=medicine)
    with pytest.raises(IntegrityError, match="never a volunteer's"), transaction.atomic():
        Match.objects.create(volunteer=volunteer, recipient=recipient, activity_type=medicine)
    assert not Match.objects.exists()


def test_volunteer_and_recipient_are_of_one_place(here: Cast, volunteer: Volunteer) -> None:
    recipient = wishes.wish(here, at="hagebyen")
    wishes.yes(recipient, here)
    with pytest.raises(IntegrityError, match="two places"), transaction.atomic():
        wishes.match(here, volunteer, recipient)


@pytest.mark.parametrize(
    "changes",
    [
        {"frame": "noe annet"},
        {"reason": "noe annet"},
        {"starts_on": timezone.localdate() - timedelta(days=9)},
        {"until": timezone.localdate() + timedelta(days=900)},
        {"decided_by_name": "En annen"},
        {"most_at_once": 9},
    ],
)
def test_a_match_is_never_written_over(here: Cast, volunteer: Volunteer, changes: dict[str, object]) -> None:
    made = wishes.match(here, volunteer)
    with pytest.raises(IntegrityError, match="never written over"), transaction.atomic():
        Match.objects.filter(pk=made.pk).update(**changes)
    made.end(by=here.kari, why="done")
    with pytest.raises(IntegrityError, match="never written over"), transaction.atomic():
        Match.objects.filter(pk=made.pk).update(ended_on=None, ended_why="")


def test_something_else_is_agreed_by_a_match_that_follows_and_what_is_told_goes_on(
    here: Cast, kari: Client, gunnar: Client, volunteer: Volunteer
) -> None:
    """ASG-03: one action."""
    made = wishes.match(here, volunteer)
    wishes.tell(made, here)
    assert kari.post(f"/besok/{made.pk}/endring/", form(here, frame="Nå også tur ut.")).status_code == 303
    former, following = Match.objects.order_by("decided_at")
    assert (former.ended_why, former.frame) == ("changed", "Kaffe på tirsdager")
    assert (following.follows, following.frame) == (former, "Nå også tur ut.")
    page = gunnar.get("/min-side/besok/").text
    assert "Nå også tur ut." in page
    assert "båt og sjø" in page
    assert "Kaffe på tirsdager" not in page


def test_somebody_else_comes_instead_in_one_action(
    here: Cast, kari: Client, gunnar: Client, volunteer: Volunteer
) -> None:
    """ASG-03."""
    made = wishes.match(here, volunteer)
    wishes.tell(made, here)
    other = people.going(here, "solveig", at="solsiden")
    address = f"/onsker/{made.recipient_id}/forslag/{other.pk}/"
    assert "Er det i stedet for noen som kommer nå?" in kari.get(address).text
    assert kari.post(address, form(here, instead_of=made.pk)).status_code == 422  # why the former ends
    assert Match.objects.get() == made
    kari.post(address, form(here, instead_of=made.pk, why_ends="chemistry"))
    former, new = Match.objects.order_by("decided_at")
    assert (former.ended_why, new.volunteer, new.is_running) == ("chemistry", other, True)
    assert not MatchRelease.objects.open().exists()


def test_two_may_come_to_the_same(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    made = wishes.match(here, volunteer)
    other = people.going(here, "solveig", at="solsiden")
    kari.post(f"/onsker/{made.recipient_id}/forslag/{other.pk}/", form(here))
    assert Match.objects.filter(ended_on=None).count() == 2


def test_from_my_page_the_volunteer_tells_how_it_goes_and_the_contact_sees_that_something_is_owed(
    here: Cast, gunnar: Client, kari: Client, volunteer: Volunteer
) -> None:
    """ASG-03."""
    made = wishes.match(here, volunteer)
    wishes.tell(made, here)
    gunnar.post(
        f"/min-side/besok/{made.pk}/hvordan-det-gar/", {"wish": "change", "text": "Heller formiddag."}
    )
    told = MatchFeedback.objects.get()
    assert (told.party, told.wish, told.written_by_name) == ("volunteer", "change", "Gunnar Hauge")
    assert "Heller formiddag." in kari.get(f"/besok/{made.pk}/").text
    assert "Se hva de sa" in kari.get("/hva-venter/").text


@pytest.mark.parametrize(("who", "status"), [("solveig", 403), ("anne", 403), ("solrun", 404)])
def test_nobody_tells_how_the_visits_of_another_go(
    here: Cast, volunteer: Volunteer, who: str, status: int
) -> None:
    made = wishes.match(here, volunteer)
    for page in ("hvordan-det-gar", "mer-enn-avtalt"):
        assert here.client_for(who).get(f"/min-side/besok/{made.pk}/{page}/").status_code == status


def test_since_when_two_have_been_together_goes_on_through_changes_and_is_never_written_over(
    here: Cast, volunteer: Volunteer
) -> None:
    today = timezone.localdate()
    made = wishes.match(here, volunteer, starts_on=today - timedelta(days=400))
    following = made.change(by=here.kari, frame="Onsdager").change(by=here.kari, frame="Fredager")
    assert following.together_since == made.starts_on
    assert list(Match.objects.current(today).lasting(today)) == [following]
    assert not Match.objects.current(today).lasting(today - timedelta(days=40)).exists()
    with pytest.raises(IntegrityError, match="never written over"), transaction.atomic():
        Match.objects.filter(pk=following.pk).update(together_since=today)


def test_the_overview_tells_how_many_have_lasted_a_year_and_hides_a_few(
    here: Cast, volunteer: Volunteer
) -> None:
    """ASG-03."""

    def more(count: int) -> None:
        for number in range(count):
            recipient = wishes.wish(here, f"Den {number}")
            wishes.yes(recipient, here)
            wishes.match(here, volunteer, recipient, starts_on=timezone.localdate() - timedelta(days=366))

    more(4)
    wishes.match(here, volunteer)
    marit = here.client_for("marit")
    assert 'hx-get="/besok/et-ar/"' in marit.get("/oversikt/").text
    page = marit.get("/besok/et-ar/").text
    assert "Færre enn fem av dem som er koblet sammen, har vært det i et år." in page
    assert "4 av 5" not in page
    more(1)
    assert "5 av 6 som er koblet sammen, har vært det i et år." in marit.get("/besok/et-ar/").text


def test_the_same_two_are_matched_once(here: Cast, volunteer: Volunteer) -> None:
    made = wishes.match(here, volunteer)
    with pytest.raises(ValidationError, match="koblet sammen allerede"):
        wishes.match(here, volunteer, made.recipient)


def test_it_ends_with_a_why_and_twice_is_once(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    made = wishes.match(here, volunteer)
    assert kari.post(f"/besok/{made.pk}/slutt/", {}).status_code == 422
    for _press in range(2):
        kari.post(f"/besok/{made.pk}/slutt/", {"why": "chemistry"})
    made.refresh_from_db()
    assert (made.ended_why, made.ended_on) == ("chemistry", timezone.localdate())
    assert Entry.objects.filter(verb="match.ended").count() == 1


def test_both_sides_tell_how_it_goes_in_words(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    made = wishes.match(here, volunteer)
    for party in ("volunteer", "recipient"):
        told = {"party": party, "wish": "go_on", "text": f"Vi ler mye, sier {party}."}
        kari.post(f"/besok/{made.pk}/hvordan-det-gar/", told)
    page = kari.get(f"/besok/{made.pk}/").text
    assert "Vi ler mye, sier volunteer." in page
    assert "Vi ler mye, sier recipient." in page
    assert not [field for field in MatchFeedback._meta.fields if field.name in ("score", "stars", "mark")]


def test_those_who_work_there_see_who_comes_and_what_was_agreed_and_no_more(
    here: Cast, volunteer: Volunteer
) -> None:
    """ASG-16."""
    recipient = wishes.wish(here, wishes="Vil helst snakke om krigen.", interests=["boats"])
    wishes.yes(recipient, here)
    made = wishes.match(here, volunteer, recipient)
    wishes.tell(made, here, needed="Snakk til venstre øre")
    page = here.client_for("anne").get("/besok/").text
    assert "Gunnar Hauge besøker Skipperen" in page
    assert "Kaffe på tirsdager" in page
    assert "stell og medisin" in page  # what is not included
    for kept in ("krigen", "venstre øre", "Begge liker båt."):
        assert kept not in page
    assert here.client_for("eirik").get("/besok/").text.count("Gunnar") == 0


def test_from_the_visit_the_volunteer_tells_of_being_asked_for_more(
    gunnar: Client, here: Cast, volunteer: Volunteer
) -> None:
    """ASG-16."""
    made = wishes.match(here, volunteer)
    address = f"/min-side/besok/{made.pk}/mer-enn-avtalt/"
    assert f'href="{address}"' in gunnar.get("/min-side/besok/").text
    page = gunnar.get(address).text
    assert "Kaffe på tirsdager" in page
    assert "Skipperen" not in page  # not released
    assert gunnar.post(address, {"category": "staff_tasks", "text": ""}).status_code == 422
    gunnar.post(address, {"category": "staff_tasks", "text": "Bli med på badet."})
    told = BeyondFrame.objects.get()
    assert (told.match, told.concern.volunteer, told.concern.text) == (made, volunteer, "Bli med på badet.")
    shown = here.client_for("kari").get(f"/besok/{made.pk}/").text
    assert "Bedt om mer enn det som var avtalt" in shown
    assert f"/si-fra/{told.concern.pk}/" in shown
    assert Notice.objects.filter(kind="concern_told", channel="email").count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("jonas", 200), ("marit", 403), ("berit", 403), ("anne", 403), ("gunnar", 403), ("solrun", 404)],
)
def test_who_may_open_a_match(here: Cast, volunteer: Volunteer, who: str, status: int) -> None:
    made = wishes.match(here, volunteer)
    assert here.client_for(who).get(f"/besok/{made.pk}/").status_code == status


def test_what_is_told_is_chosen_from_the_wish_and_put_right(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    recipient = wishes.wish(here, interests=["boats"])
    wishes.yes(recipient, here)
    made = wishes.match(here, volunteer, recipient)
    page = kari.get(f"/besok/{made.pk}/fortelling/").text
    assert 'value="båt og sjø"' in page
    assert not MatchRelease.objects.exists()  # proposed, not told
    answer = kari.post(f"/besok/{made.pk}/fortelling/", {"needed": "Har demens"})
    assert answer.status_code == 422
    kari.post(f"/besok/{made.pk}/fortelling/", {"needed": "Har demens", "meant_so": "on"})
    assert MatchRelease.objects.get().text == "Har demens"


def test_whoever_looks_after_nobody_there_cannot_be_chosen(here: Cast, kari: Client) -> None:
    recipient = wishes.wish(here)
    wishes.yes(recipient, here)
    other = people.going(here, "solveig", at="elvebredden")
    assert kari.get(f"/onsker/{recipient.pk}/forslag/{other.pk}/").status_code == 403
    assert ActivityType.objects.exists() is False
