"""The root host's front page: what Samspill is, and the municipalities that use it."""

from django.http import HttpRequest, HttpResponse

from foundation.access.gate import public
from foundation.pages.answers import page
from foundation.tenancy.models import Municipality


@public
def landing(request: HttpRequest) -> HttpResponse:
    rows = Municipality.objects.active().prefetch_related("hosts")
    return page(request, "landing.html", municipalities=rows)
