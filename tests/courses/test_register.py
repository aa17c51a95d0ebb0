"""Further education by year, provider, employer and role, written in for many, and told before it runs out (CRS-17)."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from courses.models import CompetenceRecord, Course
from courses.registering import Register
from courses.renewing import still_runs_out
from foundation.access.models import Appointment
from foundation.audit.models import Entry
from foundation.notices import planning
from foundation.notices.models import Notice
from foundation.people.models import Person, Qualification
from tests.cast import BEGAN, Cast
from tests.queries import assert_list_queries
from tests.volunteers.conftest import in_english

FURTHER = {"kind": "further", "title": "Frivillighetskoordinator", "provider": "Verdighetsenteret"}


def learnt(person: Person, year: int, employer: str = "Elvebyen", **more: object) -> CompetenceRecord:
    return CompetenceRecord.objects.create(
        person=person, year=year, employer=employer, **FURTHER | {"role": "aktivitør"} | more
    )


@pytest.fixture
def three(cast: Cast, elvebyen: object) -> Cast:
    """Kari in 2019 and again in 2021, Jonas in 2021 for another employer, Eirik a course elsewhere."""
    learnt(cast.kari, 2019)
    learnt(cast.kari, 2021, title="Påbygging")
    learnt(cast.jonas, 2021, employer="Fjordvik", role="sykepleier")
    learnt(cast.eirik, 2022, kind="course", provider="Røde Kors")
    return cast


def test_people_are_counted_by_year_and_what_they_add_up_to_counts_each_once(three: Cast) -> None:
    totals = Register(timezone.localdate(), {}).by_year()
    assert [(one.label, one.count, one.until_then) for one in totals] == [
        ("2022", 1, 3),
        ("2021", 2, 2),
        ("2019", 1, 1),
    ]


def test_people_are_counted_by_employer(three: Cast) -> None:
    found = Register(timezone.localdate(), {}).by_employer()
    assert [(one.label, one.count) for one in found] == [("Elvebyen", 2), ("Fjordvik", 1)]


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ({"year": "2021"}, ["Jonas Berg", "Kari Nygård"]),
        ({"provider": "Røde Kors"}, ["Eirik Sand"]),
        ({"employer": "Fjordvik"}, ["Jonas Berg"]),
        ({"role": "sykepleier"}, ["Jonas Berg"]),
        ({"kind": "further", "year": "2019"}, ["Kari Nygård"]),
        (
            {"year": "1814"},
            ["Eirik Sand", "Jonas Berg", "Kari Nygård", "Kari Nygård"],
        ),  # nobody has it: left out
    ],
)
def test_what_is_chosen_holds_for_the_page_the_totals_and_the_spreadsheet(
    three: Cast, chosen: dict[str, str], names: list[str]
) -> None:
    marit = three.client_for("marit")
    page = marit.get(reverse("competence"), chosen)
    assert [row.person.name for row in page.context["page_obj"]] == names
    assert sum(one.count for one in page.context["by_employer"]) == len(set(names))
    file = marit.get(reverse("competence_sheet"), chosen)
    rows = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows[1:]] == names


def test_the_register_shows_a_page_at_a_time_and_asks_as_much_for_many(three: Cast) -> None:
    def more(number: int) -> None:
        for at in range(number):
            learnt(Person.objects.create(name=f"Person {at:03}"), 2023)

    marit = three.client_for("marit")
    assert_list_queries(marit, reverse("competence"), more)
    page = marit.get(reverse("competence"))
    assert len(page.context["page_obj"]) == 25
    assert page.context["page_obj"].has_next()


def test_the_coordinator_writes_in_for_many_at_once(cast: Cast, elvebyen: object) -> None:
    learnt(cast.kari, 2023)
    marit, url = in_english(cast.client_for("marit")), reverse("competence_of_many")
    form = FURTHER | {"year": 2023, "employer": "Elvebyen kommune", "role": "kontakt", "is_seen": "on"}
    assert marit.post(url, form).status_code == 422  # nobody is ticked
    form["people"] = [cast.kari.pk, cast.jonas.pk, cast.marit.pk]
    assert "Written in for 2 people." in marit.post(url, form, follow=True).text
    found = CompetenceRecord.objects.filter(employer="Elvebyen kommune").order_by("person__name")
    assert [(row.person, row.role) for row in found] == [(cast.jonas, "kontakt"), (cast.marit, "kontakt")]
    assert found[0].confirmed_by_name == "Marit Haugland"
    assert found[1].confirmed_on is None  # nobody confirms their own
    assert Entry.objects.filter(verb="competence.told").count() == 2
    marit.post(url, form)
    assert CompetenceRecord.objects.count() == 3  # pressed twice is done once
    assert cast.client_for("kari").post(url, form).status_code == 403


def test_only_who_has_a_role_here_can_be_ticked(cast: Cast, elvebyen: object) -> None:
    Appointment(person=cast.ingrid, role="employee", workplace=cast.hagebyen, starts_on=BEGAN).appoint(
        by=None
    )
    page = cast.client_for("marit").get(reverse("competence_of_many"))
    offered = {name for _pk, name in page.context["form"].fields["people"].choices}
    assert any(name.startswith("Ingrid Solheim, ") for name in offered)
    form = FURTHER | {"year": 2023, "people": [cast.gunnar.pk]}
    assert cast.client_for("marit").post(reverse("competence_of_many"), form).status_code == 422


def test_what_is_confirmed_with_an_end_counts_as_our_course_until_then(cast: Cast, course: Course) -> None:
    until = date(2027, 3, 1)
    row = learnt(cast.kari, 2025, counts_for=course, valid_until=until, completed_on=date(2025, 3, 1))
    row.confirm(by=cast.marit)
    assert Qualification.objects.get(person=cast.kari).valid_until == until


def test_without_an_end_of_its_own_it_counts_as_long_as_our_course_does(cast: Cast, course: Course) -> None:
    Course.objects.filter(pk=course.pk).update(valid_months=24)
    row = learnt(cast.kari, 2025, counts_for=Course.objects.get(pk=course.pk), completed_on=date(2025, 3, 1))
    row.confirm(by=cast.marit)
    assert Qualification.objects.get(person=cast.kari).valid_until == date(2027, 3, 1)


def reminded(cast: Cast) -> list[str]:
    planning.plan(cast.elvebyen.pk)
    rows = Notice.objects.filter(kind="competence_ends", channel="email").exclude(state="cancelled")
    return sorted(one.person.name for one in rows)


def test_whoever_has_something_that_runs_out_is_told_in_good_time_and_once(
    cast: Cast, elvebyen: object
) -> None:
    today = timezone.localdate()
    learnt(cast.kari, 2020, valid_until=today + timedelta(days=60))
    learnt(cast.jonas, 2020, valid_until=today + timedelta(days=200))
    learnt(cast.eirik, 2020)
    own = {"code": "introduction", "title": "Introduksjon", "granted_on": today - timedelta(days=300)}
    Qualification.objects.create(person=cast.ingrid, valid_until=today + timedelta(days=60), **own)
    assert reminded(cast) == ["Ingrid Solheim", "Kari Nygård"]
    assert reminded(cast) == ["Ingrid Solheim", "Kari Nygård"]
    notice = Notice.objects.filter(kind="competence_ends", person=cast.kari, channel="email").get()
    assert still_runs_out(notice)

    learnt(cast.kari, 2026, valid_until=today + timedelta(days=800))
    assert not still_runs_out(notice)  # taken again in the meantime


def test_whoever_has_taken_it_again_is_not_told(cast: Cast, elvebyen: object) -> None:
    today = timezone.localdate()
    learnt(cast.kari, 2020, valid_until=today + timedelta(days=60))
    learnt(cast.kari, 2026, valid_until=None)
    assert reminded(cast) == []


def test_what_runs_out_soon_is_found_in_the_register(three: Cast) -> None:
    today = timezone.localdate()
    CompetenceRecord.objects.filter(year=2019).update(valid_until=today + timedelta(days=20))
    CompetenceRecord.objects.filter(year=2022).update(valid_until=today - timedelta(days=1))
    marit = three.client_for("marit")
    for chosen, year in (("ending", 2019), ("ended", 2022)):
        page = marit.get(reverse("competence"), {"validity": chosen})
        assert [row.year for row in page.context["page_obj"]] == [year]
