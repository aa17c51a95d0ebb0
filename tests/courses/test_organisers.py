"""A course with co-organisers: what each does, what it costs and what is agreed (CRS-13); staff courses open to volunteers (CRS-15)."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from courses.models import CoOrganiser, Course
from foundation.audit.models import Entry
from tests.cast import Cast
from tests.courses.conftest import plan


def told(cast: Cast) -> dict[str, object]:
    agreed = {
        "cost": "2500",
        "agreed_on": "2026-01-05",
        "agreement": "To forelesere og rom, to kvelder i året.",
    }
    return {"partner": cast.omsorgslaget.pk, "part": "Stiller med to forelesere"} | agreed


def test_who_holds_it_with_us_stands_on_the_course_and_where_people_sign_up(
    cast: Cast, course: Course
) -> None:
    marit, url = cast.client_for("marit"), reverse("co_organiser_new", args=[course.pk])
    marit.post(url, told(cast))
    assert marit.post(url, told(cast)).status_code == 422  # they do already
    session = plan(course, cast, timezone.now() + timedelta(days=6))
    session.open_to_all = True
    session.save()
    page = cast.client_for("kari").get(course.get_absolute_url()).text
    assert "Stiller med to forelesere" in page
    assert "To forelesere og rom" in page
    name = CoOrganiser.objects.get().partner.name
    assert name in cast.visitor().get(reverse("open_course", args=[session.pk])).text


def test_only_planners_write_it_down_and_take_it_out(cast: Cast, course: Course) -> None:
    url = reverse("co_organiser_new", args=[course.pk])
    assert cast.client_for("kari").post(url, told(cast)).status_code == 403
    assert cast.client_for("solrun").post(url, told(cast)).status_code == 404
    marit = cast.client_for("marit")
    marit.post(url, told(cast))
    row = CoOrganiser.objects.get()
    marit.post(reverse("co_organiser", args=[row.pk]), told(cast) | {"part": "Inviterer sine egne"})
    row.refresh_from_db()
    assert row.part == "Inviterer sine egne"
    out = reverse("co_organiser_out", args=[row.pk])
    assert cast.client_for("kari").post(out).status_code == 403
    marit.post(out)
    assert not CoOrganiser.objects.exists()
    assert Entry.objects.filter(verb__startswith="course.organiser").count() == 3


def agreement(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("avtale.pdf", content)


def test_the_agreement_is_attached_and_taken_down_by_whoever_reads_the_courses(
    cast: Cast, course: Course
) -> None:
    marit = cast.client_for("marit")
    signed = b"%PDF-1.7\n%%EOF"
    marit.post(reverse("co_organiser_new", args=[course.pk]), told(cast) | {"paper": agreement(signed)})
    url = reverse("co_organiser_agreement", args=[CoOrganiser.objects.get().pk])
    assert url in cast.client_for("kari").get(course.get_absolute_url()).text
    taken = cast.client_for("kari").get(url)
    assert (taken.content, taken["X-Content-Type-Options"]) == (signed, "nosniff")
    assert taken["Content-Disposition"].startswith("attachment")
    assert cast.client_for("ingrid").get(url).status_code == 403
    assert cast.client_for("solrun").get(url).status_code == 404
    assert Entry.objects.filter(verb="course.agreement", actor_id=cast.marit.pk).count() == 1


def test_a_newer_agreement_takes_the_place_of_the_former_and_can_be_taken_away(
    cast: Cast, course: Course
) -> None:
    marit = cast.client_for("marit")
    marit.post(reverse("co_organiser_new", args=[course.pk]), told(cast) | {"paper": agreement(b"%PDF-1")})
    row = CoOrganiser.objects.get()
    page, file = reverse("co_organiser", args=[row.pk]), reverse("co_organiser_agreement", args=[row.pk])
    marit.post(page, told(cast) | {"paper": agreement(b"%PDF-2")})
    assert marit.get(file).content == b"%PDF-2"
    marit.post(page, told(cast))  # without a file nothing is changed
    assert marit.get(file).content == b"%PDF-2"
    marit.post(page, told(cast) | {"without_paper": "on"})
    assert marit.get(file).status_code == 404
    assert file not in marit.get(course.get_absolute_url()).text


def test_what_is_no_agreement_is_refused_and_nothing_is_written(cast: Cast, course: Course) -> None:
    sent = told(cast) | {"paper": agreement(b"<script>alert(1)</script>")}
    answer = cast.client_for("marit").post(reverse("co_organiser_new", args=[course.pk]), sent)
    assert answer.status_code == 422
    assert not CoOrganiser.objects.exists()


def test_a_staff_course_or_a_motivation_event_that_is_open_to_volunteers_stands_in_the_portal(
    cast: Cast, course: Course
) -> None:
    event = Course(
        title="Inspirasjonskveld", kind="event", minutes=90, for_employees=True, for_volunteers=False
    )
    event.write(by=cast.marit)
    session = plan(event, cast, timezone.now() + timedelta(days=6))
    ingrid, portal = cast.client_for("ingrid"), reverse("open_courses")
    assert "Inspirasjonskveld" not in ingrid.get(reverse("my_courses")).text
    assert "Inspirasjonskveld" not in cast.visitor().get(portal).text
    event.for_volunteers = True
    event.write(by=cast.marit)
    session.open_to_all = True
    session.save()
    assert "Inspirasjonskveld" in ingrid.get(reverse("my_courses")).text
    assert "Inspirasjonskveld" in cast.visitor().get(portal).text
