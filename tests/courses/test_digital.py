"""A digital course that others hold: told by oneself, with the certificate, and confirmed by the contact (CRS-18)."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from courses.models import CompetenceProof, CompetenceRecord, Course
from courses.models.kept import MOST_BYTES, cleaned
from foundation.audit.models import Entry
from foundation.notices.models import Notice
from foundation.people.models import Qualification
from tests.cast import Cast
from tests.volunteers.conftest import in_english
from volunteers.models import Volunteer

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"


@pytest.fixture
def net(cast: Cast, elvebyen: object) -> Course:
    """Ingrid is a volunteer at Solsiden, where Kari is the contact."""
    Volunteer.objects.create(person=cast.ingrid, workplace=cast.solsiden)
    course = Course(title="Sorg", provider="Verdighetsenteret", url="https://example.org/", kind="digital")
    course.write(by=cast.marit)
    return course


def photo(kind: str = "JPEG") -> bytes:
    made, exif = BytesIO(), Image.Exif()
    exif[0x010E] = "taken at home in Elvegata 4"
    Image.new("RGB", (3000, 1500), "white").save(made, kind, exif=exif)
    return made.getvalue()


def tell(cast: Cast, course: Course, content: bytes | None = PDF, **more: object) -> int:
    form = {"completed_on": timezone.localdate().isoformat()} | more
    if content is not None:
        form["proof"] = SimpleUploadedFile("bevis.pdf", content)
    return cast.client_for("ingrid").post(reverse("digital_course_taken", args=[course.pk]), form).status_code


def test_it_counts_when_the_contact_has_confirmed_it(cast: Cast, net: Course) -> None:
    assert tell(cast, net) == 303
    row = CompetenceRecord.objects.get()
    assert (row.person, row.kind, row.provider, row.counts_for) == (
        cast.ingrid,
        "digital",
        "Verdighetsenteret",
        net,
    )
    assert not Qualification.objects.exists()
    cast.client_for("kari").post(reverse("competence_confirmed", args=[row.pk]))
    assert Qualification.objects.get(person=cast.ingrid).code == net.code


def test_the_contact_is_told_once_that_there_is_a_paper_to_look_at(cast: Cast, net: Course) -> None:
    tell(cast, net)
    [notice] = Notice.objects.filter(kind="competence_told", channel="email")
    assert notice.person == cast.kari


def test_what_a_coordinator_writes_in_tells_nobody(cast: Cast, net: Course) -> None:
    told = {"kind": "course", "title": "x", "provider": "y", "year": 2025}
    CompetenceRecord(person=cast.ingrid, **told).tell(by=cast.marit)
    assert not Notice.objects.filter(kind="competence_told").exists()


def test_a_photo_is_drawn_anew_so_that_nothing_of_the_camera_comes_along(cast: Cast, net: Course) -> None:
    assert tell(cast, net, photo()) == 303
    kept = CompetenceProof.objects.get()
    assert b"Elvegata" in photo()
    assert b"Elvegata" not in bytes(kept.file)
    with Image.open(BytesIO(bytes(kept.file))) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (2000, 1000), {})


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", b"\x89PNG\r\n\x1a\nnot really", b"MZ\x90"])
def test_what_is_neither_pdf_nor_picture_is_refused(cast: Cast, net: Course, content: bytes) -> None:
    assert tell(cast, net, content) == 422
    assert not CompetenceRecord.objects.exists()


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(ValidationError):
        cleaned(SimpleUploadedFile("stor.pdf", PDF + b"x" * MOST_BYTES))


def test_a_day_to_come_is_refused(cast: Cast, net: Course) -> None:
    assert tell(cast, net, completed_on="2099-01-01") == 422


def test_the_certificate_is_taken_down_by_the_contact_and_by_oneself_only(cast: Cast, net: Course) -> None:
    tell(cast, net)
    url = reverse("competence_proof", args=[CompetenceProof.objects.get().pk])
    for key in ("ingrid", "kari"):
        answer = cast.client_for(key).get(url)
        assert answer.content == PDF
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
    assert Entry.objects.filter(is_read=True, about_id=cast.ingrid.pk, actor_id=cast.kari.pk).exists()
    assert cast.client_for("solveig").get(url).status_code == 403
    assert cast.client_for("solrun").get(url).status_code == 404


def test_the_page_lists_what_can_be_taken_and_how_it_went(cast: Cast, net: Course) -> None:
    ingrid, url = in_english(cast.client_for("ingrid")), reverse("digital_courses")
    assert "I have taken it" in ingrid.get(url).text
    tell(cast, net)
    assert "Waits to be confirmed" in ingrid.get(url).text


def test_a_course_of_our_own_is_not_told_this_way(cast: Cast, net: Course, course: Course) -> None:
    assert tell(cast, course) in (403, 404)
    assert not CompetenceRecord.objects.exists()


def test_a_digital_course_is_somewhere_and_somebodys(cast: Cast, net: Course) -> None:
    form = {"title": "x", "kind": "digital", "minutes": 30, "for_volunteers": "on"}
    assert cast.client_for("marit").post(reverse("course_new"), form).status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        Course.objects.create(code="x", title="x", kind="digital")
