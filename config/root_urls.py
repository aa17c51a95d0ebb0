"""The addresses of the root host, where no municipality is entered and no person's row can be read."""

from django.urls import path

from config import root_views
from foundation.access.views.language import set_language

urlpatterns = [
    path("", root_views.landing, name="landing"),
    path("sprak/", set_language, name="set_language"),
]

handler400 = "foundation.pages.errors.not_understood"
handler403 = "foundation.pages.errors.no_access"
handler404 = "foundation.pages.errors.not_found"
handler500 = "foundation.pages.errors.our_fault"
