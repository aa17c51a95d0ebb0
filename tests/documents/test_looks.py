"""How certificates look: logo, signature drawn by hand, and the municipality's own words (CRS-10)."""

from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from foundation.documents.issuing import issue
from foundation.documents.making import make, page_of
from foundation.documents.models import Document, Picture, Template
from foundation.documents.pictures import FITS, cleaned
from tests.cast import Cast

LOOK = "certificate_look"


def photo(size: tuple[int, int] = (1600, 800), kind: str = "JPEG", **kept: object) -> SimpleUploadedFile:
    """As a phone takes it: turned, and with where it was taken."""
    file = BytesIO()
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    exif[Base.Artist] = "Hemmelig Fotograf"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (61.0, 52.0, 11.0)
    Image.new("RGB", size, "teal").save(file, kind, **({"exif": exif} if kind == "JPEG" else kept))
    return SimpleUploadedFile(f"bilde.{kind.lower()}", file.getvalue())


def put(client: Client, kind: str, file: SimpleUploadedFile) -> int:
    return client.post(reverse(LOOK), {"kind": kind, f"{kind}-picture": file}).status_code


@pytest.fixture
def at_elvebyen(cast: Cast) -> object:
    with cast.at("kari"):
        yield cast


def certificate(cast: Cast, **given: object) -> Document:
    fields = {"course.title": "Introduksjonskurs", "course.leader_name": cast.eirik.name}
    hands = {"course_leader": cast.eirik, "contact": cast.marit}
    return issue("course_certificate", cast.ingrid, fields, by=cast.marit, hands=hands, **given)


# Pictures


def test_nothing_of_what_the_camera_wrote_is_kept_and_the_picture_stands_upright(at_elvebyen: Cast) -> None:
    kept = cleaned(photo())
    with Image.open(BytesIO(kept)) as picture:
        assert picture.format == "PNG"
        assert picture.height > picture.width  # it was turned a quarter
        assert picture.width <= FITS[0]
        assert picture.height <= FITS[1]
        assert not picture.getexif()
        assert picture.info == {}
    assert b"Hemmelig" not in kept


def huge() -> SimpleUploadedFile:
    """Few bytes, many pixels."""
    file = BytesIO()
    Image.new("1", (9000, 9000)).save(file, "PNG")
    return SimpleUploadedFile("stor.png", file.getvalue())


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (lambda: SimpleUploadedFile("x.png", b"<svg onload='alert(1)'/>"), "no picture"),
        (lambda: SimpleUploadedFile("x.png", photo().read()[:300]), "no picture"),
        (lambda: photo(kind="GIF"), "no picture"),
        (lambda: SimpleUploadedFile("x.png", b"0" * (5 * 2**20 + 1)), "5 MB"),
        (huge, "pixels"),
    ],
)
def test_what_is_no_picture_or_far_too_large_is_refused_in_words(file: object, said: str) -> None:
    from django.utils import translation

    with translation.override("en"), pytest.raises(ValidationError, match=said):
        cleaned(file())


def test_the_planner_puts_in_a_logo_and_everybody_only_their_own_signature(cast: Cast) -> None:
    assert put(cast.client_for("kari"), "logo", photo()) == 404
    assert put(cast.client_for("anne"), "hand", photo()) == 403
    assert put(cast.client_for("marit"), "logo", photo()) == 303
    assert put(cast.client_for("eirik"), "hand", photo()) == 303
    with cast.at("kari"):
        hand = Picture.objects.get(kind="hand")
        assert hand.person == cast.eirik
        away = reverse("picture_away", args=[hand.pk])
    assert cast.client_for("marit").post(away).status_code == 403
    assert cast.client_for("solrun").post(away).status_code == 404
    picture = reverse("picture", args=[hand.pk])
    assert cast.client_for("eirik").get(picture)["Content-Type"] == "image/png"
    assert cast.client_for("kari").get(picture).status_code == 403
    assert cast.client_for("eirik").post(away).status_code == 303
    assert put(cast.client_for("marit"), "logo", SimpleUploadedFile("x.png", b"nei")) == 422


def test_everybody_who_works_here_sees_the_logo_that_their_papers_bear(cast: Cast) -> None:
    assert put(cast.client_for("marit"), "logo", photo()) == 303
    with cast.at("kari"):
        logo = reverse("picture", args=[Picture.objects.get(kind="logo").pk])
    assert cast.client_for("kari").get(logo)["Content-Type"] == "image/png"
    assert cast.client_for("solrun").get(logo).status_code == 404


