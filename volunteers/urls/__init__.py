"""Addresses of the volunteers' room, by place. Nouns: an ending, a pause, a first meeting."""

from volunteers.urls import coming, following, offers, own, register, start, together

urlpatterns = [
    *coming.urlpatterns,
    *offers.urlpatterns,
    *register.urlpatterns,
    *start.urlpatterns,
    *following.urlpatterns,
    *together.urlpatterns,
    *own.urlpatterns,
]
