"""Who did what, who read what: written in the transaction of the deed, never changed."""

from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from foundation.audit.models import Entry, read, record
from foundation.tenancy.models import Municipality
from tests.cast import Cast


def test_a_member_a_person_and_the_house_itself_can_do_something(cast: Cast, elvebyen: Municipality) -> None:
    for by in (cast.member("kari"), cast.kari, None):
        record(by, "test.done", cast.solsiden)
    entries = Entry.objects.filter(verb="test.done").order_by("id")
    assert [(entry.actor_id, entry.actor_name) for entry in entries] == [
        (cast.kari.pk, "Kari Nygård"),
        (cast.kari.pk, "Kari Nygård"),
        (None, ""),
    ]


def test_an_entry_tells_what_about_whom_and_what_changed(cast: Cast, elvebyen: Municipality) -> None:
    changes = {"from": date(2026, 11, 23), "percent": [40, 50], "note": None, "deputy": cast.jonas}
    record(cast.kari, "test.done", cast.solsiden, about=cast.ingrid, changes=changes)
    entry = Entry.objects.about(cast.ingrid).get(verb="test.done")
    assert (entry.object_type, entry.object_id, entry.object_name) == (
        "people.workplace",
        cast.solsiden.pk,
        "Solsiden sykehjem",
    )
    assert entry.changes == {"from": "2026-11-23", "percent": [40, 50], "note": None, "deputy": "Jonas Berg"}


def test_reading_is_written_too(cast: Cast, elvebyen: Municipality) -> None:
    read(cast.kari, cast.ingrid, about=cast.ingrid, what="health note")
    [entry] = Entry.objects.about(cast.ingrid).reads()
    assert (entry.verb, entry.changes, entry.is_read) == ("people.person.read", {"what": "health note"}, True)


def test_an_entry_outlives_what_it_tells_of(cast: Cast, elvebyen: Municipality) -> None:
    record(cast.oddvar, "test.done", cast.oddvar, about=cast.oddvar)
    pk = cast.oddvar.pk
    cast.oddvar.delete()
    assert Entry.objects.get(verb="test.done", about_id=pk).actor_name == "Oddvar Lien"


def test_a_deed_that_is_undone_leaves_no_entry(cast: Cast, elvebyen: Municipality) -> None:
    with transaction.atomic():
        record(cast.kari, "test.done", cast.solsiden)
        transaction.set_rollback(True)
    assert not Entry.objects.filter(verb="test.done").exists()


@pytest.mark.parametrize("change", ["save", "update", "delete"])
def test_an_entry_is_never_changed(cast: Cast, elvebyen: Municipality, change: str) -> None:
    entry = record(cast.kari, "test.done", cast.solsiden)
    entry.verb = "test.undone"
    deeds = {
        "save": entry.save,
        "update": lambda: Entry.objects.update(verb="test.undone"),
        "delete": entry.delete,
    }
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        deeds[change]()


def test_long_names_are_cut(cast: Cast, elvebyen: Municipality) -> None:
    cast.solsiden.name = "S" * 120
    cast.kari.name = "K" * 300
    entry = record(cast.kari, "test.done", cast.solsiden)
    assert (len(entry.actor_name), len(entry.object_name)) == (200, 120)
