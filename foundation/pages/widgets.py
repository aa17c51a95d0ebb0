"""The parts of a form that a page has most of, written in Python: a place's list of two hundred is one string, not two hundred templates.

As Django's own templates of the same names draw them, but for white space; `foundation.pages.forms.Renderer` asks here first.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.utils.safestring import SafeString, mark_safe


def text(value: Any) -> str:
    """As `conditional_escape`, without asking first whether it is to wait."""
    said = str(value)
    return said if hasattr(said, "__html__") else escape(said)


def attributes(given: Mapping[str, Any]) -> str:
    """False leaves one out, True has no value."""
    return "".join(
        f" {name}" if value is True else f' {name}="{text(value)}"'
        for name, value in given.items()
        if value is not False
    )


def select(widget: Mapping[str, Any]) -> SafeString:
    groups = "".join(_group(name, options) for name, options, _number in widget["optgroups"])
    return mark_safe(f'<select name="{text(widget["name"])}"{attributes(widget["attrs"])}>{groups}</select>')


def _group(name: Any, options: list[Mapping[str, Any]]) -> str:
    drawn = "".join(
        f'<option value="{text(one["value"])}"{attributes(one["attrs"])}>{text(one["label"])}</option>'
        for one in options
    )
    return f'<optgroup label="{text(name)}">{drawn}</optgroup>' if name else drawn


def field(widget: Mapping[str, Any]) -> SafeString:
    """One of the browser's own: text, mail, number, day."""
    value = widget["value"]
    said = "" if value is None else f' value="{text(value)}"'
    name = text(widget["name"])
    return mark_safe(f'<input type="{widget["type"]}" name="{name}"{said}{attributes(widget["attrs"])}>')


INPUTS = (
    "checkbox",
    "date",
    "datetime",
    "email",
    "hidden",
    "input",
    "number",
    "password",
    "search",
    "tel",
    "text",
    "time",
    "url",
)
DRAWN: dict[str, Callable[[Mapping[str, Any]], SafeString]] = {
    "django/forms/widgets/select.html": select,
    **{f"django/forms/widgets/{name}.html": field for name in INPUTS},
}
