"""Places, contacts and handovers (CON-01, CON-02, CON-03, CON-08, SYS-04)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.access.models import Appointment, Handover
from foundation.access.roles import answering
from foundation.audit.models import Entry
from foundation.notices.models import Notice
from foundation.people.models import Department, District, Workplace
from tests.cast import Cast
from volunteers.models import Enquiry

pytestmark = pytest.mark.usefixtures("elvebyen")


def test_coordinator_adds_a_place_with_departments_and_district(cast: Cast) -> None:
    district = District.objects.create(name="Sentrum")
    form = {
        "name": "Sagatunet sykehjem",
        "service_type": "nursing_home",
        "district": district.pk,
        "departments": "Tun A\nTun B\n\nTun A",
        "core_values": "likeverd, omsorg",
        "published": "on",
    }
    cast.client_for("marit").post(reverse("workplace_new"), form)
    place = Workplace.objects.get(name="Sagatunet sykehjem")
    assert (place.district, place.core_values) == (district, "likeverd, omsorg")
    assert list(place.departments.values_list("name", flat=True)) == ["Tun A", "Tun B"]
    assert Entry.objects.filter(verb="workplace.added", object_id=place.pk).exists()


def test_two_places_cannot_have_the_same_name(cast: Cast) -> None:
    form = {"name": "Solsiden sykehjem", "service_type": "other", "core_values": "nærhet"}
    response = cast.client_for("marit").post(reverse("workplace_new"), form)
    assert response.status_code == 422
    assert "nærhet" in response.content.decode()
    assert Workplace.objects.filter(name="Solsiden sykehjem").count() == 1


def test_contact_changes_the_text_of_their_own_place_only(cast: Cast) -> None:
    kari = cast.client_for("kari")
    form = {
        "name": "Solsiden sykehjem",
        "service_type": "nursing_home",
        "public_text": "Ny tekst",
        "departments": "",
    }
    assert kari.post(reverse("workplace_change", args=[cast.solsiden.pk]), form).status_code == 303
    assert kari.post(reverse("workplace_change", args=[cast.elvebredden.pk]), form).status_code == 403
    assert set(Workplace.objects.filter(public_text="Ny tekst")) == {cast.solsiden}
    assert not Department.objects.filter(workplace=cast.solsiden).exists()


def test_the_list_asks_as_much_for_many_contacts_as_for_one(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    reader = cast.client_for("marit")
    reader.get(reverse("workplaces"))  # what is remembered for some seconds
    with django_assert_max_num_queries(11):
        assert "tel:" in reader.get(reverse("workplaces")).content.decode()


def test_any_employee_finds_who_answers_at_a_place(cast: Cast) -> None:
    page = cast.client_for("anne").get(reverse("workplace", args=[cast.hagebyen.pk]))
    assert page.context["answering"] == cast.jonas


def test_place_of_another_municipality_is_not_found(cast: Cast) -> None:
    assert cast.client_for("solrun").get(reverse("workplace", args=[cast.solsiden.pk])).status_code == 404


def appointment_form(cast: Cast, **changes: object) -> dict[str, object]:
    form = {
        "name": "Siri Aas",
        "email": "siri@elvebyen.example",
        "role": "volunteer_contact",
        "workplace": cast.elvebredden.pk,
        "position_percent": 40,
        "time_class": "share",
        "starts_on": timezone.localdate().isoformat(),
    }
    return form | changes


def test_a_new_contact_is_appointed_and_invited(cast: Cast) -> None:
    cast.client_for("marit").post(reverse("appointment_new"), appointment_form(cast))
    made = Appointment.objects.get(person__name="Siri Aas")
    assert (made.workplace, made.position_percent) == (cast.elvebredden, 40)
    assert Notice.objects.filter(kind="account_invitation", email="siri@elvebyen.example").exists()


def test_a_contact_needs_a_place(cast: Cast) -> None:
    response = cast.client_for("marit").post(reverse("appointment_new"), appointment_form(cast, workplace=""))
    assert response.status_code == 422
    assert not Appointment.objects.filter(person__name="Siri Aas").exists()


def test_nobody_is_their_own_deputy_nor_holds_a_role_twice(cast: Cast) -> None:
    marit, url = cast.client_for("marit"), reverse("appointment_new")
    known = {"person": cast.eirik.pk, "name": "", "email": ""}
    deputy = marit.post(
        url, appointment_form(cast, workplace=cast.solsiden.pk, deputy=cast.eirik.pk, **known)
    )
    again = marit.post(url, appointment_form(cast, workplace=cast.elvebredden.pk, **known))
    assert (deputy.status_code, again.status_code) == (422, 422)
    assert Appointment.objects.filter(person=cast.eirik).count() == 1


def test_a_manager_gives_roles_at_their_own_workplace_only(cast: Cast) -> None:
    berit = cast.client_for("berit")
    url = reverse("appointment_new")
    assert (
        berit.post(url, appointment_form(cast, role="network_coordinator", workplace="")).status_code == 422
    )
    assert berit.post(url, appointment_form(cast, workplace=cast.elvebredden.pk)).status_code == 422
    assert berit.post(url, appointment_form(cast, workplace=cast.solsiden.pk)).status_code == 303
    assert [one.workplace for one in Appointment.objects.filter(person__name="Siri Aas")] == [cast.solsiden]


def test_a_place_without_a_contact_is_listed_and_its_enquiries_go_to_the_coordinator(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    appointment = Appointment.objects.get(person=cast.eirik, role="volunteer_contact")
    url = reverse("appointment_end", args=[appointment.pk])
    cast.client_for("marit").post(url, {"ends_on": yesterday.isoformat()})
    page = cast.client_for("marit").get(reverse("appointments"))
    assert list(page.context["vacant"]) == [cast.elvebredden]
    assert answering(cast.elvebredden, timezone.localdate()) == cast.marit
    enquiry = Enquiry(name="Ny Person", email="ny@elvebyen.example").register(cast.elvebredden)
    assert Notice.objects.filter(
        kind="enquiry_to_contact", person=cast.marit, about_id=enquiry.volunteer.step("interested").pk
    ).exists()


def test_handing_over_moves_everything_open_with_a_note(cast: Cast) -> None:
    Enquiry(name="Ahmed Yusuf", email="a@elvebyen.example").register(cast.solsiden)
    appointment = Appointment.objects.get(person=cast.kari, role="volunteer_contact")
    kari, url = cast.client_for("kari"), reverse("handover", args=[appointment.pk])
    note = kari.get(url).context["form"].initial["note"]
    assert "Ahmed Yusuf" in note
    form = {"to": cast.eirik.pk, "starts_on": timezone.localdate().isoformat(), "note": note}
    kari.post(url, form)
    assert answering(cast.solsiden, timezone.localdate()) == cast.eirik
    assert Notice.objects.filter(kind="handover_received", person=cast.eirik).exists()
    waiting = cast.client_for("eirik").get(reverse("waiting"))
    assert "Ahmed Yusuf" in waiting.content.decode()


@pytest.mark.parametrize("days", [-3, 0, 4])
def test_the_contact_takes_it_back_also_on_the_same_day_and_before_it_begins(cast: Cast, days: int) -> None:
    appointment = Appointment.objects.get(person=cast.kari, role="volunteer_contact")
    start = timezone.localdate() + timedelta(days=days)
    made = Handover(appointment=appointment, to=cast.eirik, starts_on=start).make(by=cast.kari)
    cast.client_for("kari").post(reverse("handover_back", args=[made.pk]))
    for later in (0, 1, 5):
        assert answering(cast.solsiden, timezone.localdate() + timedelta(days=later)) == cast.kari


def test_a_stranger_to_the_place_may_not_hand_it_over(cast: Cast) -> None:
    appointment = Appointment.objects.get(person=cast.kari, role="volunteer_contact")
    url = reverse("handover", args=[appointment.pk])
    form = {"to": cast.eirik.pk, "starts_on": timezone.localdate().isoformat()}
    assert cast.client_for("eirik").post(url, form).status_code == 403
    assert not Handover.objects.exists()


def test_a_place_is_described_in_english_too(cast: Cast) -> None:
    """SYS-06: what the municipality writes itself can be read by whoever reads no Norwegian."""
    marit, url = cast.client_for("marit"), f"/steder/{cast.solsiden.pk}/endre/"
    form = marit.get(url).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    assert [name for name in sent if name.endswith(("_nb", "_nn", "_en"))] == [
        "core_values_en",
        "public_text_en",
    ]
    assert marit.post(url, sent | {"public_text_en": "By the river."}).status_code == 303
    place = Workplace.objects.get(pk=cast.solsiden.pk)
    assert place.in_languages == {"en": {"public_text": "By the river."}}
    assert marit.get(url).context["form"]["public_text_en"].value() == "By the river."
