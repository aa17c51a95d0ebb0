"""What is written in Python is what Django's templates would have drawn."""

import re

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from foundation.pages import widgets
from foundation.pages.forms import Renderer

NASTY = "\"><script>alert(1)</script>&'"
CHOICES = [
    ("", _("Name")),
    (NASTY, NASTY),
    (3, mark_safe("<b>three</b>")),
    ("Group &", [("a", "A"), ("b", "B")]),
]


def as_read(drawn: str) -> str:
    """White space between and before tags is nobody's."""
    return re.sub(r"\s*(<|>)\s*", r"\1", re.sub(r"\s+", " ", drawn)).replace(" >", ">")


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.Select(choices=CHOICES), NASTY),
        (forms.Select(choices=CHOICES, attrs={"disabled": True, "required": False, "data-x": NASTY}), 3),
        (forms.SelectMultiple(choices=CHOICES), ["a", "b"]),
        (forms.TextInput(attrs={"class": "ds-input", "autofocus": True}), NASTY),
        (forms.TextInput(), None),
        (forms.EmailInput(), "kari@example.org"),
        (forms.NumberInput(attrs={"min": 0, "max": 1}), 0),
        (forms.DateInput(), "2026-11-22"),
        (forms.HiddenInput(), mark_safe("&amp;")),
        (forms.CheckboxInput(), True),
        (forms.CheckboxInput(), False),
        (forms.PasswordInput(), "hemmelig"),
    ],
)
def test_a_widget_is_drawn_as_django_draws_it(widget: forms.Widget, value: object) -> None:
    assert widget.template_name in widgets.DRAWN
    ours = widget.render(NASTY, value, attrs={"id": "id_x"}, renderer=Renderer())
    theirs = widget.render(NASTY, value, attrs={"id": "id_x"}, renderer=TemplatesSetting())
    assert as_read(ours) == as_read(theirs)
    assert "<script>" not in ours
