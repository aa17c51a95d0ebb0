"""The addresses of events. Pages about them belong to the rooms that make them."""

from django.urls import path

from foundation.events import views

urlpatterns = [
    path("kalender/<uuid:participation_id>.ics", views.participation_calendar, name="participation_calendar"),
]
