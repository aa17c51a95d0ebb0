"""Samspill as an app on the phone: a name, a picture and where it begins. Nothing is kept on the phone itself."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.templatetags.static import static
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language

from foundation.access.gate import public

ICONS = (("icon-192", 192, "any"), ("icon-512", 512, "any"), ("maskable-512", 512, "maskable"))
PAPER, LEAF = "#faf9f6", "#0d7a5f"


@public
def manifest(request: HttpRequest) -> HttpResponse:
    """No service worker: pages about people are never kept outside the browser's own window."""
    icons = [
        {
            "src": static(f"samspill/icons/{name}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": use,
        }
        for name, size, use in ICONS
    ]
    said = {
        "id": "/",
        "name": f"Samspill {request.municipality.name}",
        "short_name": "Samspill",
        "lang": get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": LEAF,
        "icons": icons,
    }
    response = JsonResponse(said, content_type="application/manifest+json")
    patch_cache_control(response, public=True, max_age=3600)
    return response


@public
def icon(request: HttpRequest) -> HttpResponse:
    """What a browser asks for beside every answer that names no icon of its own: a calendar file, a paper, a plain text."""
    response = HttpResponsePermanentRedirect(static("samspill/mark.svg"))
    patch_cache_control(response, public=True, max_age=86400)
    return response
