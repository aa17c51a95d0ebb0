"""How a view answers: with a page, a named part of it, or by going on after a deed."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.contrib import messages
from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect


class HasAddress(Protocol):
    def get_absolute_url(self) -> str: ...


def page(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    """The page; 422 and "Error:" first in its title when a bound form in the context has errors."""
    wrong = any(in_error(value) for value in context.values())
    return render(request, template, {"has_errors": wrong, **context}, status=422 if wrong else 200)


def partial(request: HttpRequest, template: str, name: str, **context: Any) -> HttpResponse:
    """The named partial when htmx asks for the element of that id, else the whole page.

    Vary keeps the browser from showing a fragment as a page on Back.
    """
    asked = bool(getattr(request, "htmx", None)) and request.htmx.target == name
    response = page(request, f"{template}#{name}" if asked else template, **context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def done(
    request: HttpRequest,
    to: HasAddress | str,
    message: str = "",
    undo: str | None = None,
) -> HttpResponse:
    """After a deed: keep the receipt for the next page and go there, also when htmx asked.

    `undo` is a path that takes a POST; the receipt then offers "Undo".
    """
    if message:
        messages.success(request, message, extra_tags=f"undo:{undo}" if undo else "")
    url = resolve_url(to)
    if getattr(request, "htmx", None) and not request.htmx.boosted:
        return HttpResponseClientRedirect(url)
    return SeeOther(url)


class SeeOther(HttpResponseRedirect):
    """303: the next request is a GET, whatever this one was."""

    status_code = 303


def in_error(value: object) -> bool:
    """Is this a bound form or formset with errors, or a list that holds one?"""
    if isinstance(value, BaseForm | BaseFormSet):
        return value.is_bound and not value.is_valid()
    if isinstance(value, list | tuple):
        return any(in_error(one) for one in _forms(value))
    return False


def _forms(values: Iterable[object]) -> list[object]:
    return [one for one in values if isinstance(one, BaseForm | BaseFormSet)]
