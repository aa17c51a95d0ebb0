"""An existing register is brought in: looked at first, each row's fate told, idempotent, and with a way back."""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
import xlsxwriter
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.audit.models import Entry
from foundation.notices.models import Notice
from foundation.pages.sheets import sheet
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast
from tests.volunteers.people import interested
from volunteers import sheets
from volunteers.columns import guessed
from volunteers.models import RegisterImport, RegisterRow, Step, Volunteer
from volunteers.register import Wrong, read_row
from volunteers.tasks import bring_in, look_after_registers

Browser = Callable[[str], Client]
NEW = reverse("register_imports")
HEAD = "Navn;Mobil;E-post;Frivillig siden;Født"
BJORG = "Bjørg Åsheim;41 23 45 67;bjorg@hjemme.example;01.03.2019;1951"
PER = "Per Øvrebø;;per@hjemme.example;;"


def csv_of(*rows: str, head: str = HEAD, encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join((head, *rows)).encode(encoding)


def file_of(content: bytes, name: str = "frivillige.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def bring(browser: Browser, cast: Cast) -> Callable[..., RegisterImport]:
    def send(*rows: str, who: str = "kari", stand: str = "active", **more: Any) -> RegisterImport:
        content = more.pop("content", None) or csv_of(*rows, **more)
        given = {"file": file_of(content), "workplace": cast.solsiden.pk, "stand": stand}
        response = browser(who).post(NEW, given)
        assert response.status_code == 303, response.context["form"].errors
        with enter(cast.elvebyen):
            return RegisterImport.objects.latest("looked_at")

    return send


def fates(client: Client, register: RegisterImport) -> list[str]:
    return [line.fate for line in client.get(register.get_absolute_url()).context["page_obj"]]


def run(browser: Browser, register: RegisterImport, who: str = "kari") -> None:
    """As the button and the worker do."""
    assert browser(who).post(reverse("register_import_started", args=[register.pk])).status_code == 303
    bring_in(str(register.municipality_id), str(register.pk))


def people(cast: Cast) -> list[str]:
    with enter(cast.elvebyen):
        return sorted(Volunteer.objects.values_list("person__name", flat=True))


# Before anything is written


def test_every_rows_fate_is_told_and_nothing_is_written(
    browser: Browser, bring: Callable, cast: Cast
) -> None:
    with enter(cast.elvebyen):
        interested(cast)
        before = Person.objects.count(), Volunteer.objects.count()
    ingrid = "Ingrid Solheim;;ingrid@elvebyen.example;;"
    register = bring(BJORG, PER, ingrid, ";41234568;;;", "Ola;123;;;", BJORG)
    page = browser("kari").get(register.get_absolute_url())
    told = [(line.fate, line.why) for line in page.context["page_obj"]]
    assert told == [
        ("new", ""),
        ("new", ""),
        ("here", "Ingrid Solheim is here already"),
        ("wrong", "the name is missing"),
        ("wrong", "the phone number “123” is not complete"),
        ("here", "the same as line 2"),
    ]
    assert page.context["counts"] == {"new": 2, "here": 2, "wrong": 2}
    with enter(cast.elvebyen):
        assert (Person.objects.count(), Volunteer.objects.count()) == before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_norwegian_letters_survive_every_way_of_saving(encoding: str, delimiter: str) -> None:
    content = csv_of(PER, encoding=encoding).decode(encoding).replace(";", delimiter).encode(encoding)
    head, row = sheets.read(content)
    assert row[0] == "Per Øvrebø"
    assert guessed(head) == {"name": 0, "phone": 1, "email": 2, "since": 3, "birth_year": 4}


def test_a_spreadsheet_is_read_with_its_numbers_whole() -> None:
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Fornavn", "Etternavn", "Telefon"])
        page.write_row(1, 0, ["Bjørg", "Åsheim", 41234567])
    rows = sheets.read(file.getvalue())
    assert rows[1] == ["Bjørg", "Åsheim", "41234567"]
    told = read_row(rows[1], guessed(rows[0]))
    assert (told["name"], told["phone"]) == ("Bjørg Åsheim", "+4741234567")


def test_a_file_that_is_much_larger_inside_is_refused() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.MOST_UNPACKED + 1))
    with pytest.raises(ValidationError, match="larger inside"):
        sheets.read(file.getvalue())


