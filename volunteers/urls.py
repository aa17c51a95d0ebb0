"""Addresses of the volunteers' room, by place. Nouns: an ending, a pause, a first meeting."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
