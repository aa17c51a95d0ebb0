"""Fills in the forms of a page as a person would: what stands there stays, what is required gets something sensible."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from itertools import count

from django.utils import timezone

Attributes = dict[str, str]


@dataclass
class Control:
    name: str
    kind: str  # the type of an input, or "select", "textarea"
    value: str = ""
    required: bool = False
    checked: bool = False
    attributes: Attributes = field(default_factory=dict)
    options: list[tuple[str, bool]] = field(default_factory=list)  # (value, chosen)


@dataclass
class Form:
    action: str
    method: str
    controls: list[Control] = field(default_factory=list)
    button: tuple[str, str] | None = None  # name and value of the first button

    def filled(self) -> dict[str, list[str]]:
        values: dict[str, list[str]] = {}
        moments = count()  # each later than the one before
        ticked = {control.name for control in self.controls if control.checked}
        for control in self.controls:
            if control.name != "csrfmiddlewaretoken" and "disabled" not in control.attributes:
                for value in _answer(control, ticked | values.keys(), moments):
                    values.setdefault(control.name, []).append(value)
        if self.button:
            values.setdefault(self.button[0], []).append(self.button[1])
        return values


def _answer(control: Control, answered: set[str], moments: Iterator[int]) -> list[str]:
    if control.kind == "select":
        chosen = [value for value, is_chosen in control.options if is_chosen and value]
        offered = [value for value, _chosen in control.options if value]
        return chosen or (offered[:1] if control.required or "multiple" not in control.attributes else [])
    if control.kind in ("radio", "checkbox"):
        return [control.value or "on"] if control.checked or control.name not in answered else []
    if control.kind == "file":
        return []
    return [control.value or _something(control, moments)]


def _something(control: Control, moments: Iterator[int]) -> str:
    soon = timezone.localtime() + timedelta(days=2)
    if control.kind in ("time", "datetime-local"):
        day = "" if control.kind == "time" else f"{soon:%Y-%m-%d}T"
        return f"{day}{10 + next(moments) % 10}:00"
    known = {
        "email": "noen@walker.example",
        "tel": "+4790000098",
        "number": control.attributes.get("min") or "1",
        "date": soon.strftime("%Y-%m-%d"),
        "month": soon.strftime("%Y-%m"),
        "search": "",
        "hidden": "",
        "url": "",
    }
    text = "Noe fra Walker"[: int(control.attributes.get("maxlength") or 100)]
    return known.get(control.kind, text if control.required or control.kind != "text" else "")


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms = page, []
        self._by_id: dict[str, Form] = {}
        self._open: Form | None = None
        self._select: Control | None = None
        self._textarea: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = self._form(at)
        elif tag == "option" and self._select:
            self._select.options.append((at.get("value", ""), "selected" in at))
        elif (into := self._by_id.get(at.get("form", "")) or self._open) is None or not at.get("name"):
            return
        elif tag == "button" and at.get("type", "submit") == "submit" and into.button is None:
            into.button = (at["name"], at.get("value", ""))
        elif tag in ("input", "select", "textarea"):
            self._control(into, tag, at)

    def _form(self, at: Attributes) -> Form:
        form = Form(at.get("action") or self.page, at.get("method", "get").upper())
        self.forms.append(form)
        if at.get("id"):
            self._by_id[at["id"]] = form
        return form

    def _control(self, form: Form, tag: str, at: Attributes) -> None:
        kind = at.get("type", "text") if tag == "input" else tag
        if kind in ("submit", "button", "reset", "image"):
            return
        required = "required" in at or at.get("aria-required") == "true"
        control = Control(at["name"], kind, at.get("value", ""), required, "checked" in at, at)
        form.controls.append(control)
        self._select = control if tag == "select" else self._select
        self._textarea = control if tag == "textarea" else None

    def handle_data(self, data: str) -> None:
        if self._textarea is not None:
            self._textarea.value += data.strip()

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None


def forms_of(html: str, page: str) -> list[Form]:
    """The forms of a page; a form without an action goes back to the page's own address. `page` has no host."""
    reader = _Reader(page)
    reader.feed(html)
    return reader.forms
