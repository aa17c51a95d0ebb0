"""Somebody who wishes for a volunteer: by alias, with what they like, and nothing of health (ASG-01)."""

import json

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.tenancy.settings import choose
from foundation.tenancy.walls import is_walled
from tests.cast import Cast
from tests.matching import wishes
from tests.queries import assert_list_queries
from volunteers.matching.belonging import doubtful, holds_number
from volunteers.matching.models import Consent, Match, MatchRelease, Recipient
from volunteers.matching.own_data import THEIRS
from volunteers.models import Volunteer

TOLD = {
    "name": "Skipperen",
    "living_at": "here",
    "interests": ["boats", "singing"],
    "languages": ["nob"],
    "week": ["tue_evening"],
    "wishes": "Snakke om sjøen.",
}


def posted(cast: Cast, **other: object) -> dict[str, object]:
    return {"workplace": cast.solsiden.pk, **TOLD} | other


def test_a_wish_is_written_down_with_tags_and_own_words(here: Cast, kari: Client) -> None:
    receipt = kari.post("/onsker/ny/", posted(here), follow=True).text
    recipient = Recipient.objects.get()
    assert (recipient.name, recipient.interests, recipient.week) == (
        "Skipperen",
        ["boats", "singing"],
        ["tue_evening"],
    )
    assert "båt og sjø" in receipt
    assert "Snakke om sjøen." in receipt


def test_there_is_no_field_for_health_birth_or_identity() -> None:
    fields = {field.name for field in Recipient._meta.get_fields()}
    assert not {
        name for name in fields if any(word in name for word in ("diagn", "health", "birth", "identity"))
    }
    assert not any(
        isinstance(field, models.ForeignKey) and field.related_model.__name__ == "Person"
        for field in Recipient._meta.fields
    )


@pytest.mark.parametrize(
    "number",
    ["01017012345", "010170 12345", "010170-12345", "41017012345", "123456.78901"],
)
@pytest.mark.parametrize("field", ["name", "wishes"])
def test_a_number_like_a_national_identity_number_is_refused_also_when_it_is_confirmed(
    here: Cast, kari: Client, field: str, number: str
) -> None:
    text = f"Nr {number}."
    answer = kari.post("/onsker/ny/", posted(here, **{field: text}, meant_so="on"))
    assert answer.status_code == 422
    assert "Ta bort nummeret." in answer.text
    assert not Recipient.objects.exists()


def test_the_database_refuses_the_number_too(here: Cast) -> None:
    recipient = wishes.wish(here)
    with pytest.raises(IntegrityError, match="recipient_without_numbers"), transaction.atomic():
        Recipient.objects.filter(pk=recipient.pk).update(wishes="Født 01017012345")


@pytest.mark.parametrize(
    "fine", ["Ring 900 00 013", "Bor i 0170 Oslo", "Tirsdag 12.30–13.15", "12345678901234"]
)
def test_other_numbers_are_no_identity_numbers(fine: str) -> None:
    assert not holds_number(fine)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Har demens og tar medisiner.", ["demens", "medisiner"]),
        ("Har Alzheimer", ["Alzheimer"]),
        ("Redd for sjukdommen", ["sjukdommen"]),
        ("Takes tablets for depression", ["tablets", "depression"]),
        ("Liker krepsefest og pumpernikkel", []),
        ("Vil gjerne synge, og går sakte i trappa", []),
        ("Kolsåstoppen på søndager", ["Kolsåstoppen"]),
        ("", []),
    ],
)
def test_words_of_health_are_found_in_every_language(text: str, words: list[str]) -> None:
    """Rather once too often than not: it is a question, and is answered with one press."""
    assert doubtful(text) == words


def test_a_word_of_health_is_asked_about_kindly_and_may_be_confirmed(here: Cast, kari: Client) -> None:
    smells = posted(here, wishes="Har demens, og elsker sjøen.")
    asked = kari.post("/onsker/ny/", smells)
    assert asked.status_code == 422
    assert "Må «demens» stå her?" in asked.text
    assert 'name="meant_so"' in asked.text
    assert not Recipient.objects.exists()
    kari.post("/onsker/ny/", smells | {"meant_so": "on"})
    assert Recipient.objects.get().wishes == "Har demens, og elsker sjøen."


