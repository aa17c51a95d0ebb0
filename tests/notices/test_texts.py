"""The texts themselves: that each could be sent, in three languages, with every value we know of."""

import re
from datetime import date

import pytest

from foundation.notices import gsm, letters
from foundation.notices.kinds import FIELD, LANGUAGES, OURS, BadText, Kind, _kind, kinds, layout, samples
from foundation.people.models import Person

KINDS = list(kinds().values())
BY_NAME = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
BY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)

#: What the rooms promise by name. A kind that is renamed breaks somebody's `notify`.
STORY = {
    "enquiry_received",
    "enquiry_to_contact",
    "enquiry_overdue_contact",
    "enquiry_overdue_deputy",
    "enquiry_overdue_coordinator",
    "enquiry_taken_over",
    "meeting_proposed",
    "meeting_accepted",
    "meeting_other_time",
    "meeting_moved",
    "meeting_cancelled",
    "document_to_sign",
    "document_ready",
    "first_day_volunteer",
    "first_day_companion",
    "first_day_department",
    "followup_due",
    "followup_overdue",
    "followup_overdue_deputy",
    "followup_overdue_coordinator",
    "course_confirmed",
    "course_waiting_list",
    "course_seat_offered",
    "course_moved",
    "course_cancelled",
    "course_reminder",
    "certificate_ready",
    "guidance_asked",
    "pause_started",
    "ending_started",
    "ending_thanks",
    "reference_letter_ready",
    "handover_received",
    "account_invitation",
    "login_code",
    "password_reset",
}


def test_every_kind_of_the_story_is_written() -> None:
    assert STORY - set(kinds()) == set()


@BY_NAME
@BY_LANGUAGE
def test_every_part_can_be_written_with_the_samples(kind: Kind, language: str) -> None:
    written = [letters.fill(part, samples(), language) for part in kind.texts[language].parts()]
    assert not [part for part in written if re.search(r"[{}\[\]]|\bNone\b|  ", part)]


@BY_NAME
@BY_LANGUAGE
def test_every_part_can_be_written_without_what_is_optional(kind: Kind, language: str) -> None:
    values = {field: samples()[field] if field in kind.needed | OURS else "" for field in kind.fields}
    written = [letters.fill(part, values, language) for part in kind.texts[language].parts()]
    assert not [part for part in written if re.search(r"[{}\[\]]|\bNone\b|  | [.,]|,\.", part)]


@BY_NAME
def test_the_three_languages_tell_the_same(kind: Kind) -> None:
    told = {
        language: {f for part in kind.texts[language].parts() for f in FIELD.findall(part)}
        for language in LANGUAGES
    }
    assert told["nn"] == told["nb"]
    assert told["en"] == told["nb"]


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if "sms" in kind.channels], ids=lambda kind: kind.key
)
@BY_LANGUAGE
def test_a_text_message_is_one_part(kind: Kind, language: str) -> None:
    text = letters.sms(kind, samples(), language)
    assert gsm.is_gsm(text), [sign for sign in text if not gsm.is_gsm(sign)]
    assert (gsm.length(text) <= 160) is True, f"{gsm.length(text)}: {text}"


@BY_LANGUAGE
def test_every_mail_has_a_greeting_a_closing_and_a_footer(language: str) -> None:
    text = letters.email(kinds()["certificate_ready"], samples(), language)
    greeting, *_, closing, footer = text.strip().split("\n\n")
    assert greeting == letters.fill(layout(language).greeting, samples(), language)
    assert closing.endswith("Kari Nygård\nSolsiden sykehjem, Elvebyen kommune")
    assert footer.startswith("-- \n")
    assert samples()["settings_url"] in footer


def test_audiences_are_people_we_know() -> None:
    known = {
        "volunteer",
        "contact",
        "deputy",
        "network_coordinator",
        "companion",
        "department",
        "employee",
        "partner",
        "anyone",
    }
    assert {who for kind in KINDS for who in kind.audience} - known == set()


def test_every_field_on_the_list_is_used() -> None:
    """A list of fields that nobody uses would be believed."""
    around = {
        f for language in LANGUAGES for part in vars(layout(language)).values() for f in FIELD.findall(part)
    }
    assert set(samples()) == around | {field for kind in KINDS for field in kind.fields}


@pytest.mark.parametrize(
    ("channels", "texts", "words"),
    [
        (["email"], {"subject": "Hei {nobody.name}", "body": "x"}, "not on the list"),
        (["email"], {"subject": "Hei {day", "body": "x"}, "other half"),
        (["email"], {"subject": "Hei [{day}", "body": "x"}, "other half"),
        (["email"], {"subject": "Hei"}, "exactly when"),
        (["sms"], {"subject": "Hei", "sms": "x"}, "each person chooses"),
        (["pigeon"], {"subject": "Hei"}, "unknown channels"),
    ],
)
def test_a_text_that_could_not_be_sent_is_refused(channels: list, texts: dict, words: str) -> None:
    with pytest.raises(BadText, match=words):
        _kind({"key": "x", "audience": "anyone", "channels": channels, "nb": texts, "nn": texts, "en": texts})


def test_a_name_is_never_read_as_a_template() -> None:
    values = samples() | {"volunteer.first_name": "{contact.phone}[x]", "day": date(2026, 11, 26)}
    assert letters.subject(kinds()["enquiry_to_contact"], values, "nb").startswith(
        "{contact.phone}[x] vil gjerne"
    )


@pytest.mark.parametrize(
    ("text", "length", "parts"),
    [
        ("æøåÆØÅ é", 8, 1),
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("€" * 80, 160, 1),
        ("€" * 81, 162, 2),
        ("Kovačević", 9, 1),
        ("č" * 71, 71, 2),
        ("🙂" * 35, 70, 1),
        ("🙂" * 36, 72, 2),
    ],
)
def test_the_parts_of_a_text_message_are_counted(text: str, length: int, parts: int) -> None:
    assert (gsm.length(text), gsm.parts(text)) == (length, parts)


def test_a_language_without_texts_is_answered_in_bokmal() -> None:
    assert letters.subject(kinds()["certificate_ready"], {}, "se") == "Kursbeviset ditt er klart"


def test_we_can_write_every_language_a_person_can_choose() -> None:
    assert {code for code, _name in Person._meta.get_field("language").choices} <= set(LANGUAGES)


@BY_NAME
@BY_LANGUAGE
def test_no_link_is_followed_by_a_stop_that_a_phone_would_take_along(kind: Kind, language: str) -> None:
    parts = [*kind.texts[language].parts(), layout(language).footer]
    assert not [part for part in parts if re.search(r"url\}\[?[^\s\[\]]", part)]
