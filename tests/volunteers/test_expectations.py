"""What the place and the volunteer expect of each other is written down, and the volunteer reads it (VOL-27)."""

import pytest
from django.test import Client

from tests.cast import Cast
from volunteers.models import Expectations, Volunteer

WRITTEN = {
    "from_workplace": "Si fra når du ikke kan.",
    "from_volunteer": "At noen møter meg i døra.",
    "between_volunteers": "Vi snakker til hverandre, ikke om.",
    "plan": "Sjakk hver torsdag.",
}


def url(volunteer: Volunteer, more: str = "") -> str:
    return f"/frivillige/{volunteer.pk}/forventninger/{more}"


def test_written_by_the_contact_all_of_it_is_read_by_the_volunteer(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    assert kari.post(url(volunteer, "ny/"), WRITTEN).status_code == 303
    gunnar = here.client_for("gunnar")
    assert url(volunteer) in gunnar.get("/min-side/").text
    page = gunnar.get(url(volunteer)).text
    assert [text for text in WRITTEN.values() if text not in page] == []
    assert "skrevet av Kari Nygård" in page


def test_written_anew_what_stood_before_is_kept(kari: Client, volunteer: Volunteer) -> None:
    kari.post(url(volunteer, "ny/"), WRITTEN)
    assert "Sjakk hver torsdag." in kari.get(url(volunteer, "ny/")).text
    kari.post(url(volunteer, "ny/"), WRITTEN | {"plan": "Sjakk hver onsdag."})
    assert list(Expectations.objects.values_list("plan", flat=True)) == [
        "Sjakk hver onsdag.",
        "Sjakk hver torsdag.",
    ]


def test_nothing_at_all_is_refused(kari: Client, volunteer: Volunteer) -> None:
    assert kari.post(url(volunteer, "ny/"), {"plan": " "}).status_code == 422
    assert not Expectations.objects.exists()


@pytest.mark.parametrize(
    ("who", "reads", "writes"),
    [
        ("jonas", 200, 200),
        ("gunnar", 200, 403),
        ("marit", 403, 403),
        ("anne", 403, 403),
        ("solrun", 404, 404),
    ],
)
def test_who_reads_and_who_writes(
    here: Cast, volunteer: Volunteer, who: str, reads: int, writes: int
) -> None:
    client = here.client_for(who)
    assert client.get(url(volunteer)).status_code == reads
    assert client.get(url(volunteer, "ny/")).status_code == writes
