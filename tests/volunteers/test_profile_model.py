"""What a volunteer has told, found again; and what they told before that."""

import pytest
from django.core.exceptions import ValidationError

from foundation.audit.models import Entry
from tests.cast import Cast
from tests.volunteers.people import interested
from volunteers import tags, week
from volunteers.models import FormerAnswer, Profile, SensitiveInfo, Volunteer


def told(cast: Cast, key: str = "ingrid", **answers: object) -> Volunteer:
    volunteer = interested(cast, key)
    Profile.of(volunteer).tell(by=cast.kari, **answers)
    return volunteer


def names(rows: object) -> set[str]:
    return {volunteer.first_name for volunteer in rows}


def test_who_speaks_tamil_is_found(here: Cast) -> None:
    told(here, "ingrid", languages=["nob", "tam"])
    told(here, "oddvar", languages=["nob"])

    assert names(Volunteer.objects.speaking("tam")) == {"Ingrid"}
    assert names(Volunteer.objects.speaking("nob")) == {"Ingrid", "Oddvar"}


def test_interest_skill_group_and_time_are_found(here: Cast) -> None:
    told(here, "ingrid", interests=["singing"], skills=["choir_leader"])
    told(here, "oddvar", comfortable_with=["dementia"], week=["wed_afternoon"], times=["weekly"])

    assert names(Volunteer.objects.interested_in("singing")) == {"Ingrid"}
    assert names(Volunteer.objects.skilled_in("choir_leader")) == {"Ingrid"}
    assert names(Volunteer.objects.comfortable_with("dementia")) == {"Oddvar"}
    assert names(Volunteer.objects.free_at("wed_afternoon")) == {"Oddvar"}
    assert names(Volunteer.objects.free_at("weekly")) == {"Oddvar"}


def test_a_code_is_found_whole_only(here: Cast) -> None:
    told(here, interests=["languages"])

    assert not Volunteer.objects.interested_in("language").exists()


def test_who_has_not_said_is_insured_with_those_who_come_by_themselves(here: Cast) -> None:
    told(here, "ingrid", affiliation="organisation", partner=here.omsorgslaget, is_member=True)
    told(here, "oddvar", affiliation="unaffiliated")
    interested(here, "gunnar")

    assert names(Volunteer.objects.unaffiliated()) == {"Oddvar", "Gunnar"}
    assert names(Volunteer.objects.through(here.omsorgslaget)) == {"Ingrid"}


def test_nobody_is_a_member_of_nothing(here: Cast) -> None:
    with pytest.raises(ValidationError):
        told(here, affiliation="unaffiliated", partner=here.omsorgslaget)


def test_what_stood_before_is_kept_and_the_log_tells_only_which_field(here: Cast) -> None:
    volunteer = told(here, why="Jeg har tid.", interests=["singing"])
    Profile.of(volunteer).tell(by=volunteer.person, why="Jeg savner koret.", interests=["singing"])

    former = FormerAnswer.objects.get()
    assert (former.field, former.value, former.changed_by_name) == ("why", "Jeg har tid.", "Ingrid Solheim")
    logged = Entry.objects.filter(verb="profile.told").order_by("at", "id")
    assert [entry.changes for entry in logged] == [{"fields": ["why", "interests"]}, {"fields": ["why"]}]
    assert "koret" not in str([entry.changes for entry in Entry.objects.all()])


def test_to_tell_the_same_again_is_no_deed(here: Cast) -> None:
    volunteer = told(here, why="Jeg har tid.")

    assert Profile.of(volunteer).tell(by=here.kari, why="Jeg har tid.") == []
    assert Entry.objects.filter(verb="profile.told").count() == 1


def test_why_is_what_was_first_told_until_more_is_said(here: Cast) -> None:
    volunteer = interested(here)
    assert [answer for _question, answer in volunteer.reasons] == ["Jeg sang i kor i tretti år."]

    Profile.of(volunteer).tell(by=here.kari, why="Jeg savner koret.", would_stay="At noen spør.")
    again = Volunteer.objects.get(pk=volunteer.pk)
    assert [answer for _question, answer in again.reasons] == ["Jeg savner koret.", "At noen spør."]


def test_nobody_gives_more_hours_than_there_are(here: Cast) -> None:
    with pytest.raises(ValidationError):
        told(here, max_hours_month=400)


# Allergies and outlook on life


def test_sensitive_facts_are_gone_when_the_volunteer_leaves(here: Cast) -> None:
    volunteer = interested(here)
    SensitiveInfo.tell(volunteer, "nøtter", "", by=here.kari)
    volunteer.close(Volunteer.Closed.REFERRED, volunteer.registered_at.date())

    assert not SensitiveInfo.objects.exists()
    assert Entry.objects.filter(verb="sensitive.deleted", about_id=volunteer.person_id).exists()


def test_sensitive_facts_stand_nowhere_else_when_withdrawn(here: Cast) -> None:
    volunteer = interested(here)
    SensitiveInfo.tell(volunteer, "nøtter", "humanist", by=here.kari)
    SensitiveInfo.withdraw(volunteer, by=volunteer.person)

    assert not SensitiveInfo.objects.exists()
    assert not FormerAnswer.objects.exists()
    entries = [(entry.verb, entry.changes) for entry in Entry.objects.filter(verb__startswith="sensitive")]
    assert sorted(entries) == [("sensitive.deleted", {}), ("sensitive.told", {})]


def test_emptied_facts_are_no_row(here: Cast) -> None:
    volunteer = interested(here)
    SensitiveInfo.tell(volunteer, "nøtter", "", by=here.kari)

    assert SensitiveInfo.tell(volunteer, "", "", by=here.kari) is None
    assert not SensitiveInfo.objects.exists()


def test_the_consent_tells_who_heard_it(here: Cast) -> None:
    volunteer = interested(here)

    assert SensitiveInfo.tell(volunteer, "nøtter", "", by=here.kari).consent_heard_by_name == "Kari Nygård"
    assert SensitiveInfo.tell(volunteer, "fisk", "", by=volunteer.person).consent_heard_by_name == ""


# Words


def test_a_word_in_two_groups_is_said_as_its_group_says_it() -> None:
    assert dict(tags.choices("interests", "nb"))["music"] == "musikk"
    assert dict(tags.choices("themes", "nb"))["music"] == "Musikk og sang"
    assert tags.in_words("interests", ["music", "singing", "unknown"], "nb") == "sang, musikk"


def test_the_week_is_said_in_its_order() -> None:
    assert week.in_words(["thu_evening", "mon_morning", "nonsense"]) == [
        "monday before 12",
        "thursday after 17",
    ]
