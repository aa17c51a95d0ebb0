"""What is kept about me, to take along: all of it, mine only, and nothing that opens a door (PRI-06)."""

import json
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from coordination.own_data import EXCEPT, FOR_STAFF, theirs
from foundation.access.links import make_link
from foundation.audit.models import Entry
from foundation.tenancy.walls import is_walled
from tests.cast import Cast
from tests.volunteers import people
from volunteers.models import Conversation, GuidanceRequest, Profile, SensitiveInfo

PATH = "/min-side/alt-om-meg/"


@pytest.fixture
def here(cast: Cast) -> Any:
    with cast.at("kari"):
        volunteer = people.going(cast, "ingrid")
        Profile.of(volunteer).tell(by=cast.kari, why="Jeg savner koret.", interests=["singing"])
        Profile.of(volunteer).tell(by=volunteer.person, why="Jeg savner å synge.")
        SensitiveInfo.tell(volunteer, "nøtter", "", by=cast.kari)
        GuidanceRequest.ask(volunteer, "Hva gjør jeg når han gråter?", by=volunteer.person)
        people.interested(cast, "gunnar")
        yield cast


def taken(client: Client) -> str:
    answer = client.get(PATH)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert json.loads(answer.content)
    return answer.content.decode()


def test_everything_i_have_told_is_there(here: Cast) -> None:
    text = taken(here.client_for("ingrid"))

    said = (
        "Ingrid Solheim",
        "savner koret",
        "savner å synge",
        "singing",
        "nøtter",
        "når han gråter",
        "Kaffebesøk",
    )
    assert [word for word in said if word not in text] == []


def test_what_is_for_those_who_follow_up_is_not_there_and_it_is_said(here: Cast) -> None:
    call = Conversation.objects.get(volunteer__person=here.ingrid, kind="follow_up")
    call.write_down(by=here.kari, summary="Det gikk fint.", staff_note="Virket sliten.")
    text = taken(here.client_for("ingrid"))

    assert "Det gikk fint." in text
    assert "Virket sliten." not in text
    assert "Spør kontakten din" in text


def test_every_field_for_those_who_follow_up_is_known() -> None:
    """By its name: whoever makes another calls it so, and it stays out."""
    fields = {field.name for model in theirs() for field in model._meta.concrete_fields}
    assert {name for name in fields if name.startswith("staff_")} == FOR_STAFF


def test_nothing_of_another_is_there(here: Cast) -> None:
    assert "savner koret" not in taken(here.client_for("gunnar"))
    assert "Gunnar" not in taken(here.client_for("ingrid"))


def test_nothing_in_it_opens_a_door(here: Cast) -> None:
    secret = make_link("account", here.ingrid)
    text = taken(here.client_for("ingrid"))

    assert secret not in text
    assert [word for word in ("secret_hash", "session_key", "sha256") if word in text] == []


def test_what_was_done_and_read_is_there_with_who_did_it(here: Cast) -> None:
    here.client_for("kari").get(f"/frivillige/{here.ingrid.volunteering.get().pk}/helse-og-livssyn/")
    text = taken(here.client_for("ingrid"))

    assert "Kari Nygård" in text
    assert "leste allergier og livssyn" in text


def test_that_it_was_taken_out_is_written_down(here: Cast) -> None:
    taken(here.client_for("ingrid"))

    assert Entry.objects.about(here.ingrid).reads().filter(changes={"what": "own data"}).count() == 1


def test_staff_take_their_own_along_too(here: Cast) -> None:
    assert "Kari Nygård" in taken(here.client_for("kari"))


def test_nobody_takes_it_without_logging_in(cast: Cast) -> None:
    assert cast.visitor().get(PATH).status_code == 302


def test_every_table_about_somebody_is_taken_along_or_has_a_reason() -> None:
    """A table whose rows hang on a row of somebody's is theirs as well."""
    known = {model._meta.label for model in theirs()}
    lost = []
    for model in apps.get_models():
        keys = [field for field in model._meta.concrete_fields if field.is_relation and not field.null]
        hangs = [key.name for key in keys if key.related_model._meta.label in known - {"people.Person"}]
        if is_walled(model) and (hangs or any(key.name == "person" for key in keys)):
            lost.append(model._meta.label)

    assert len(lost) > 20
    assert sorted(set(lost) - known - set(EXCEPT) - SHARED) == []


#: What hangs on a row of a person's, and is everybody's.
SHARED = {"courses.CoveredTopic"}


def test_the_page_about_me_leads_there(here: Cast) -> None:
    assert PATH in here.client_for("ingrid").get("/min-side/historie/").content.decode()
