"""The addresses of the root host, where no municipality is entered and no person's row can be read."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
