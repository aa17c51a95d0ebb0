"""What volunteers may do at a place: its frame, what is not included and what is decided; menu and agreements begin from it (ASG-06)."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from foundation.audit.models import Entry
from tests.cast import Cast
from volunteers import papers
from volunteers.activity_types import seed_activity_types
from volunteers.forms.papers import AgreementForm
from volunteers.models import Activity, ActivityType, BlockedAttempt, PossibleTask, Volunteer


def kind(here: Cast, code: str) -> ActivityType:
    seed_activity_types(here.elvebyen)
    return ActivityType.objects.get(code=code)


def form(here: Cast, code: str = "walking_friend", **other: object) -> dict[str, object]:
    usual = {
        "workplace": here.solsiden.pk,
        "activity_type": kind(here, code).pk,
        "name": "Tur til brua",
        "frame": "Én om gangen, i dagslys.",
    }
    return usual | other


@pytest.fixture
def task(here: Cast) -> PossibleTask:
    made = PossibleTask(
        workplace=here.solsiden,
        activity_type=kind(here, "dinner_friend"),
        name="Selskap ved middagen",
        frame="Sitt sammen med dem.",
        excluded="mate noen\n- vurdere svelging",
        decision="Hjelp til å spise gir de ansatte.",
        decided_on=timezone.localdate(),
        decided_by_name="Berit Moen",
    )
    made.keep(by=here.kari)
    return made


def test_the_contact_writes_it_down_and_everybody_who_works_there_reads_it(here: Cast, kari: Client) -> None:
    assert kari.post("/oppgaver/ny/", form(here)).status_code == 303
    page = here.client_for("anne").get("/oppgaver/").text
    assert "Tur til brua" in page
    assert "Én om gangen, i dagslys." in page
    assert "løfte inn og ut av stol" in page  # what the kind says, where the place says nothing
    assert "Endre" not in page.split("<main")[1].split("</main")[0]
    assert Entry.objects.filter(verb="possible_task.added").count() == 1


@pytest.mark.parametrize("missing", ["decision", "decided_on", "decided_by_name"])
def test_a_grey_zone_wants_what_was_decided_when_and_by_whom(here: Cast, kari: Client, missing: str) -> None:
    decided = {
        "decision": "Frisør går bra.",
        "decided_on": timezone.localdate().isoformat(),
        "decided_by_name": "Berit Moen",
    }
    grey = form(here, "accompanying", **decided)
    assert ActivityType.objects.get(code="accompanying").decided_locally
    assert kari.post("/oppgaver/ny/", grey | {missing: ""}).status_code == 422
    assert kari.post("/oppgaver/ny/", grey).status_code == 303
    assert "Frisør går bra." in kari.get("/oppgaver/").text


def test_the_municipalitys_own_duty_never_gets_on_the_list(here: Cast, kari: Client) -> None:
    """LEG-13: form, and database."""
    answer = kari.post("/oppgaver/ny/", form(here, "medicine"))
    assert (answer.status_code, BlockedAttempt.objects.count()) == (422, 1)
    with pytest.raises(IntegrityError, match="never a volunteer's"), transaction.atomic():
        PossibleTask.objects.create(
            workplace=here.solsiden, activity_type=kind(here, "medicine"), name="Piller", frame="Nei"
        )


def test_the_menu_begins_from_it(here: Cast, kari: Client, task: PossibleTask) -> None:
    page = kari.get(f"/aktiviteter/ny/?task={task.pk}").text
    assert 'value="Selskap ved middagen"' in page
    assert "Sitt sammen med dem." in page
    new = {"workplace": here.solsiden.pk, "activity_type": task.activity_type_id, "title": task.name}
    assert kari.post("/aktiviteter/ny/", new | {"is_published": "on"}).status_code == 303
    assert Activity.objects.get().title == "Selskap ved middagen"


def test_an_agreement_begins_from_it_and_says_what_is_not_included(
    volunteer: Volunteer, task: PossibleTask
) -> None:
    agreed = {"possible": [task.pk], "tasks": "Sjakk", "when": "Onsdager", "start_on": timezone.localdate()}
    bound = AgreementForm(agreed, volunteer=volunteer)
    assert bound.is_valid(), bound.errors
    fields = papers.agreement_fields(bound.terms)
    assert fields["tasks"] == "Sjakk, Selskap ved middagen"
    assert fields["excluded_tasks"] == ["mate noen", "vurdere svelging"]


def test_off_the_list_and_back_by_undo(here: Cast, kari: Client, task: PossibleTask) -> None:
    address = f"/oppgaver/{task.pk}/bort/"
    for _press in range(2):
        kari.post(address)
    assert "Sitt sammen med dem." not in here.client_for("anne").get("/oppgaver/").text
    kari.post(f"{address}?back")
    assert "Sitt sammen med dem." in here.client_for("anne").get("/oppgaver/").text
    verbs = Entry.objects.filter(object_id=task.pk).order_by("at", "id").values_list("verb", flat=True)
    assert list(verbs) == ["possible_task.added", "possible_task.removed", "possible_task.back"]


@pytest.mark.parametrize(
    ("who", "reads", "writes"),
    [
        ("berit", 200, 200),
        ("anne", 200, 403),
        ("eirik", 200, 403),
        ("gunnar", 403, 403),
        ("solrun", 200, 404),
    ],
)
def test_who_may_read_and_write(here: Cast, task: PossibleTask, who: str, reads: int, writes: int) -> None:
    client = here.client_for(who)
    assert client.get("/oppgaver/").status_code == reads
    assert client.get(f"/oppgaver/{task.pk}/").status_code == writes


def test_another_place_does_not_read_it(here: Cast, task: PossibleTask) -> None:
    assert task.name not in here.client_for("eirik").get("/oppgaver/").text
