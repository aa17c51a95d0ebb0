"""Charts: the axis begins at 0, the ends carry labels, the table has every value."""

from foundation.pages.charts import Columns, Trend
from tests.pages.samples import CALLED, COME_AND_GO, TIMELY, draw


def test_line_goes_from_the_first_to_the_last_value() -> None:
    half = Trend("t", "s", "a", ("Month", "Share"), [("may", 0), ("jun", 50), ("jul", 100)], top=100)
    assert half.line == "M30.0 150.0L170.0 88.0L310.0 26.0"
    assert half.area.endswith("V150H30Z")


def test_only_first_and_last_value_are_labelled() -> None:
    assert [t.text for t in TIMELY.texts if t.strong] == ["61 %", "92 %"]


def test_a_value_just_under_the_goal_is_written_below_the_line() -> None:
    first = next(t for t in CALLED.texts if t.strong)
    assert float(first.y) > float(CALLED.goal_y)


def test_columns_of_nothing_are_not_drawn() -> None:
    chart = Columns("t", "s", "a", ("Month", "Begun", "Ended"), [("jun", 4, 0)])
    assert [(box.height, box.open) for box in chart.boxes] == [("124.0", False)]


def test_every_value_stands_in_the_table() -> None:
    assert COME_AND_GO.rows[0] == ("jun", ["4", "2"])
    assert len(TIMELY.rows) == 6


def test_a_chart_without_points_draws_an_empty_axis() -> None:
    empty = Trend("t", "s", "a", ("Month", "Share"))
    assert (empty.line, empty.area, empty.dot, empty.texts) == ("", "", None, [])


def test_chart_is_read_aloud_as_its_story(sample_house: None) -> None:
    assert 'role="img" aria-label="Linje fra 61 prosent' in draw("table")
