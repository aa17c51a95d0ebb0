"""A number that is read from the database once is not worked out again, and is what it was."""

import pytest
from django.db import connection

from foundation.people import phones
from foundation.people.models import Person
from foundation.tenancy.context import enter
from tests.cast import Cast

NUMBER = "+4740012345"


def test_it_is_read_as_a_number_and_worked_out_once(cast: Cast) -> None:
    with enter(cast.elvebyen):
        Person.objects.filter(pk=cast.ingrid.pk).update(phone=NUMBER)
        phones.parsed.cache_clear()
        read = [Person.objects.get(pk=cast.ingrid.pk).phone for _time in range(3)]
    assert {one.as_international for one in read} == {"+47 40 01 23 45"}
    assert phones.parsed.cache_info().misses == 1


@pytest.mark.parametrize("kept", ["", "abc"])
def test_what_is_no_number_stays_as_it_stands(cast: Cast, kept: str) -> None:
    with enter(cast.elvebyen):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE people_person SET phone = %s WHERE id = %s", [kept, cast.ingrid.pk])
        assert str(Person.objects.get(pk=cast.ingrid.pk).phone) == kept
