"""An organisation confirms confidentiality for its volunteers, a year at a time (VOL-30, PAR-08)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from foundation.people.models import Partner, PartnerConfirmation
from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import FirstAssignment, Profile, Volunteer
from volunteers.models.readiness import lacks
from volunteers.partner_reminders import confirmations_end
from volunteers.preparation import items

TODAY = timezone.localdate


@pytest.fixture
def choir(here: Cast) -> Partner:
    return Partner.objects.create(name="Elvekoret", contact_name="Randi Vik")


@pytest.fixture
def gunnar(here: Cast, choir: Partner) -> Volunteer:
    """Comes through the choir, and has signed nothing."""
    volunteer = people.interested(here, "gunnar")
    Profile.of(volunteer).tell(by=volunteer.person, affiliation="organisation", partner=choir)
    return Volunteer.objects.with_people().get(pk=volunteer.pk)


@pytest.fixture
def marit(here: Cast) -> Client:
    return here.client_for("marit")


def confirmed(choir: Partner, here: Cast, ago: int = 10) -> PartnerConfirmation:
    return PartnerConfirmation.write(choir, "Randi Vik", TODAY() - timedelta(days=ago), "mail", by=here.marit)


def plan(volunteer: Volunteer, here: Cast) -> FirstAssignment:
    start = timezone.now() + timedelta(days=3)
    end = start + timedelta(hours=1)
    return FirstAssignment.plan(volunteer, "Sang", start, end, companion=here.solveig, by=here.kari)


def test_what_the_organisation_confirmed_stands_instead_of_a_signature(
    here: Cast, choir: Partner, gunnar: Volunteer, kari: Client
) -> None:
    with pytest.raises(ValidationError):
        plan(gunnar, here)
    confirmed(choir, here)
    assert lacks(gunnar) == []
    first = plan(gunnar, here)
    assert first.confidentiality is None
    first.hold(by=here.kari)
    promise = items(gunnar, TODAY())[0]
    assert (promise.is_done, promise.told.startswith("Bekreftet av Randi Vik")) == (True, True)
    assert "bekreftet av Randi Vik for Elvekoret" in kari.get(f"/frivillige/{gunnar.pk}/papirer/").text


def test_it_holds_for_a_year_and_for_nobody_else(here: Cast, choir: Partner, gunnar: Volunteer) -> None:
    confirmed(choir, here, ago=365)
    assert lacks(gunnar) == []
    PartnerConfirmation.objects.all().delete()
    row = confirmed(choir, here, ago=366)
    assert lacks(gunnar) == ["confidentiality"]
    row.delete()
    confirmed(choir, here).withdraw(by=here.marit)
    assert lacks(gunnar) == ["confidentiality"]
    confirmed(choir, here)
    alone = people.interested(here, "ingrid")
    assert lacks(alone) == ["confidentiality"]
    Profile.of(gunnar).tell(by=gunnar.person, affiliation="unaffiliated", partner=None)
    assert lacks(gunnar) == ["confidentiality"]


def test_no_sql_begins_without_a_signature_or_a_confirmation(
    here: Cast, choir: Partner, gunnar: Volunteer
) -> None:
    row = confirmed(choir, here)
    first = plan(gunnar, here)
    row.withdraw(by=here.marit)
    refused = pytest.raises(IntegrityError, match="lacks confidentiality")
    with connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute("UPDATE volunteers_firstassignment SET held_at = now() WHERE id = %s", [first.pk])


def test_no_sql_confirms_for_longer_than_a_year(here: Cast, choir: Partner) -> None:
    confirmed(choir, here)
    refused = pytest.raises(IntegrityError, match="partner_confirmation_a_year")
    with connection.cursor() as cursor, refused, transaction.atomic():
        cursor.execute("UPDATE people_partnerconfirmation SET valid_until = valid_until + 1")


def test_the_coordinator_writes_it_down_and_takes_it_back(
    here: Cast, choir: Partner, gunnar: Volunteer, marit: Client
) -> None:
    assert "Elvekoret" in marit.get("/organisasjoner/").text
    page = f"/organisasjoner/{choir.pk}/bekreftet/"
    form = {"confirmed_by": "Randi Vik", "on": TODAY().isoformat(), "method": "paper"}
    assert marit.post(page, form | {"confirmed_by": ""}).status_code == 422
    assert marit.post(page, form | {"on": "2030-01-01"}).status_code == 422
    marit.post(page, form)
    row = PartnerConfirmation.objects.get()
    assert (row.method, row.valid_until, row.written_by_name) == (
        "paper",
        TODAY() + timedelta(days=365),
        "Marit Haugland",
    )
    assert "Bekreftet av Randi Vik" in marit.get("/organisasjoner/").text
    marit.post(f"/organisasjoner/bekreftelser/{row.pk}/bort/")
    assert lacks(gunnar) == ["confidentiality"]


@pytest.mark.parametrize(("who", "status"), [("kari", 403), ("rolf", 403), ("gunnar", 403), ("solrun", 404)])
def test_nobody_else_writes_it_down(here: Cast, choir: Partner, who: str, status: int) -> None:
    assert here.client_for(who).get(f"/organisasjoner/{choir.pk}/bekreftet/").status_code == status


def test_the_coordinator_is_reminded_a_month_before(here: Cast, choir: Partner, gunnar: Volunteer) -> None:
    row = confirmed(choir, here, ago=330)
    (promise,) = confirmations_end(timezone.now())
    assert (promise.to, promise.kind) == (here.marit, "partner_confirmation_ends")
    assert timezone.localdate(promise.due_at) >= row.valid_until - timedelta(days=30)
    confirmed(choir, here, ago=0)
    assert list(confirmations_end(timezone.now())) == []


def test_where_nobody_comes_through_it_nobody_is_reminded(here: Cast, choir: Partner) -> None:
    confirmed(choir, here, ago=330)
    assert list(confirmations_end(timezone.now())) == []
