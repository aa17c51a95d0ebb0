"""What a volunteer sees of their own, and the ward of who comes."""

from django.urls import path

from volunteers.views import happenings, mypage, presence, visits

# /my page/ and the ward
own = [
    path("min-side/", mypage.my_page, name="my_page"),
    path("min-side/historie/", mypage.my_story, name="my_story"),
    path("min-side/opplysninger/", mypage.my_details, name="my_details"),
    path("min-side/hvis-noe-skjer/", mypage.if_something_happens, name="if_something_happens"),
    path("hvem-kommer/", visits.visits, name="visits"),
    path("hvem-var-her/", presence.presence, name="presence"),
    path("hvem-kommer/<uuid:event_id>/", visits.visit, name="visit"),
    path("hvem-kommer/<uuid:event_id>/var-her/", happenings.visit_day, name="visit_day"),
    path("hvem-kommer/<uuid:workplace_id>/skjerm/", visits.visits_screen, name="visits_screen"),
    path("hvem-kommer/<uuid:workplace_id>/ark/", visits.visits_sheet, name="visits_sheet"),
]

urlpatterns = [*own]
