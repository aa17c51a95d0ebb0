from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from foundation.people.models import Qualification
from foundation.tenancy.ids import uuid7
from foundation.tenancy.models import Municipality
from tests.cast import Cast

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("granted", "until", "holds"),
    [(0, None, True), (0, 0, True), (-400, -1, False), (1, None, False)],
)
def test_a_qualification_counts_from_its_day_to_its_last(
    cast: Cast, elvebyen: Municipality, granted: int, until: int | None, holds: bool
) -> None:
    Qualification.objects.create(
        person=cast.ingrid,
        code="introduction",
        title="Introduksjonskurs",
        granted_on=DAY + timedelta(days=granted),
        valid_until=None if until is None else DAY + timedelta(days=until),
    )
    assert cast.ingrid.is_qualified("introduction", DAY) is holds
    assert cast.solveig.is_qualified("introduction", DAY) is False


def test_the_same_course_qualifies_once(cast: Cast, elvebyen: Municipality) -> None:
    what = {
        "person": cast.ingrid,
        "code": "introduction",
        "title": "Introduksjonskurs",
        "granted_on": DAY,
        "source_id": uuid7(),
    }
    Qualification.objects.create(**what)
    with pytest.raises(IntegrityError, match="qualification_once"), transaction.atomic():
        Qualification.objects.create(**what)