@pytest.mark.parametrize(
    "content", [b"", b"Navn", b"PK\x03\x04 not a book", b"Navn;Tlf\n\x00\x01\x02;1", b"\xd0\xcf\x11\xe0 no"]
)
def test_what_cannot_be_read_is_said_in_a_sentence(browser: Browser, cast: Cast, content: bytes) -> None:
    given = {"file": file_of(content), "workplace": cast.solsiden.pk, "stand": "active"}
    response = browser("kari").post(NEW, given)
    assert response.status_code == 422
    with enter(cast.elvebyen):
        assert not RegisterImport.objects.exists()


@pytest.mark.parametrize("number", ["01017012345", "010170 12345"])
def test_a_national_identity_number_is_never_taken_in(number: str) -> None:
    with pytest.raises(Wrong, match="national identity number"):
        read_row(["Bjørg", number], {"name": 0, "birth_year": 1})


def test_only_the_year_of_a_birthday_is_kept() -> None:
    assert read_row(["Bjørg", "17.05.1951"], {"name": 0, "birth_year": 1})["birth_year"] == 1951


def test_the_columns_can_be_put_right(browser: Browser, bring: Callable, cast: Cast) -> None:
    register = bring("Bjørg;Åsheim", head="Kolonne A;Kolonne B")
    kari, url = browser("kari"), register.get_absolute_url()
    assert fates(kari, register) == ["wrong"]
    response = kari.post(url, {"stand": "active", "phone": "1"})
    assert response.status_code == 422
    assert "Say which column holds the name." in response.text
    kari.post(url, {"stand": "active", "first_name": "0", "last_name": "1"})
    assert fates(kari, register) == ["new"]


# Brought in


def test_they_come_in_as_volunteers_with_a_dated_row_and_nobody_is_written_to(
    browser: Browser, bring: Callable, cast: Cast
) -> None:
    run(browser, bring(BJORG, PER))
    with enter(cast.elvebyen):
        bjorg = Volunteer.objects.with_people().get(person__name="Bjørg Åsheim")
        assert (str(bjorg.person.phone), bjorg.person.birth_year) == ("+4741234567", 1951)
        assert f"{bjorg.started_on:%d.%m.%Y}" == "01.03.2019"
        assert bjorg.is_active
        assert not bjorg.steps.open().exists()
        done = bjorg.steps.done().get(code=Step.FIRST_ASSIGNMENT)
        assert "frivillige.csv" in done.note
        assert Entry.objects.filter(verb="volunteer.imported", about_id=bjorg.person_id).count() == 1
        assert not Notice.objects.exists()
        assert RegisterRow.objects.filter(fate="new").values_list("cells", flat=True).distinct().get() == []
    page = browser("kari").get(bjorg.get_absolute_url()).text
    assert "Brought in from the register «frivillige.csv»" in page


def test_those_who_have_asked_come_in_with_a_promise(browser: Browser, bring: Callable, cast: Cast) -> None:
    run(browser, bring(PER, stand="interested"))
    with enter(cast.elvebyen):
        per = Volunteer.objects.get(person__name="Per Øvrebø")
        assert list(per.steps.open().values_list("code", flat=True)) == [Step.INTERESTED]
        assert per.enquiry.is_open
        assert not Notice.objects.exists()
    assert browser("kari").get(per.get_absolute_url()).status_code == 200


def test_the_same_file_twice_makes_nobody_new(browser: Browser, bring: Callable, cast: Cast) -> None:
    run(browser, bring(BJORG, PER))
    again = bring(BJORG, PER)
    assert fates(browser("kari"), again) == ["here", "here"]
    run(browser, again)
    assert people(cast) == ["Bjørg Åsheim", "Per Øvrebø"]


