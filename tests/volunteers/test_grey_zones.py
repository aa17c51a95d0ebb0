"""May a volunteer …? What speaks for and against, what is decided and by whom, and where it is pointed to (LEG-10, ASG-06, ASG-13)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from coordination.founding import bring_texts
from foundation.audit.models import Entry
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.queries import asked
from volunteers.grey_zones import seed_grey_zones
from volunteers.matching.models import NeedRequest
from volunteers.models import ActivityType, GreyZoneCase, PossibleTask

BROUGHT = ["cleaning", "doctor", "driving", "eating", "gifts", "medicines", "shopping_money", "toilet"]


@pytest.fixture
def toilet(here: Cast) -> GreyZoneCase:
    seed_grey_zones(here.elvebyen)
    return GreyZoneCase.objects.get(code="toilet")


def decided(**other: object) -> dict[str, object]:
    today = timezone.localdate().isoformat()
    return {"decision": "staff", "decided_on": today, "decided_by_name": "Ledermøtet"} | other


def test_eight_cases_are_brought_once_and_none_of_them_is_decided(here: Cast, cast: Cast) -> None:
    bring_texts(here.elvebyen)
    bring_texts(here.elvebyen)
    rows = GreyZoneCase.objects.order_by("code")
    assert list(rows.values_list("code", flat=True)) == BROUGHT
    assert set(rows.values_list("decision", flat=True)) == {""}
    for case in rows:
        assert all([case.scenario, case.challenge, case.solution])
        assert len(case.consequences) == 3
    with enter(cast.fjordvik):
        seed_grey_zones(cast.fjordvik)
        assert GreyZoneCase.objects.get(code="toilet").task == "Følgje til toalettet"


def test_what_the_municipality_has_decided_or_taken_out_is_left_alone(
    here: Cast, toilet: GreyZoneCase
) -> None:
    toilet.remove(by=here.marit, on=timezone.localdate())
    assert seed_grey_zones(here.elvebyen) == 0
    toilet.refresh_from_db()
    assert toilet.removed_on == timezone.localdate()


def test_what_is_proposed_never_looks_decided(here: Cast, toilet: GreyZoneCase) -> None:
    page = here.client_for("anne").get(f"/grasoner/{toilet.pk}/").text
    for told in ("Ikke bestemt ennå", "spør den som er på jobb", "Grensa mellom venn", "holde en dør"):
        assert told in page


def test_the_coordinator_writes_what_is_decided_and_volunteers_find_it(
    here: Cast, toilet: GreyZoneCase, gunnar: Client
) -> None:
    marit = here.client_for("marit")
    assert "toalettet" not in gunnar.get("/grasoner/").text
    assert gunnar.get(f"/grasoner/{toilet.pk}/").status_code == 403
    form = decided(guideline="Ring avdelingen, så kommer noen.")
    assert marit.post(f"/grasoner/{toilet.pk}/avgjorelse/", form).status_code == 303
    found = gunnar.get("/grasoner/?q=toalett").text
    assert ("Følge til toalettet" in found, "Det gjør de ansatte" in found) == (True, True)
    assert "Ring avdelingen" in gunnar.get(f"/grasoner/{toilet.pk}/").text
    assert Entry.objects.filter(verb="grey_zone.decided").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"decision": ""},
        {"decision": "condition", "condition": ""},
        {"decided_by_name": ""},
        {"decided_on": (timezone.localdate() + timedelta(days=2)).isoformat()},
    ],
)
def test_a_decision_says_what_if_when_and_by_whom(
    here: Cast, toilet: GreyZoneCase, wrong: dict[str, str]
) -> None:
    answer = here.client_for("marit").post(f"/grasoner/{toilet.pk}/avgjorelse/", decided(**wrong))
    toilet.refresh_from_db()
    assert (answer.status_code, toilet.decision) == (422, "")


def test_the_database_wants_who_decided_and_the_if(toilet: GreyZoneCase) -> None:
    rows = GreyZoneCase.objects.filter(pk=toilet.pk)
    with pytest.raises(IntegrityError, match="grey_zone_decided_by_somebody"), transaction.atomic():
        rows.update(decision="staff")
    today = timezone.localdate()
    with pytest.raises(IntegrityError, match="grey_zone_says_if"), transaction.atomic():
        rows.update(decision="condition", decided_on=today, decided_by_name="Berit")


def test_what_was_decided_before_stands_beside(here: Cast, toilet: GreyZoneCase) -> None:
    marit = here.client_for("marit")
    marit.post(f"/grasoner/{toilet.pk}/avgjorelse/", decided())
    form = decided(decision="condition", condition="Når den frivillige er opplært.", decided_by_name="Marit")
    marit.post(f"/grasoner/{toilet.pk}/avgjorelse/", form)
    page = marit.get(f"/grasoner/{toilet.pk}/").text
    assert [one.decision for one in toilet.former.all()] == ["staff"]
    for told in ("Når den frivillige er opplært.", "Bestemt tidligere", "Ledermøtet"):
        assert told in page


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("?q=tabletter", {"medicines"}),
        ("?q=TABLETTER+beboeren", {"medicines"}),
        ("?q=tabletter+bil", set()),
        ("?svar=staff", {"medicines"}),
        ("?svar=none&q=toalett", {"toilet"}),
        ("?svar=nonsense", set(BROUGHT)),
    ],
)
def test_it_is_found_by_words_and_by_what_is_decided(
    here: Cast, toilet: GreyZoneCase, search: str, found: set[str]
) -> None:
    medicines = GreyZoneCase.objects.get(code="medicines")
    medicines.decide(
        by=here.marit, decision="staff", decided_on=timezone.localdate(), decided_by_name="Ledermøtet"
    )
    page = here.client_for("anne").get(f"/grasoner/{search}").text
    assert {case.code for case in GreyZoneCase.objects.all() if case.get_absolute_url() in page} == found


def test_a_contact_writes_for_the_own_place_only(here: Cast, kari: Client, toilet: GreyZoneCase) -> None:
    form = {"task": "Ta med hund på besøk", "challenge": "Noen er redde."}
    assert kari.post("/grasoner/ny/", form).status_code == 422
    assert kari.post("/grasoner/ny/", form | {"workplace": here.elvebredden.pk}).status_code == 422
    assert kari.post("/grasoner/ny/", form | {"workplace": here.solsiden.pk}).status_code == 303
    own = GreyZoneCase.objects.get(task="Ta med hund på besøk")
    assert own.workplace == here.solsiden
    assert kari.post(f"/grasoner/{own.pk}/avgjorelse/", decided()).status_code == 303
    for path in ("endring/", "avgjorelse/", "bort/"):
        assert kari.post(f"/grasoner/{toilet.pk}/{path}", decided()).status_code == 403


def test_out_of_the_register_and_back(here: Cast, toilet: GreyZoneCase) -> None:
    marit = here.client_for("marit")
    marit.post(f"/grasoner/{toilet.pk}/bort/")
    marit.get("/grasoner/")  # the receipt, with its way back
    assert toilet.get_absolute_url() not in marit.get("/grasoner/").text
    marit.post(f"/grasoner/{toilet.pk}/bort/?back")
    assert toilet.get_absolute_url() in marit.get("/grasoner/").text


@pytest.mark.parametrize(("who", "status"), [("anne", 403), ("gunnar", 403), ("solrun", 404)])
def test_who_may_not_decide(here: Cast, toilet: GreyZoneCase, who: str, status: int) -> None:
    for path in ("endring/", "avgjorelse/", "bort/"):
        assert here.client_for(who).post(f"/grasoner/{toilet.pk}/{path}", decided()).status_code == status
    toilet.refresh_from_db()
    assert (toilet.decision, toilet.removed_on) == ("", None)


def test_a_possible_task_points_to_it_and_needs_no_other_decision(
    here: Cast, kari: Client, toilet: GreyZoneCase
) -> None:
    bring_texts(here.elvebyen)
    doctor = GreyZoneCase.objects.get(code="doctor")
    form = {
        "workplace": here.solsiden.pk,
        "activity_type": ActivityType.objects.get(code="accompanying").pk,
        "name": "Følge til legen",
        "frame": "Vente utenfor.",
        "grey_zone": doctor.pk,
    }
    assert kari.post("/oppgaver/ny/", form).status_code == 422
    doctor.decide(
        by=here.marit, decision="staff", decided_on=timezone.localdate(), decided_by_name="Ledermøtet"
    )
    assert kari.post("/oppgaver/ny/", form).status_code == 303
    assert PossibleTask.objects.get().grey_zone == doctor
    page = here.client_for("anne").get("/oppgaver/").text
    assert doctor.get_absolute_url() in page
    assert "Det gjør de ansatte" in page


def test_a_need_that_is_said_no_to_points_to_it(here: Cast, kari: Client, toilet: GreyZoneCase) -> None:
    bring_texts(here.elvebyen)
    toilet.decide(
        by=here.marit, decision="staff", decided_on=timezone.localdate(), decided_by_name="Ledermøtet"
    )
    kind = ActivityType.objects.get(code="walking_friend")
    need = NeedRequest(workplace=here.solsiden, activity_type=kind, text="Noen som kan følge på do")
    need.ask(by=here.member("kari"))
    form = {"outcome": "boundary", "reason": "Det er vår oppgave.", "grey_zone": toilet.pk}
    assert here.client_for("marit").post(f"/behov/{need.pk}/slutt/", form).status_code == 303
    assert toilet.get_absolute_url() in kari.get(f"/behov/{need.pk}/").text
    again = {"workplace": here.solsiden.pk, "activity_type": kind.pk, "text": "Følge på do"}
    assert toilet.get_absolute_url() in kari.post("/behov/nytt/", again).text


def test_the_register_asks_as_much_for_one_as_for_many(here: Cast, toilet: GreyZoneCase) -> None:
    anne = here.client_for("anne")
    anne.get("/grasoner/")
    many = len(asked(anne, "/grasoner/"))
    GreyZoneCase.objects.exclude(pk=toilet.pk).delete()
    assert len(asked(anne, "/grasoner/")) == many
    assert many <= 12
