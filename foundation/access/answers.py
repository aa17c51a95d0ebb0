"""Answers that several rooms give."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from foundation.access.gate import helper_for
from foundation.access.links import LinkGone


def link_gone(request: HttpRequest, gone: LinkGone) -> HttpResponse:
    """410: why the one-time link opens nothing any more, and whom to ask for another."""
    context = {"why": gone.why, "helper": helper_for()}
    return render(request, "access/link_gone.html", context, status=HTTPStatus.GONE)
