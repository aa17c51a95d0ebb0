"""The header by role."""

import pytest

from foundation.pages.navigation import ROOM, Navigation, NavItem, register
from tests.pages.samples import KARI, ODDVAR, request_for

pytestmark = pytest.mark.usefixtures("sample_house")


def labels(who: object, path: str = "/") -> list[str]:
    return [entry.label for entry in Navigation(request_for(who, path)).main]


def test_each_role_sees_its_own_entries() -> None:
    assert labels(KARI)[:2] == ["Hva venter", "Frivillige"]
    assert labels(ODDVAR) == ["Min side", "Når og hvor", "Meldinger"]
    assert labels(None)[0] == "Aktiviteter"


def test_staff_pages_are_denser() -> None:
    assert [Navigation(request_for(who)).size for who in (KARI, ODDVAR, None)] == ["sm", "md", "md"]


def test_an_entry_of_an_unknown_address_is_left_out() -> None:
    register(NavItem("elsewhere", "Elsewhere", "no_such_address", roles={"self"}))
    assert "Elsewhere" not in labels(ODDVAR)


def test_current_is_the_longest_address_above_this_page(monkeypatch: pytest.MonkeyPatch) -> None:
    from foundation.pages import navigation

    assert navigation._current(["/", "/kurs/", "/kurs/mine/"], "/kurs/mine/3/") == "/kurs/mine/"
    assert navigation._current(["/", "/kurs/"], "/forum/") is None
    assert navigation._current(["/", "/kurs/"], "/") == "/"


def test_what_the_bar_has_no_room_for_stands_behind_more() -> None:
    for number in range(ROOM):
        register(
            NavItem(f"n{number}", f"N{number}", "sample", roles={"volunteer_contact"}, order=80 + number)
        )
    nav = Navigation(request_for(KARI))

    assert len(nav.bar) == ROOM - 1
    assert [*nav.bar, *nav.more] == nav.main
    assert labels(KARI)[0] == nav.bar[0].label


def test_a_bar_with_room_for_all_has_no_more() -> None:
    assert Navigation(request_for(ODDVAR)).more == []


def test_count_is_asked_for_the_member_and_only_once() -> None:
    asked = []
    register(
        NavItem("late", "Late", "sample", roles={"volunteer_contact"}, count=lambda m: asked.append(m) or 4)
    )
    nav = Navigation(request_for(KARI))
    assert [entry.count for entry in nav.main if entry.label == "Late"] == [4]
    assert nav.main
    assert asked == [KARI]
