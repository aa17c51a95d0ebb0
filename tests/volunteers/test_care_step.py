"""The nine steps: date, responsible, status, checklist and note; counts per step and place; the municipality's own words (VOL-01, VOL-02)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone, translation

from foundation.tenancy.settings import setting
from tests.cast import Cast
from tests.volunteers import people
from volunteers.checklists import points
from volunteers.definitions import checklist_of, shipped
from volunteers.models import ActivityType, Step, StepDefinition, Volunteer
from volunteers.wheel import SECTORS


@pytest.fixture
def volunteer(here: Cast) -> Volunteer:
    return people.started(here)


def url(volunteer: Volunteer, step: str = "follow_up", more: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/hjul/{step}/{more}"


def test_nine_ordered_steps_each_with_words_in_every_language() -> None:
    assert len(Step) == SECTORS == 9
    assert list(shipped()) == Step.values
    assert {language for lines in shipped().values() for language in lines} == {"nb", "nn", "en"}


def test_date_responsible_status_checklist_and_note(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    first, second = checklist_of("follow_up", None)[:2]
    due = timezone.localdate() + timedelta(days=3)
    sent = {"note": "Helst på formiddagen", "responsible": str(here.anne.pk), "due_on": due.isoformat()}
    assert kari.post(url(volunteer), sent | {"ticked": [first]}).status_code == 303
    step = volunteer.step(Step.FOLLOW_UP)
    assert (step.note, step.responsible, timezone.localdate(step.due_at)) == (sent["note"], here.anne, due)
    assert [(tick["text"], tick["by"]) for tick in step.ticks] == [(first, "Kari Nygård")]
    kari.post(url(volunteer), sent | {"ticked": [first, second]})
    step.refresh_from_db()
    assert [tick["text"] for tick in step.ticks] == [first, second]
    page = kari.get(url(volunteer)).content.decode()
    assert "Anne Lund" in page
    assert "Helst på formiddagen" in page


@pytest.mark.parametrize(
    ("who", "status"), [("berit", 403), ("marit", 403), ("ingrid", 403), ("solrun", 404)]
)
def test_nobody_else_writes_about_a_step(here: Cast, volunteer: Volunteer, who: str, status: int) -> None:
    client = here.client_for(who)
    assert client.post(url(volunteer), {"note": "x"}).status_code == status
    assert client.post(url(volunteer, "training", "gjort/")).status_code == status
    assert volunteer.step(Step.FOLLOW_UP).note == ""


@pytest.mark.parametrize("wrong", [{"due_on": "snart"}, {"ticked": ["noe annet"]}, {"responsible": "ingen"}])
def test_nonsense_is_refused_with_what_was_written(kari: Client, volunteer: Volunteer, wrong: dict) -> None:
    answer = kari.post(url(volunteer), {"note": "Ring etter ti"} | wrong)
    assert answer.status_code == 422
    assert "Ring etter ti" in answer.content.decode()
    assert volunteer.step(Step.FOLLOW_UP).note == ""


def test_in_another_order_and_repeated(kari: Client, volunteer: Volunteer) -> None:
    """Training before the call, and once more; each time is a row of its own."""
    for _time in range(2):
        kari.post(url(volunteer, "training", "gjort/"))
        kari.post(url(volunteer, "training", "gjort/"))
    rows = volunteer.steps.filter(code=Step.TRAINING)
    assert [row.done_by_name for row in rows] == ["Kari Nygård"] * 2
    assert volunteer.step(Step.FOLLOW_UP).is_open
    kari.post(url(volunteer, "training", "angre/"))
    assert rows.filter(done_at=None).count() == 1


def test_a_step_with_a_page_of_its_own_is_done_there(kari: Client, volunteer: Volunteer) -> None:
    kari.post(url(volunteer, "follow_up", "gjort/"))
    assert volunteer.step(Step.FOLLOW_UP).is_open
    assert f"/frivillige/{volunteer.pk}/oppfolging/" in kari.get(url(volunteer)).content.decode()
    assert kari.get(url(volunteer, "tullball")).status_code == 404


def test_counted_per_step_and_place_with_the_list_behind(here: Cast) -> None:
    people.started(here, "ingrid")
    people.started(here, "gunnar")
    people.interested(here, "solveig", at="hagebyen").open_step(Step.INTERESTED)
    page = here.client_for("marit").get("/frivillige/hjulet/")
    rows = {row.workplace: {code: n for code, _title, n in row.cells} for row in page.context["rows"]}
    assert (rows[here.solsiden]["follow_up"], rows[here.hagebyen]["interested"]) == (2, 1)
    assert f"?workplace={here.solsiden.pk}&amp;step=follow_up" in page.content.decode()
    only = here.client_for("kari").get("/frivillige/hjulet/").context["rows"]
    assert {row.workplace for row in only} <= {here.solsiden, here.hagebyen}


# In the municipality's own words


@pytest.fixture
def marit(here: Cast) -> Client:
    return here.client_for("marit")


def define(step: str) -> str:
    return f"/innstillinger/steg/{step}/"


def test_title_checklist_and_due_are_the_municipalitys_own(
    here: Cast, marit: Client, kari: Client, volunteer: Volunteer
) -> None:
    sent = {"title": "Ringerunde", "checklist": "Ring\nLytt", "workplace": "", "due": 5}
    assert marit.post(define("follow_up"), sent).status_code == 303
    assert (str(Step.FOLLOW_UP.label), setting("followup_days")) == ("Ringerunde", 5)
    assert checklist_of("follow_up", here.solsiden.pk) == ["Ring", "Lytt"]
    page = kari.get(f"/frivillige/{volunteer.pk}/").content.decode()
    assert "Ringerunde" in page
    with here.at("endre"), translation.override("nn"):
        assert str(Step.FOLLOW_UP.label) != "Ringerunde"


def test_what_is_left_as_it_was_is_read_in_each_language(marit: Client) -> None:
    """Only the deadline was changed: the words are still the house's."""
    ours = {"title": str(Step.FOLLOW_UP.label), "checklist": "\r\n".join(checklist_of("follow_up", None))}
    marit.post(define("follow_up"), ours | {"workplace": "", "due": 5})
    with translation.override("en"):
        assert str(Step.FOLLOW_UP.label) == "Follow-up call"
        assert checklist_of("follow_up", None) == shipped()["follow_up"]["en"]


