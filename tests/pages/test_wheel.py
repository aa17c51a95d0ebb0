"""The picture of the wheel: geometry as designed, and every state with its own shape and words."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.pages.samples import wheel
from volunteers.wheel import GROWN, Sector, Wheel, arc, ring_piece

FIRST = "M264.0 81.4A282 282 0 0 1 436.0 81.4L391.5 203.8A152 152 0 0 0 308.5 203.8Z"
FIFTH = "M530.4 582.1A294 294 0 0 1 361.0 643.8L361.0 501.6A152 152 0 0 0 439.0 473.2Z"


def test_first_sector_stands_at_the_top() -> None:
    assert wheel().drawn[0].path == FIRST


def test_next_step_grows_outwards_and_carries_a_sun_arc() -> None:
    drawn = wheel().drawn[4]
    assert drawn.path == FIFTH
    assert drawn.halo == "M535.8 605.6A316 316 0 0 1 372.0 665.2"


def test_late_step_grows_without_the_sun() -> None:
    drawn = wheel(s5="late").drawn[4]
    assert (drawn.path, drawn.halo) == (FIFTH, "")


def test_two_lines_of_name_move_the_mark_up_and_the_time_down() -> None:
    third = wheel().drawn[2]
    assert (third.mark_x, third.mark_y) == ("567.6", "274.6")
    assert [(line.x, line.y) for line in third.names] == [("567.6", "317.6"), ("567.6", "340.6")]
    assert third.when.y == "362.6"


def test_arrows_go_from_nine_over_the_top_and_along_six_to_eight() -> None:
    drawn = wheel()
    assert drawn.back_arc == "M213.2 69.6A312 312 0 0 1 503.6 78.4"
    assert drawn.again_arc == "M336.2 481.3A132 132 0 0 1 233.5 288.0"
    assert arc(10, 0, 90) == "M350.0 340.0A10 10 0 0 1 360.0 350.0"


def test_hub_names_the_late_step_before_the_next() -> None:
    both = wheel(s5="next", s6="late")
    assert both.hub.names == ("Opplæring",)
    assert both.tone == "late"


def test_paused_wheel_fills_nothing_and_says_until_when() -> None:
    paused = wheel(paused="til 1. mars")
    assert [s.state for s in paused.sectors if s.state in ("next", "late")] == []
    assert paused.sectors[4].state == "paused"
    assert f"A{GROWN} " not in "".join(one.path for one in paused.drawn)
    assert (paused.hub.names, paused.hub.when) == (("Pause",), "til 1. mars")


def test_dashed_states_lie_between_the_inner_and_outer_edge() -> None:
    assert wheel(s1="skipped").drawn[0].path == ring_piece(0, 147, 287, 12)
    assert wheel(s1="paused").drawn[0].path == ring_piece(0, 147, 287, 12)


def test_numbers_have_no_comma_in_norwegian() -> None:
    with translation.override("nb"):
        html = render_to_string("parts/wheel.html", {"wheel": wheel()})
    assert 'd="M264.0 81.4A282' in html


def test_description_tells_each_state_in_words() -> None:
    with translation.override("en"):
        said = wheel(s5="late", s8="skipped").description
    assert "Late: Oppfølgingstelefon (innen torsdag)." in said
    assert "Not relevant: Veiledning (ved behov)." in said
    assert "Done: Rekruttering (18. okt.), Interessert frivillig (svar 20. okt.)" in said


def test_an_unknown_state_and_a_missing_step_are_refused() -> None:
    with pytest.raises(ValueError, match="no state 'lost'"):
        Sector(1, ("Rekruttert",), state="lost")
    with pytest.raises(ValueError, match="nine steps"):
        Wheel("Et hjul", wheel().sectors[:8])
