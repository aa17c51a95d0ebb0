"""Error pages that help: what happened, and who or where to go to. `config/urls.py` names these views."""

import sys
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from foundation.pages.posted import posted
from foundation.pages.request_id import current_id


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400"""
    return _page(request, "errors/400.html", HTTPStatus.BAD_REQUEST)


def no_access(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403; the exception may carry `helper`: a person, or a sentence, that tells who can help."""
    return _page(
        request,
        "errors/403.html",
        HTTPStatus.FORBIDDEN,
        helper=getattr(exception, "helper", None),
        reason=getattr(exception, "reason", ""),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; the exception may carry `element`, the part of the model that the municipality does not use."""
    element = getattr(exception, "element", "")
    if not element:
        return _page(request, "errors/404.html", HTTPStatus.NOT_FOUND)
    title = _("This is not in use here")
    return _page(request, "errors/not_in_use.html", HTTPStatus.NOT_FOUND, title=title, element=element)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF: most often a page that stood open overnight."""
    return _page(request, "errors/old_form.html", HTTPStatus.FORBIDDEN)


def our_fault(request: HttpRequest) -> HttpResponse:
    """500, without database, session or navigation: any of them may be what broke. 503 when it is the database that is away."""
    if isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return _away(request)
    try:
        html = render_to_string("errors/500.html", {"request_id": current_id()})
    except Exception:  # the page about the fault must not fail itself
        html = (
            "<!doctype html><title>Samspill</title><h1>Noe gikk galt hos oss</h1><p>Prøv igjen om litt.</p>"
        )
    return HttpResponse(html, status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _away(request: HttpRequest) -> HttpResponse:
    """What was sent goes back with the page, with the token it came with, so that nobody writes it twice."""
    fields = [] if request.FILES else posted(request)
    context = {"fields": fields, "path": request.get_full_path(), "request_id": current_id()}
    language = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    with translation.override(
        language if language in dict(settings.LANGUAGES) else translation.get_language()
    ):
        html = render_to_string("errors/away.html", context)
    return HttpResponse(html, status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "30"})


def _page(request: HttpRequest, template: str, status: HTTPStatus, **context: Any) -> HttpResponse:
    """A fault may be found before the middlewares have said who this is: then the bare page."""
    context = {"request_id": current_id(), "title": _TITLES[status](), **context}
    if not hasattr(request, "member"):
        return HttpResponse(render_to_string("errors/bare.html", context), status=status)
    return render(request, template, context, status=status)


_TITLES = {
    HTTPStatus.BAD_REQUEST: lambda: _("We did not understand that"),
    HTTPStatus.FORBIDDEN: lambda: _("This page is for others"),
    HTTPStatus.NOT_FOUND: lambda: _("The page does not exist"),
}
