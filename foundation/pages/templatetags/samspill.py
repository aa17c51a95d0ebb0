"""The tags and filters of our templates: {% load samspill %}."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django import template
from django.conf import settings
from django.contrib.messages.storage.base import Message
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BaseFormSet, Field
from django.template import Context
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.pages import faces, icons, moments, numbers
from foundation.pages.forms import BoundField
from foundation.pages.languages import NAMES

register = template.Library()


@register.simple_tag
def icon(name: str, modifier: str = "") -> SafeString:
    return icons.icon(name, modifier)


@register.simple_tag
def face(who: object, size: str = "") -> SafeString:
    return faces.face(who, size)


@register.simple_tag
def state(name: str, text: str = "") -> SafeString:
    return icons.state(name, text)


@register.simple_block_tag
def said(content: str) -> str:
    """What stands in several places is made once: `{% said as name %}…{% endsaid %}`."""
    return content


@register.simple_tag
def word(code: str, form: str = "singular") -> str:
    """The municipality's own word; `settings.WORD` names the function that knows it."""
    return import_string(settings.WORD)(code, form)


@register.simple_tag
def title_word(code: str, form: str = "singular") -> str:
    """The same at the beginning of a sentence or as a title."""
    return capfirst(word(code, form))


@register.simple_tag
def drawing(name: str) -> SafeString:
    """A drawing of `parts/drawings/`; the river where there is none of that name."""
    for candidate in (name, "river"):
        try:
            return mark_safe(get_template(f"parts/drawings/{candidate}.svg").render())
        except TemplateDoesNotExist:
            continue
    raise TemplateDoesNotExist(name)


@register.simple_tag(takes_context=True)
def who_to_ask(context: Context) -> Any:
    """The person to ask about this municipality, or None; `settings.WHO_TO_ASK` names the function."""
    request = context.get("request")
    if not getattr(request, "municipality", None):
        return None
    return import_string(settings.WHO_TO_ASK)()


@register.simple_tag(takes_context=True)
def languages(context: Context) -> list[dict[str, Any]]:
    """The languages to choose among, each under its own name."""
    municipality = getattr(context.get("request"), "municipality", None)
    codes = getattr(municipality, "languages", None) or [code for code, _name in settings.LANGUAGES]
    spoken = get_language()
    codes = codes if spoken in codes else [*codes, spoken]  # somebody's own choice, from before
    return [{"code": code, "name": NAMES.get(code, code), "current": code == spoken} for code in codes]


@register.filter
def day(value: date | datetime | None, how: str = "") -> str:
    if not value:
        return ""
    return moments.dated(value) if how == "dated" else moments.day(value, how)


@register.filter
def clock(value: datetime | time | None) -> str:
    return moments.clock(value) if value is not None and value != "" else ""


@register.filter
def span(start: datetime | None, end: datetime | None) -> str:
    return moments.span(start, end) if start else ""


register.filter("how_long", moments.length)


@register.filter
def undo_url(message: Message) -> str:
    """The path of a receipt's "Undo", kept in its extra tags as undo:<path>."""
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix("undo:") for tag in tags if tag.startswith("undo:")), "")


@register.filter
def tone(message: Message) -> str:
    """A message's level as Designsystemet's colour."""
    return {"error": "danger", "debug": "info"}.get(message.level_tag, message.level_tag)


@register.filter
def in_words(count: int) -> str:
    """ "to", "sju": inside a sentence."""
    return numbers.in_words(count).lower()


register.filter("national", numbers.national)
register.filter("lasted", moments.lasted)


@register.filter
def tel(number: object) -> str:
    """What a telephone link dials: digits and a leading plus."""
    return "".join(c for c in str(number) if c.isdigit() or c == "+")


@register.filter
def share(part: float, whole: float) -> int:
    """`part` of `whole` on a scale of 100, for the length of a bar."""
    return round(100 * part / whole) if whole else 0


@register.filter
def share_of_largest(value: float, bars: list[Any]) -> int:
    largest = max((bar["value"] if isinstance(bar, dict) else bar.value for bar in bars), default=0)
    return share(value, largest)


@register.filter
def and_list(names: Iterable[object]) -> str:
    """ "Kari, Jonas og Ingrid"."""
    words = [str(name) for name in names]
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


@register.simple_tag
def error_list(form: BaseForm | BaseFormSet) -> list[dict[str, str]]:
    """What the error summary shows: each message with the field it leads to."""
    general = form.non_form_errors() if isinstance(form, BaseFormSet) else form.non_field_errors()
    found = [{"text": str(text), "label": "", "anchor": ""} for text in general]
    for field in [] if isinstance(form, BaseFormSet) else form:
        found += [_error(field, error) for error in field.errors.as_data()]
    return found


def _error(field: BoundField, error: ValidationError) -> dict[str, str]:
    """A sentence written for the field stands alone; one that is said of any field needs the field's name before it."""
    label = str(field.label)
    label = label if label.endswith(("?", "!", ".", "…")) else f"{label}:"
    said_of_any = error.code and error.message == _usual(field.field, error.code)
    return {"text": error.messages[0], "label": label if said_of_any else "", "anchor": field.anchor}


def _usual(field: Field, code: str) -> str | None:
    """Django's own sentence for what is wrong; None when it comes from a validator, which has its own."""
    told = (kind.__dict__.get("default_error_messages", {}) for kind in type(field).__mro__)
    return next((messages[code] for messages in told if code in messages), None)
