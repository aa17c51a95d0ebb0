"""The addresses of events. Pages about them belong to the rooms that make them."""

from django.urls import path

from foundation.events import views

urlpatterns = [
    path("kalender/", views.calendar_address, name="calendar_address"),
    path("kalender/ny/", views.calendar_address_new, name="calendar_address_new"),
    path("kalender/bort/", views.calendar_address_closing, name="calendar_address_closing"),
    path("kalender/sted/<uuid:workplace_id>/", views.calendar_place, name="calendar_place"),
    path("kalender/sted/<uuid:workplace_id>/ny/", views.calendar_place_new, name="calendar_place_new"),
    path(
        "kalender/sted/<uuid:workplace_id>/bort/", views.calendar_place_closing, name="calendar_place_closing"
    ),
    path("kalender/<str:secret>/samspill.ics", views.calendar_feed, name="calendar_feed"),
    path("kalender/<uuid:participation_id>.ics", views.participation_calendar, name="participation_calendar"),
]
