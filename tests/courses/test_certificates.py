"""Certificates for everybody who came (CRS-10)."""

from django.urls import reverse

from courses.models import Certificate, CourseSession
from foundation.documents.making import make
from foundation.documents.models import Document
from foundation.notices.models import Notice
from foundation.people.models import Qualification
from tests.cast import Cast


def close(held: CourseSession, cast: Cast) -> None:
    held.cover(list(held.course.topics.all()), by=cast.marit)
    held.event.mark(cast.ingrid, True, by=cast.marit)
    held.event.mark(cast.solveig, False, by=cast.marit)
    held.close(by=cast.marit)


def test_only_those_who_came_are_qualified_and_get_a_certificate(cast: Cast, held: CourseSession) -> None:
    close(held, cast)
    assert [one.person for one in Certificate.objects.all()] == [cast.ingrid]
    assert [one.person for one in Qualification.objects.filter(code="introduction")] == [cast.ingrid]


def test_closing_twice_makes_no_second_certificate(cast: Cast, held: CourseSession) -> None:
    close(held, cast)
    held.close(by=cast.marit)
    assert Certificate.objects.count() == 1


def test_certificate_names_person_course_and_what_was_covered(cast: Cast, held: CourseSession) -> None:
    close(held, cast)
    text = Document.objects.get(kind="course_certificate").text
    for expected in (
        "Ingrid Solheim",
        "Introduksjonskurs for nye frivillige",
        "taushetsplikt",
        "Elvebyen bibliotek",
    ):
        assert expected in text


def test_mail_with_a_link_goes_when_the_certificate_is_drawn(cast: Cast, held: CourseSession) -> None:
    close(held, cast)
    document = Document.objects.get(kind="course_certificate")
    assert not Notice.objects.filter(kind="certificate_ready").exists()
    make(cast.elvebyen.pk, document.pk)
    document.refresh_from_db()
    assert document.state == "made"
    notice = Notice.objects.get(kind="certificate_ready", channel="email")
    assert (notice.person, notice.url) == (cast.ingrid, reverse("my_courses"))


def test_volunteer_finds_the_certificate_on_my_courses(cast: Cast, held: CourseSession) -> None:
    close(held, cast)
    page = cast.client_for("ingrid").get(reverse("my_courses"))
    assert page.status_code == 200
    assert held.course.title in page.content.decode()
    assert page.context["certificates"].count() == 1


def test_contact_sees_the_courses_of_a_volunteer_in_a_box(cast: Cast, held: CourseSession) -> None:
    close(held, cast)
    box = cast.client_for("kari").get(reverse("courses_of_person", args=[cast.ingrid.pk]))
    assert held.course.title in box.content.decode()


def test_progress_of_the_certificates_is_shown_until_all_are_made(cast: Cast, held: CourseSession) -> None:
    close(held, cast)
    marit, url = cast.client_for("marit"), reverse("course_certificates", args=[held.pk])
    assert "every 2s" in marit.get(url).content.decode()
    make(cast.elvebyen.pk, Document.objects.get(kind="course_certificate").pk)
    assert "every 2s" not in marit.get(url).content.decode()


def test_the_certificate_is_in_the_language_of_whoever_came(cast: Cast, held: CourseSession) -> None:
    cast.ingrid.language = "en"
    cast.ingrid.save()
    close(held, cast)
    text = Document.objects.get(kind="course_certificate").text
    assert "Introduction course for new volunteers" in text
    assert ", 3 hours\n" in text
    assert "confidentiality" in text
    make(cast.elvebyen.pk, Document.objects.get(kind="course_certificate").pk)
    notice = Notice.objects.get(kind="certificate_ready", channel="email")
    assert notice.fields["course.title"] == "Introduction course for new volunteers"


def test_a_name_that_changed_afterwards_is_answered_as_on_the_paper_and_issued_anew(
    cast: Cast, held: CourseSession
) -> None:
    close(held, cast)
    old = Document.objects.get(kind="course_certificate")
    cast.ingrid.name = "Ingrid Solheim Vik"
    cast.ingrid.save()
    visitor, check = cast.visitor(), reverse("document_check")
    assert "<dd>Ingrid Solheim</dd>" in visitor.post(check, {"code": old.code}).content.decode()
    marit, url = (
        cast.client_for("marit"),
        reverse("course_certificate_anew", args=[Certificate.objects.get().pk]),
    )
    assert cast.client_for("kari").post(url).status_code == 403
    marit.post(url)
    marit.post(url)
    new = Certificate.objects.get().document
    assert "# Ingrid Solheim Vik" in new.text
    assert Document.objects.filter(kind="course_certificate").count() == 2
    old.refresh_from_db()
    assert old.is_revoked
    assert "<dd>Ingrid Solheim Vik</dd>" in visitor.post(check, {"code": new.code}).content.decode()
    assert "Papiret gjelder ikke" in visitor.post(check, {"code": old.code}).content.decode()
    history = marit.get(reverse("course_certificates", args=[held.pk])).text
    assert f"{old.code} til Ingrid Solheim gjelder ikke siden" in history
