"""The addresses of the root host, where no municipality is entered and no person's row can be read."""

from django.urls import path

from config import root_views

urlpatterns = [
    path("", root_views.landing, name="landing"),
]

handler400 = "foundation.pages.errors.not_understood"
handler403 = "foundation.pages.errors.no_access"
handler404 = "foundation.pages.errors.not_found"
handler500 = "foundation.pages.errors.our_fault"
