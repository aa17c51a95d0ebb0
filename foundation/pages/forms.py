"""How every form is drawn. A form class needs nothing but Django; `settings.FORM_RENDERER` points here.

Dates, times and moments get the browser's own fields; radios and several checkboxes become pills; what is optional is
marked, the required is not; help stands above the field, the error below, both read aloud with it.
"""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Widget

from foundation.pages import widgets

#: widget class -> input type and the value's form in that type
NATIVE = {
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.TimeInput: ("time", "%H:%M"),
}
DJANGO_TEXTAREA = ("40", "10")


class BoundField(forms.BoundField):
    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        _make_native(field.widget)

    @property
    def kind(self) -> str:
        """What the field template draws: check, choices, file, hidden, several, or the input's type."""
        widget = self.field.widget
        if widget.is_hidden:
            return "hidden"
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "choices"
        if isinstance(widget, forms.CheckboxInput):
            return "check"
        if isinstance(widget, forms.FileInput):
            return "file"
        if isinstance(widget, forms.MultiWidget):
            return "several"
        return getattr(widget, "input_type", "") or type(widget).__name__.lower()

    @property
    def is_optional(self) -> bool:
        return not self.field.required and self.kind != "check" and not getattr(self.field, "unmarked", False)

    @property
    def anchor(self) -> str:
        """Where the error summary leads: the input, or the set of pills."""
        return self.id_for_label or self.auto_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        used = widget or self.field.widget
        if self.kind not in ("choices", "hidden"):
            mine = attrs.get("class") or used.attrs.get("class", "")
            attrs["class"] = f"ds-input {mine}".strip()
        if isinstance(used, forms.RadioSelect):
            attrs.pop("aria-invalid", None)  # the role radio does not have it; the set is described instead
        return attrs


class Renderer(TemplatesSetting):
    form_template_name = "django/forms/form.html"
    field_template_name = "django/forms/field.html"
    formset_template_name = "django/forms/formset.html"
    bound_field_class = BoundField

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        drawn = widgets.DRAWN.get(template_name)
        return drawn(context["widget"]) if drawn else super().render(template_name, context, request)


def _make_native(widget: Widget) -> None:
    """A plain date, time or moment becomes the browser's field, unless the form chose its own type."""
    if (
        isinstance(widget, forms.Textarea)
        and (widget.attrs.get("cols"), widget.attrs.get("rows")) == DJANGO_TEXTAREA
    ):
        widget.attrs = {**widget.attrs, "rows": "4"}
        del widget.attrs["cols"]  # as wide as the column
    if getattr(widget, "input_type", "") != "text":
        return
    for kind, (input_type, pattern) in NATIVE.items():
        if isinstance(widget, kind):
            widget.input_type = input_type
            widget.format = widget.format or pattern
            return
