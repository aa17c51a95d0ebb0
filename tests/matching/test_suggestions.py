"""Who could suit, with the reasons in words, and why somebody is not suggested (ASG-02). Never a score, never a rank."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as some

from courses.models import Course
from courses.models.requirement import set_rules
from courses.seeding import seed_courses
from foundation.documents.models import Document
from foundation.people.qualifications import grant
from foundation.tenancy.ids import uuid7
from tests.cast import Cast
from tests.matching import wishes
from tests.queries import assert_list_queries
from tests.volunteers import people
from volunteers import tags
from volunteers.matching.models import Recipient
from volunteers.matching.suggestions import Suggestion, known, obstacles, pair, shared, suggest
from volunteers.models import ActivityType, Ending, Pause, Profile, Volunteer
from volunteers.shipped import trainings

TAMIL_MOTOR = {
    "interests": ["cars", "singing"],
    "languages": ["nob", "tam"],
    "week": ["tue_evening", "wed_morning"],
}


def told(volunteer: Volunteer, here: Cast, **answers: Any) -> None:
    Profile.of(volunteer).tell(by=here.kari, **answers)


def suggested(here: Cast, recipient: Recipient, kind: ActivityType | None = None) -> dict[str, Suggestion]:
    today = timezone.localdate()
    rows = known(Volunteer.objects.filter(workplace=recipient.workplace), today)
    return {one.volunteer.first_name: one for one in suggest(recipient, rows, kind, today)}


def test_the_reasons_stand_in_words(here: Cast, volunteer: Volunteer) -> None:
    told(volunteer, here, **TAMIL_MOTOR)
    seed_courses("nb", useful_for=trainings())
    grant(here.gunnar, "dementia_communication", "Demens", timezone.localdate(), None, by=here.kari)
    recipient = wishes.wish(here, interests=["cars"], languages=["tam"], week=["tue_evening", "tue_morning"])
    [one] = suggested(here, recipient, wishes.kind(here, "activity_friend")).values()
    assert one.reasons == [
        "Begge liker bil og motor.",
        "Snakker tamil.",
        "Begge er ledige tirsdager.",
        "Har tatt kurset «Demens og kommunikasjon».",
        "Kjenner stedet.",
    ]
    assert one.is_suitable


# What each thing tells, one by one

Told = dict[str, Any]
REASONS: list[tuple[Told, Told, list[str]]] = [
    ({}, {}, []),
    ({"interests": ["boats"]}, {"interests": ["boats"]}, ["Begge liker båt og sjø."]),
    ({"interests": ["boats", "dogs"]}, {"interests": ["dogs", "boats"]}, ["Begge liker båt og sjø og hund."]),
    ({"interests": ["boats"]}, {"interests": ["dogs"]}, []),
    ({"languages": ["nob"]}, {"languages": ["nob"]}, []),  # goes without saying
    ({"languages": ["sme"]}, {"languages": ["sme", "nob"]}, ["Snakker nordsamisk."]),
    ({"week": ["mon_morning"]}, {"week": ["mon_evening"]}, []),
    (
        {"week": ["mon_morning", "fri_evening"]},
        {"week": ["fri_evening", "mon_morning"]},
        ["Begge er ledige mandager og fredager."],
    ),
]


@pytest.mark.parametrize(("ours", "theirs", "said"), REASONS)
def test_what_the_two_have_in_common_is_said(
    here: Cast, volunteer: Volunteer, ours: Told, theirs: Told, said: list[str]
) -> None:
    told(volunteer, here, **theirs)
    [one] = suggested(here, wishes.wish(here, **ours)).values()
    assert one.reasons == [*said, "Kjenner stedet."]


def _paused(here: Cast, one: Volunteer) -> None:
    Pause.begin(one, timezone.localdate() + timedelta(days=3), by=here.kari)


def _open_pause(here: Cast, one: Volunteer) -> None:
    Pause.begin(one, None, by=here.kari)


def _ending(here: Cast, one: Volunteer) -> None:
    day = timezone.localdate() + timedelta(days=9)
    Ending.start(one, Ending.Initiator.VOLUNTEER, last_day=day, by=one.person, reason="moving")


def _unsigned(here: Cast, one: Volunteer) -> None:
    Document.objects.filter(person=one.person).update(revoked_at=timezone.now())


def _rather_not(here: Cast, one: Volunteer) -> None:
    told(one, here, own_limits="Ikke besøksvenn, heller kafé")


def _in_company(here: Cast, one: Volunteer) -> None:
    told(one, here, comfortable_with=["groups"])


def _other_language(here: Cast, one: Volunteer) -> None:
    told(one, here, languages=["pol"])


def _too_young(here: Cast, one: Volunteer) -> None:
    one.person.birth_year = timezone.localdate().year - 16
    one.person.save()
    ActivityType.objects.update(adults_only=True)


def _course(here: Cast, one: Volunteer) -> None:
    seed_courses("nb")
    every = dict.fromkeys(ActivityType.objects.values_list("code", flat=True), "mandatory")
    set_rules(Course.objects.get(code="near_end_of_life"), every, by=here.marit)


OBSTACLES: list[tuple[Callable[[Cast, Volunteer], None], str]] = [
    (_paused, "Har pause til "),
    (_open_pause, "Har pause."),
    (_ending, "Slutter "),
    (_unsigned, "har ikke signert taushetserklæringen ennå."),
    (_rather_not, "Vil helst ikke: «Ikke besøksvenn, heller kafé»"),
    (_in_company, "Er tryggest når de er flere."),
    (_other_language, "Snakker ikke norsk (bokmål)."),
    (_too_young, "Bare de som har fylt 18, gjør dette."),
    (_course, "Har ikke tatt kurset «Å være hos noen nær slutten av livet», som er obligatorisk for dette."),
]


@pytest.mark.parametrize(("make", "why"), OBSTACLES)
def test_whoever_is_not_suggested_stands_there_with_why(
    here: Cast, volunteer: Volunteer, make: Callable[[Cast, Volunteer], None], why: str
) -> None:
    kind = wishes.kind(here)
    recipient = wishes.wish(here, interests=["boats"], languages=["nob"])
    told(volunteer, here, interests=["boats"], languages=["nno"])
    [before] = suggested(here, recipient, kind).values()
    assert before.is_suitable
    make(here, volunteer)
    [one] = suggested(here, recipient, wishes.kind(here)).values()
    assert not one.is_suitable
    assert why in " ".join(one.obstacles)


def test_knowing_the_place_is_no_reason_by_itself(here: Cast, volunteer: Volunteer) -> None:
    [one] = suggested(here, wishes.wish(here, interests=["boats"])).values()
    assert (one.reasons, one.is_suitable) == (["Kjenner stedet."], False)
    assert one.obstacles == ["Vi vet ikke om noe de to har felles ennå."]


def test_whoever_comes_already_is_not_suggested_again(here: Cast, volunteer: Volunteer) -> None:
    made = wishes.match(here, volunteer)
    [one] = suggested(here, made.recipient).values()
    assert one.obstacles == ["Kommer allerede."]


def test_what_the_volunteer_would_rather_not_is_always_told(here: Cast, volunteer: Volunteer) -> None:
    told(volunteer, here, own_limits="Ikke kjøring", comfortable_with=["older_people"])
    [one] = suggested(here, wishes.wish(here)).values()
    assert one.notes == ["Vil helst ikke: «Ikke kjøring»", "Trygg med: eldre."]


codes = some.lists(some.sampled_from(list(tags.tags()["interests"])), max_size=6, unique=True)


class _Stub:
    """As `known` brings a volunteer, without the database."""

    def __init__(self, interests: list[str]) -> None:
        self.profile = SimpleNamespace(
            interests=interests, languages=[], week=[], own_limits="", comfortable_with=[], times_text=""
        )
        self.wished, self.courses, self.visits, self.missing = [], [], [], []
        self.workplace_id, self.is_active, self.paused = None, False, False
        self.first_name = "Gunnar"


@given(ours=codes, theirs=codes)
def test_a_reason_is_never_invented_and_none_is_lost(ours: list[str], theirs: list[str]) -> None:
    with translation.override("en"):
        said = list(shared(_Stub(theirs), _recipient(ours), None))
    words = [
        tags.label("interests", code, "en")
        for code in tags.tags()["interests"]
        if code in {*ours} & {*theirs}
    ]
    assert bool(said) == bool(words)
    assert all(word in said[0] for word in words)
    assert list(obstacles(_Stub(theirs), _recipient(ours), None, timezone.localdate())) == []


def _recipient(interests: list[str]) -> Recipient:
    return Recipient(municipality_id=uuid7(), workplace_id=uuid7(), interests=interests)


@given(ours=codes, theirs=codes)
def test_the_two_sides_say_the_same(ours: list[str], theirs: list[str]) -> None:
    there = pair(_Stub(theirs), _recipient(ours), None, timezone.localdate())
    back = pair(_Stub(ours), _recipient(theirs), None, timezone.localdate())
    assert (there.reasons, there.is_suitable) == (back.reasons, back.is_suitable)


# The pages


def test_the_order_is_that_of_the_names_whatever_they_have_in_common(
    here: Cast, volunteer: Volunteer, kari: Client
) -> None:
    ingrid = people.going(here, "ingrid")
    told(ingrid, here, interests=["boats", "dogs", "cars"], languages=["tam"])
    told(volunteer, here, interests=["boats"])
    recipient = wishes.wish(here, interests=["boats", "dogs", "cars"], languages=["tam", "nob"])
    page = kari.get(f"/onsker/{recipient.pk}/forslag/").text
    assert "I rekkefølge etter navn" in page
    assert page.index("Gunnar Hauge") < page.index("Ingrid Solheim")
    assert "%" not in page.split("<main")[1].split("</main>")[0]


def test_it_is_narrowed_by_language_and_company(here: Cast, volunteer: Volunteer, kari: Client) -> None:
    told(volunteer, here, languages=["tam"], comfortable_with=["dementia"])
    people.going(here, "ingrid")
    address = f"/onsker/{wishes.wish(here).pk}/forslag/"
    assert "Ingrid Solheim" in kari.get(address).text
    for narrowed in ("language=tam", "company=dementia"):
        page = kari.get(f"{address}?{narrowed}").text
        assert "Gunnar Hauge" in page
        assert "Ingrid Solheim" not in page


def test_from_the_volunteers_page_one_finds_whom_they_could_visit(
    here: Cast, volunteer: Volunteer, kari: Client
) -> None:
    told(volunteer, here, interests=["boats"])
    wishes.wish(here, interests=["boats"])
    wishes.wish(here, "Fru Blå", at="hagebyen")
    page = kari.get(f"/frivillige/{volunteer.pk}/onsker/").text
    assert "Begge liker båt og sjø." in page
    assert "Skipperen" in page
    assert "Fru Blå" not in page


def test_volunteers_of_other_places_are_not_looked_into(
    here: Cast, volunteer: Volunteer, kari: Client
) -> None:
    people.going(here, "solveig", at="hagebyen")
    assert "Solveig" not in kari.get(f"/onsker/{wishes.wish(here).pk}/forslag/").text


def test_the_page_asks_the_same_for_one_and_for_fifty(here: Cast, kari: Client) -> None:
    recipient = wishes.wish(here, interests=["boats"])

    def make(number: int) -> None:
        for count in range(number):
            person = type(here.gunnar).objects.create(name=f"Frivillig {count} {timezone.now().timestamp()}")
            Profile.objects.create(volunteer=people.known(person, here.solsiden), interests=["boats"])

    make(20)
    assert_list_queries(kari, f"/onsker/{recipient.pk}/forslag/", make)


@pytest.mark.parametrize(
    ("who", "status"), [("jonas", 200), ("marit", 403), ("anne", 403), ("gunnar", 403), ("solrun", 404)]
)
def test_who_may_see_suggestions(here: Cast, who: str, status: int) -> None:
    assert here.client_for(who).get(f"/onsker/{wishes.wish(here).pk}/forslag/").status_code == status
