"""Hours are written down only where it is switched on, and only for whoever wants it (ASG-21, VOL-57, VOL-59)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.tenancy.settings import choose
from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import HoursEntry, Volunteer
from volunteers.models.profile import Profile
from volunteers.papers import reference_fields


@pytest.fixture
def oddvar(here: Cast) -> Volunteer:
    choose("log_hours", True)
    return people.going(here, "gunnar")


def page(volunteer: Volunteer, more: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/timer/{more}"


def told(volunteer: Volunteer) -> str:
    fresh = Volunteer.objects.get(pk=volunteer.pk)
    return reference_fields(fresh, "Sjakk", "", timezone.localdate())["hours"]


def test_from_the_start_nobody_counts(here: Cast, kari: Client) -> None:
    volunteer = people.going(here, "gunnar")
    assert kari.get(page(volunteer)).status_code == 404
    assert "Timene mine" not in here.client_for("gunnar").get("/min-side/").text
    with pytest.raises(ValidationError):
        HoursEntry.write(volunteer, 60, timezone.localdate(), "contact", by=here.kari)


def test_the_volunteer_ticks_that_they_were_there_and_takes_it_back(here: Cast, oddvar: Volunteer) -> None:
    gunnar = here.client_for("gunnar")
    assert "Timene mine" in gunnar.get("/min-side/").text
    event = oddvar.first_assignments.get().event
    assert "Kaffebesøk" in gunnar.get(page(oddvar)).text
    gunnar.post(page(oddvar, "kryss/"), {"event": event.pk})
    gunnar.post(page(oddvar, "kryss/"), {"event": event.pk})
    entry = HoursEntry.objects.get()
    assert (entry.minutes, entry.method, entry.written_by_name) == (60, "tick", "Gunnar Hauge")
    gunnar.post(f"/timer/{entry.pk}/bort/")
    assert not HoursEntry.objects.exists()
    verbs = list(
        Entry.objects.filter(verb__startswith="hours.").order_by("id").values_list("verb", flat=True)
    )
    assert verbs == ["hours.written", "hours.removed"]


@pytest.mark.parametrize(
    ("who", "more", "method"),
    [
        ("gunnar", {}, "volunteer"),
        ("kari", {}, "contact"),
        ("kari", {"estimate": "on"}, "estimate"),
    ],
)
def test_how_it_came_is_kept(
    here: Cast, oddvar: Volunteer, who: str, more: dict[str, str], method: str
) -> None:
    form = {"on": timezone.localdate().isoformat(), "hours": "1.5"} | more
    assert here.client_for(who).post(page(oddvar), form).status_code == 303
    assert (HoursEntry.objects.get().minutes, HoursEntry.objects.get().method) == (90, method)


@pytest.mark.parametrize("wrong", [{"hours": "25"}, {"hours": "0"}, {"on": ""}, {"on": "2030-01-01"}])
def test_what_cannot_be_is_refused(oddvar: Volunteer, kari: Client, wrong: dict[str, str]) -> None:
    form = {"on": timezone.localdate().isoformat(), "hours": "2"} | wrong
    assert kari.post(page(oddvar), form).status_code == 422


def test_no_sql_writes_more_than_a_day(oddvar: Volunteer, here: Cast) -> None:
    HoursEntry.write(oddvar, 60, timezone.localdate(), "contact", by=here.kari)
    refused = pytest.raises(IntegrityError, match="hours_within_a_day")
    with connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute("UPDATE volunteers_hoursentry SET minutes = 2000")


def test_the_letter_tells_hours_only_when_they_are_logged_and_wanted(
    here: Cast, oddvar: Volunteer, kari: Client
) -> None:
    assert told(oddvar) == ""
    HoursEntry.write(oddvar, 150, timezone.localdate() - timedelta(days=1), "contact", by=here.kari)
    HoursEntry.write(oddvar, 90, timezone.localdate(), "estimate", by=here.kari)
    assert told(oddvar) == "om lag 4 timer"
    here.client_for("gunnar").post(page(oddvar, "uten/"))
    assert told(oddvar) == ""
    shown = kari.get(page(oddvar)).text
    assert "vil helst ikke telle, og det er helt i orden" in shown
    refused = kari.post(page(oddvar), {"on": timezone.localdate().isoformat(), "hours": "2"})
    assert refused.status_code == 303
    assert HoursEntry.objects.count() == 2
    here.client_for("gunnar").post(page(oddvar, "uten/"))
    assert told(oddvar) == "om lag 4 timer"


@pytest.mark.parametrize(
    ("who", "status"), [("ingrid", 403), ("berit", 403), ("marit", 403), ("solrun", 404)]
)
def test_nobody_else_sees_or_writes(here: Cast, oddvar: Volunteer, who: str, status: int) -> None:
    if who == "solrun":
        with here.at("solrun"):
            choose("log_hours", True)
    assert here.client_for(who).get(page(oddvar)).status_code == status


# How one is insured


@pytest.mark.parametrize(
    ("chosen", "own", "said"),
    [
        ("municipality", "", "Du er forsikret når du er frivillig hos oss."),
        ("none", "", "Det er din private forsikring som gjelder."),
        ("municipality", "KLP dekker deg, også på veien hit.", "KLP dekker deg, også på veien hit."),
        ("", "", "Spør Kari hvordan du er forsikret."),
    ],
)
def test_whoever_comes_on_their_own_reads_what_the_municipality_says(
    here: Cast, chosen: str, own: str, said: str
) -> None:
    people.going(here, "gunnar")
    choose("insurance", chosen)
    choose("insurance_own_text", own)
    assert said in here.client_for("gunnar").get("/min-side/").text


def test_whoever_comes_through_an_organisation_is_insured_there(here: Cast) -> None:
    volunteer = people.going(here, "gunnar")
    choose("insurance", "municipality")
    Profile.of(volunteer).tell(by=volunteer.person, affiliation="organisation", organisation_name="Elvekoret")
    shown = here.client_for("gunnar").get("/min-side/").text
    assert "Du er forsikret gjennom Elvekoret. Spør dem hva som er med." in shown
    assert "Hva gjør jeg hvis noe skjer?" in shown
