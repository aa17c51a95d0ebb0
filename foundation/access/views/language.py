"""Choosing the language of the pages, by a plain form (SYS-06)."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.views import i18n
from django.views.decorators.http import require_POST

from foundation.access.gate import public
from foundation.tenancy.middleware import offered


@public
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Kept in a cookie for a visitor, on the person for somebody who is logged in; then back to the same page."""
    language = request.POST.get("language", "")
    if language not in offered(request):
        raise BadRequest(f"nobody reads {language!r} here")
    response = i18n.set_language(request)
    if request.member:
        request.member.person.read_in(language, by=request.member)
        response.cookies.pop(settings.LANGUAGE_COOKIE_NAME)  # wards share their computers
    return response
