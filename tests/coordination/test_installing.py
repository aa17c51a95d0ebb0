"""Samspill as an app, and the picture a browser asks for by itself."""

from tests.cast import Cast


def test_a_browser_that_asks_for_a_picture_by_itself_is_shown_where_it_is(cast: Cast) -> None:
    answer = cast.visitor().get("/favicon.ico")
    assert (answer.status_code, answer["Location"]) == (301, "/static/samspill/mark.svg")