def test_the_database_keeps_one_logo_at_a_time(at_elvebyen: Cast) -> None:
    Picture.objects.create(kind="logo", content=b"x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.create(kind="logo", content=b"y")
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.create(kind="hand", content=b"y")


def test_a_paper_bears_the_pictures_it_was_issued_with(at_elvebyen: Cast) -> None:
    cast = at_elvebyen
    before = certificate(cast)
    logo = Picture.put("logo", cleaned(photo()), by=cast.marit)
    hand = Picture.put("hand", cleaned(photo((500, 200), "PNG")), by=cast.eirik, person=cast.eirik)
    paper = certificate(cast)
    Picture.put("logo", cleaned(photo((300, 300), "PNG")), by=cast.marit)
    Picture.take_away("hand", by=cast.eirik, person=cast.eirik)
    assert paper.pictures == {"logo": str(logo.pk), "course_leader": str(hand.pk)}
    html = page_of(paper).html
    assert logo.address in html
    assert html.count(hand.address) == 1
    assert "image/png" not in page_of(before).html
    make(cast.elvebyen.pk, paper.pk)
    paper.refresh_from_db()
    assert paper.state == "made"
    with default_storage.open(paper.file.name) as file, pikepdf.open(BytesIO(file.read())) as drawn:
        assert len(drawn.pages) == 1
        assert "/Figure" not in structure(drawn)  # decoration: the names stand in words


def structure(drawn: pikepdf.Pdf) -> set[str]:
    kinds = {
        str(one.get("/S")) for one in drawn.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one
    }
    assert "/H1" in kinds
    return kinds


# Words


def words(client: Client, body: str, button: str = "save", language: str = "nb") -> object:
    told = {"title": "Ildsjelbevis", "body": body, button: "1"}
    return client.post(reverse("certificate_words", args=[language]), told)


OWN = """Ildsjelbevis

# {volunteer.name}

har gjennomført {course.title}, {course.date}.

{municipality.name}, {code}, {verify_url}
"""


def test_own_words_are_looked_at_first_and_hold_for_what_is_issued_afterwards(cast: Cast) -> None:
    marit = cast.client_for("marit")
    with cast.at("kari"):
        before = certificate(cast)
    seen = words(marit, OWN, button="look")
    assert "har gjennomført Introduksjonskurs" in seen.text
    with cast.at("kari"):
        assert Template.objects.get(kind="course_certificate", language="nb").current.from_house
    assert words(marit, OWN).status_code == 303
    with cast.at("kari"):
        paper = certificate(cast)
        assert (paper.title, "har gjennomført" in paper.text) == ("Ildsjelbevis", True)
        before.refresh_from_db()
        assert "har fullført" in before.text
    marit.post(reverse("certificate_words_back", args=["nb"]))
    with cast.at("kari"):
        assert "har fullført" in certificate(cast).text
        assert Template.objects.get(kind="course_certificate", language="nb").versions.count() == 3


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (OWN.replace("{code}", ""), "Dette må stå"),
        (OWN + "\n{course.titel}\n", "Vi kjenner ikke"),
        (OWN + "\n| | |\n|---|---|\n| {signature.contact} |\n", "Tabellen med signaturene"),
    ],
)
def test_words_that_make_no_certificate_are_refused_with_what_to_do(cast: Cast, body: str, said: str) -> None:
    response = words(cast.client_for("marit"), body)
    assert response.status_code == 422
    assert said in response.text


def test_only_planners_choose_the_words(cast: Cast) -> None:
    assert words(cast.client_for("kari"), OWN).status_code == 403
    assert words(cast.client_for("marit"), OWN, language="xx").status_code == 404
    assert words(cast.client_for("solrun"), OWN).status_code == 303  # in her own municipality
    with cast.at("kari"):
        assert Template.objects.get(kind="course_certificate", language="nb").current.from_house


# Genuine?


def test_a_certificate_is_checked_from_another_municipality_by_its_code(cast: Cast) -> None:
    with cast.at("kari"):
        paper = certificate(cast)
    solrun, url = cast.client_for("solrun"), reverse("document_check")
    here = solrun.post(url, {"code": paper.code, "issuer": cast.fjordvik.pk}).text
    assert paper.person.name not in here
    there = solrun.post(url, {"code": paper.code, "issuer": cast.elvebyen.pk}).text
    assert f"<dd>{paper.person.name}</dd>" in there
    assert f"<dd>{cast.elvebyen.name}</dd>" in there
    with cast.at("kari"):
        paper.revoke(by=cast.marit, reason="Feil person")
    gone = cast.visitor("fjordvik").post(url, {"code": paper.code, "issuer": cast.elvebyen.pk}).text
    assert paper.person.name not in gone
    assert "Feil person" not in gone


def test_the_coordinator_revokes_a_certificate_with_a_reason_and_the_contact_does_not(cast: Cast) -> None:
    with cast.at("kari"):
        paper = certificate(cast)
    url = reverse("document_revocation", args=[paper.pk])
    assert cast.client_for("kari").post(url, {"reason": "Nei"}).status_code == 403
    cast.client_for("marit").post(url, {"reason": "Var ikke til stede likevel."})
    with cast.at("kari"):
        paper.refresh_from_db()
        assert paper.revoked_reason == "Var ikke til stede likevel."
