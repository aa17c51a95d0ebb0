"""An address that is made of ids is the one that Django would make."""

import uuid

import pytest
from django.urls import NoReverseMatch, reverse

from foundation.pages.addresses import address


@pytest.mark.parametrize("name", ["volunteer", "first_meeting_guide", "spoken_notice"])
def test_it_is_what_reverse_says(name: str) -> None:
    ids = [uuid.uuid4(), uuid.uuid4()][: 2 if name == "spoken_notice" else 1]
    assert address(name, *ids) == reverse(name, args=ids)
    assert address(name, *ids) != address(name, *(uuid.uuid4() for _id in ids))


def test_the_ids_stand_in_their_order() -> None:
    first, second = uuid.uuid4(), uuid.uuid4()
    assert address("spoken_notice", first, second) == reverse("spoken_notice", args=[first, second])


def test_where_the_address_does_not_exist_it_says_so() -> None:
    with pytest.raises(NoReverseMatch):
        address("volunteer")
