"""An address that is made of ids is the one that Django would make."""

import uuid
from collections.abc import Callable

import pytest
from django.template import Context, Template
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


ONE = uuid.uuid4()


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("{% url 'volunteer' one %}", lambda: reverse("volunteer", args=[ONE])),
        ("{% url name one as to %}<{{ to }}>", lambda: f"<{reverse('volunteer', args=[ONE])}>"),
        ("{% url 'volunteer' volunteer_id=one %}", lambda: reverse("volunteer", args=[ONE])),
        ("{% url 'volunteer' text %}", lambda: reverse("volunteer", args=[ONE])),
        ("{% url 'volunteers' %}?step=call", lambda: f"{reverse('volunteers')}?step=call"),
        ("{% url 'nowhere' one as to %}<{{ to }}>", lambda: "<>"),
    ],
)
def test_the_tag_says_what_djangos_says(template: str, told: Callable[[], str]) -> None:
    context = Context({"one": ONE, "text": str(ONE), "name": "volunteer"})
    assert Template(template).render(context) == told()


def test_the_tag_tells_of_an_address_that_does_not_exist() -> None:
    with pytest.raises(NoReverseMatch):
        Template("{% url 'nowhere' one %}").render(Context({"one": ONE}))
