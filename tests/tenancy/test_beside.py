"""Rows that are brought along as JSON are the rows that Django would have fetched."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import OuterRef, Value
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.people.models import Person, Qualification
from foundation.tenancy.beside import beside, brought
from foundation.tenancy.ids import uuid7
from tests.cast import Cast

TODAY = timezone.localdate()


@pytest.fixture
def taught(cast: Cast) -> Person:
    with cast.at("kari"):
        for number in range(3):
            Qualification.objects.create(
                person=cast.ingrid,
                code=f"c{number}",
                title="Å møte «andre»\n",
                granted_on=TODAY - timedelta(days=number),
                valid_until=TODAY if number else None,
                source_id=uuid7() if number else None,
            )
        yield cast.ingrid


def test_they_hold_what_django_gives_in_the_same_order(taught: Person) -> None:
    rows = Person.objects.annotate(had=beside(Qualification.objects.filter(person=OuterRef("pk"))))
    with CaptureQueriesContext(connection) as asked:
        found = brought(Qualification, rows.get(pk=taught.pk).had)
    assert len(asked) == 1

    theirs = list(taught.qualifications.all())
    assert len(theirs) == 3
    for one, other in zip(found, theirs, strict=True):
        fields = [field.attname for field in Qualification._meta.concrete_fields]
        assert [getattr(one, name) for name in fields] == [getattr(other, name) for name in fields]
        assert one._state.adding is False


def test_some_fields_and_what_is_reckoned_beside_them(taught: Person) -> None:
    known = Qualification.objects.filter(person=OuterRef("pk")).annotate(words=Value("kan det"))
    rows = Person.objects.annotate(had=beside(known[:1], "code", "granted_on", "words"))
    (one,) = brought(Qualification, rows.get(pk=taught.pk).had)
    assert (one.code, one.granted_on, one.words) == ("c0", TODAY, "kan det")
    assert "title" in one.get_deferred_fields()


def test_nothing_is_an_empty_list(taught: Person, cast: Cast) -> None:
    rows = Person.objects.annotate(had=beside(Qualification.objects.filter(person=OuterRef("pk"))))
    assert brought(Qualification, rows.get(pk=cast.kari.pk).had) == []
