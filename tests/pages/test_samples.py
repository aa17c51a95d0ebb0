"""Every part draws, in whole pages, with nothing forbidden by our content-security policy."""

import re

import pytest

from tests.pages.samples import PAGES, draw


@pytest.mark.parametrize("name", PAGES)
def test_sample_page_draws_without_inline_style_or_script(sample_house: None, name: str) -> None:
    html = draw(name)
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", html) == []
    assert html.count("<h1") == 1
    assert html.count("<main") == 1


def test_title_of_a_page_with_errors_begins_with_error(sample_house: None) -> None:
    assert "<title>Error: Meld interesse – Elvebyen kommune</title>" in draw("form-error")
    assert "<title>Meld interesse – Elvebyen kommune</title>" in draw("form")