def test_a_place_has_a_checklist_of_its_own(here: Cast, marit: Client) -> None:
    sent = {"title": "", "checklist": "Ta heisen", "workplace": str(here.solsiden.pk), "due": 7}
    marit.post(define("follow_up"), sent)
    assert checklist_of("follow_up", here.solsiden.pk) == ["Ta heisen"]
    assert "Ta heisen" not in checklist_of("follow_up", here.hagebyen.pk)


def test_a_completed_step_stays_as_it_was(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    volunteer.finish_step(Step.FOLLOW_UP, by=here.kari)
    done = volunteer.step(Step.FOLLOW_UP)
    before = (done.called, done.lines)
    StepDefinition.write("follow_up", "Ringerunde", "Noe helt annet", by=here.member("marit"))
    done.refresh_from_db()
    assert (done.called, done.lines) == before
    page = kari.get(url(volunteer)).content.decode()
    assert before[0] in page


@pytest.mark.parametrize(("who", "status"), [("kari", 403), ("berit", 403), ("ingrid", 403)])
def test_only_those_who_set_up_the_municipality_define(here: Cast, who: str, status: int) -> None:
    client = here.client_for(who)
    for address in (
        define("follow_up"),
        "/innstillinger/steg/liste/dilemmas/gifts/",
        "/innstillinger/steg/hvem/",
    ):
        assert client.post(address, {"title": "x"}).status_code == status
    assert not StepDefinition.objects.exists()


def test_nonsense_about_a_step_is_refused(marit: Client) -> None:
    sent = {"title": "T" * 41, "checklist": "Ring", "workplace": "", "due": 0}
    answer = marit.post(define("follow_up"), sent)
    assert answer.status_code == 422
    assert "T" * 41 in answer.content.decode()
    assert not StepDefinition.objects.exists()


def test_a_rule_is_shown_in_the_municipalitys_own_words(marit: Client) -> None:
    address = "/innstillinger/steg/liste/dilemmas/gifts/"
    marit.post(address, {"title": "Gaver", "text": "Aldri noe.", "is_used": "on"})
    found = {point.code: point for point in points("dilemmas")}
    assert (found["gifts"].text, found["gifts"].number) == ("Aldri noe.", 2)
    marit.post(address, {"title": "Gaver", "text": "Aldri noe."})
    assert "gifts" not in {point.code for point in points("dilemmas")}
    assert marit.get("/innstillinger/steg/liste/dilemmas/tull/").status_code == 404


def test_kinds_of_activity_that_ask_for_more(marit: Client) -> None:
    kinds = [ActivityType.objects.create(code=code, name=code) for code in ("homework", "song")]
    sent = {"references": [str(one.pk) for one in kinds], "police_certificate": [str(kinds[0].pk)]}
    assert marit.post("/innstillinger/steg/hvem/", sent).status_code == 303
    asks = {kind.code: kind.asks for kind in ActivityType.objects.all()}
    assert asks == {"homework": ["references", "police_certificate"], "song": ["references"]}
