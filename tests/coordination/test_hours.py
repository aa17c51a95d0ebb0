"""When a contact is reached: in the reader's language, and never broken at the dash (SYS-06)."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from foundation.access.models import Appointment
from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from tests.cast import Cast

WRITTEN = {"nb": "mandag til torsdag 9–14", "nn": "måndag til torsdag 9–14"}
DASH = "\u2060–\u2060"


@pytest.mark.parametrize(
    ("own", "reads", "said"),
    [
        ("nb", "nb", WRITTEN["nb"]),
        ("nn", "nn", WRITTEN["nn"]),
        ("nb", "en", "Monday to Thursday 9–14"),
        ("nn", "en", "Monday to Thursday 9–14"),
    ],
)
def test_they_are_said_in_the_readers_language(
    elvebyen: Municipality, own: str, reads: str, said: str
) -> None:
    english = {"en": {"hours_text": "Monday to Thursday 9–14"}}
    held = Appointment(hours_text=WRITTEN[own], in_languages=english)
    with translation.override(reads):
        assert held.hours == said.replace("–", DASH)


def test_what_is_not_written_in_english_is_said_as_it_stands(elvebyen: Municipality) -> None:
    with translation.override("en"):
        assert Appointment(hours_text="hverdager").hours == "hverdager"


@pytest.fixture
def marit(cast: Cast) -> Client:
    return cast.client_for("marit")


def test_the_contact_writes_them_in_both_languages(cast: Cast, marit: Client, elvebyen: Municipality) -> None:
    held = Appointment.objects.contacts().get(person=cast.kari)
    form = {"time_class": "share", "position_percent": "50", "hours_text": "hverdager 9–15"}
    url = reverse("appointment_change", args=[held.pk])
    assert marit.post(url, form | {"hours_text_en": "weekdays 9–15"}).status_code == 303
    with enter(cast.elvebyen), translation.override("en"):
        held = Appointment.objects.get(pk=held.pk)
        assert (held.hours_text, held.hours) == ("hverdager 9–15", f"weekdays 9{DASH}15")


def test_the_english_question_stands_right_after_the_norwegian(
    cast: Cast, marit: Client, elvebyen: Municipality
) -> None:
    held = Appointment.objects.contacts().get(person=cast.kari)
    fields = list(marit.get(reverse("appointment_change", args=[held.pk])).context["form"].fields)
    assert fields[fields.index("hours_text") + 1] == "hours_text_en"
