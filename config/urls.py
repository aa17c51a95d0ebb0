"""The addresses of a municipality's host. Each room lists its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("konto/", include("foundation.access.urls")),
    path("", include("coordination.urls")),  # what is asked for most is looked for first
    path("", include("foundation.documents.urls")),
    path("", include("foundation.events.urls")),
    path("", include("volunteers.urls")),
    path("", include("volunteers.boards.urls")),
    path("", include("volunteers.matching.urls")),
    path("", include("courses.urls")),
]

handler400 = "foundation.pages.errors.not_understood"
handler403 = "foundation.pages.errors.no_access"
handler404 = "foundation.pages.errors.not_found"
handler500 = "foundation.pages.errors.our_fault"