def test_the_question_stands_there_only_when_there_is_something_to_ask_about(kari: Client) -> None:
    assert 'name="meant_so"' not in kari.get("/onsker/ny/").text


def test_where_the_municipality_uses_first_names_a_whole_name_is_refused(here: Cast, kari: Client) -> None:
    assert kari.post("/onsker/ny/", posted(here, name="Skipper på dekk")).status_code == 303
    choose("recipient_name", "first_name")
    assert kari.post("/onsker/ny/", posted(here, name="Aslaug Vik")).status_code == 422
    assert kari.post("/onsker/ny/", posted(here, name="Anne-Marie")).status_code == 303


def test_every_opening_is_written_in_the_log_without_the_name(here: Cast, kari: Client) -> None:
    recipient = wishes.wish(here)
    kari.get(f"/onsker/{recipient.pk}/")
    [entry] = Entry.objects.filter(verb="matching.recipient.read")
    assert (entry.actor_name, entry.object_id) == ("Kari Nygård", recipient.pk)
    assert "Skipperen" not in str(list(Entry.objects.values()))
    assert "leste et ønske om en frivillig" in kari.get(f"/onsker/{recipient.pk}/logg/").text


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("jonas", 200),
        ("marit", 403),
        ("berit", 403),
        ("anne", 403),
        ("gunnar", 403),
        ("eirik", 403),
        ("solrun", 404),
    ],
)
def test_who_may_read_it(here: Cast, volunteer: Volunteer, who: str, status: int) -> None:
    recipient = wishes.wish(here)
    assert here.client_for(who).get(f"/onsker/{recipient.pk}/").status_code == status


def test_deleted_nothing_tells_who_it_was_and_a_match_that_was_stays_as_a_number(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    made = wishes.match(here, volunteer)
    wishes.tell(made, here)
    kari.post(f"/onsker/{made.recipient_id}/sletting/")
    recipient = Recipient.objects.get()
    assert (recipient.name, recipient.wishes, recipient.interests) == ("", "", [])
    assert recipient.erased_at
    left = Match.objects.get()
    assert (left.frame, left.reason) == ("", "")
    assert left.ended_on == timezone.localdate()
    assert not MatchRelease.objects.exclude(text="").exists()


def test_all_that_is_kept_can_be_taken_out_and_that_is_logged(
    here: Cast, kari: Client, volunteer: Volunteer
) -> None:
    made = wishes.match(here, volunteer)
    wishes.tell(made, here)
    answer = kari.get(f"/onsker/{made.recipient_id}/innsyn/")
    kept = json.loads(answer.text)
    assert "Skipperen" in str(kept)
    assert "Kaffe på tirsdager" in str(kept)
    assert "båt og sjø" in str(kept)
    assert Entry.objects.filter(object_id=made.recipient_id, is_read=True, changes__what="own wish").exists()


def test_what_is_taken_out_forgets_no_table() -> None:
    def leads(model: type[models.Model], seen: tuple[type[models.Model], ...] = ()) -> bool:
        keys = [
            f.related_model
            for f in model._meta.concrete_fields
            if f.many_to_one and f.related_model not in seen
        ]
        return model is Recipient or any(leads(key, (*seen, model)) for key in keys if key is not model)

    rooms = {m for m in apps.get_app_config("matching").get_models() if is_walled(m) and leads(m)}
    assert rooms == set(THEIRS)


def test_the_list_asks_the_same_for_one_and_for_fifty(here: Cast, kari: Client, volunteer: Volunteer) -> None:
    def make(number: int) -> None:
        for _count in range(number):
            wishes.yes(wishes.wish(here, kinds=["visiting_friend"]), here)

    make(20)
    assert_list_queries(kari, "/onsker/", make)


def test_a_stranger_cannot_write_a_wish_at_our_place(here: Cast) -> None:
    answer = here.client_for("solrun").post("/onsker/ny/", posted(here))
    assert answer.status_code in (403, 422)
    assert Consent.objects.count() == 0
    assert not Recipient.objects.exists()