def test_a_job_that_runs_twice_or_goes_on_after_a_stop_brings_each_in_once(
    browser: Browser, bring: Callable, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("volunteers.tasks.AT_A_TIME", 2)
    register = bring(BJORG, PER, "Anne Li;;anne@hjemme.example;;", "Eva By;;eva@hjemme.example;;")
    run(browser, register)
    bring_in(str(register.municipality_id), str(register.pk))
    assert browser("kari").post(reverse("register_import_started", args=[register.pk])).status_code == 303
    assert people(cast) == ["Anne Li", "Bjørg Åsheim", "Eva By", "Per Øvrebø"]


def test_a_couple_that_shares_a_number_are_two(browser: Browser, bring: Callable, cast: Cast) -> None:
    run(browser, bring("Kari Li;41234567;;;", "Ola Li;41234567;;;"))
    assert people(cast) == ["Kari Li", "Ola Li"]


# And back


def test_it_is_taken_back_whole_as_long_as_nothing_has_happened(
    browser: Browser, bring: Callable, cast: Cast
) -> None:
    with enter(cast.elvebyen):
        before = set(Person.objects.values_list("pk", flat=True))
    register = bring(BJORG, PER)
    run(browser, register)
    page = browser("kari").post(reverse("register_import_undone", args=[register.pk]), follow=True)
    assert "2 who were brought in are gone again." in page.text
    assert people(cast) == []
    with enter(cast.elvebyen):
        assert set(Person.objects.values_list("pk", flat=True)) == before


def test_it_is_not_taken_back_when_something_has_happened(
    browser: Browser, bring: Callable, cast: Cast
) -> None:
    register = bring(BJORG, PER)
    run(browser, register)
    with enter(cast.elvebyen):
        per = Volunteer.objects.get(person__name="Per Øvrebø")
    browser("kari").post(reverse("guidance_request", args=[per.pk]), {"text": "En prat"})
    page = browser("kari").post(reverse("register_import_undone", args=[register.pk]), follow=True)
    assert "something has happened with Per Øvrebø since" in page.text
    assert people(cast) == ["Bjørg Åsheim", "Per Øvrebø"]


def test_a_file_that_was_only_looked_at_is_thrown_away(browser: Browser, bring: Callable, cast: Cast) -> None:
    register = bring(BJORG)
    browser("kari").post(reverse("register_import_thrown_away", args=[register.pk]))
    with enter(cast.elvebyen):
        assert not RegisterRow.objects.exists()


# Who may


@pytest.mark.parametrize(
    ("who", "status"), [("jonas", 200), ("marit", 200), ("eirik", 403), ("berit", 403), ("solrun", 404)]
)
def test_a_register_is_for_those_who_look_after_the_place(
    browser: Browser, bring: Callable, who: str, status: int
) -> None:
    assert browser(who).get(bring(BJORG).get_absolute_url()).status_code == status


@pytest.mark.parametrize("who", ["eirik", "berit", "anne", "solrun"])
@pytest.mark.parametrize(
    "deed", ["register_import_started", "register_import_undone", "register_import_thrown_away"]
)
def test_nobody_else_brings_it_in_or_back(
    browser: Browser, bring: Callable, cast: Cast, who: str, deed: str
) -> None:
    register = bring(BJORG)
    assert browser(who).post(reverse(deed, args=[register.pk])).status_code in (403, 404)
    with enter(cast.elvebyen):
        assert RegisterImport.objects.get().state == "looked_at"


def test_nobody_brings_people_to_anothers_place(browser: Browser, cast: Cast) -> None:
    given = {"file": file_of(csv_of(BJORG)), "workplace": cast.elvebredden.pk, "stand": "active"}
    assert browser("kari").post(NEW, given).status_code == 422


def test_what_was_exported_can_be_brought_in_again(bring: Callable, browser: Browser, cast: Cast) -> None:
    content = sheet("Frivillige", ["Navn", "Telefon"], [["Bjørg Åsheim", "41 23 45 67"]])
    assert fates(browser("kari"), bring(content=content)) == ["new"]


# Looked after


def test_a_file_that_nobody_brought_in_is_not_kept(bring: Callable, cast: Cast) -> None:
    bring(BJORG)
    with time_machine.travel(timezone.now() + timedelta(days=13), tick=False):
        look_after_registers()
    with enter(cast.elvebyen):
        assert RegisterRow.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        look_after_registers()
    with enter(cast.elvebyen):
        assert not RegisterImport.objects.exists()


def test_lines_that_could_not_be_read_are_forgotten_and_their_fate_is_kept(
    browser: Browser, bring: Callable, cast: Cast
) -> None:
    run(browser, bring(BJORG, "Ola;123;;;"))
    with time_machine.travel(timezone.now() + timedelta(days=15), tick=False):
        look_after_registers()
    with enter(cast.elvebyen):
        assert list(RegisterRow.objects.values_list("fate", "cells")) == [("new", []), ("wrong", [])]
    assert people(cast) == ["Bjørg Åsheim"]


def test_a_job_that_was_lost_goes_on_by_itself(
    browser: Browser, bring: Callable, cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    register = bring(BJORG)
    browser("kari").post(reverse("register_import_started", args=[register.pk]))
    later = time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False)
    with later, django_capture_on_commit_callbacks() as woken:
        look_after_registers()
    assert len(woken) == 1
