"""Gatherings, thanks, and what happens at a place."""

from django.urls import path

from volunteers.views import (
    gathering_answers,
    gatherings,
    happening_places,
    happenings,
    substitutes,
    thanks,
)

_one = "frivillige/<uuid:volunteer_id>/"

# gatherings and thanks
_gathering = "samlinger/<uuid:gathering_id>/"
together = [
    path("samlinger/", gatherings.gatherings, name="gatherings"),
    path("samlinger/ny/", gatherings.gathering_new, name="gathering_new"),
    path(_gathering, gatherings.gathering, name="gathering"),
    path(f"{_gathering}invitasjoner/", gatherings.gathering_invitations, name="gathering_invitations"),
    path(f"{_gathering}frammote/", gatherings.gathering_attendance, name="gathering_attendance"),
    path(f"{_gathering}referat/", gatherings.gathering_minutes, name="gathering_minutes"),
    path(f"{_gathering}avlyst/", gatherings.gathering_cancelled, name="gathering_cancelled"),
    path("samling/<str:secret>/", gathering_answers.gathering_answer, name="gathering_answer"),
    path("min-side/samlinger/<uuid:gathering_id>/", gathering_answers.my_gathering, name="my_gathering"),
    path("takk/", thanks.recognition, name="recognition"),
    path(f"{_one}takk/", thanks.thanks_new, name="thanks_new"),
    path(f"{_one}gave/", thanks.gift_new, name="gift_new"),
]

# what happens at a place
happening_list = [
    path("det-som-skjer/", happenings.happenings, name="happenings"),
    path("det-som-skjer/nytt/", happenings.happening_new, name="happening_new"),
    path("det-som-skjer/<uuid:happening_id>/", happenings.happening, name="happening"),
    path("det-som-skjer/<uuid:happening_id>/slutt/", happenings.happening_ended, name="happening_ended"),
    path(
        "det-som-skjer/<uuid:happening_id>/folk/ny/",
        happenings.happening_member_new,
        name="happening_member_new",
    ),
    path(
        "det-som-skjer/folk/<uuid:happening_member_id>/ut/",
        happenings.happening_member_out,
        name="happening_member_out",
    ),
    path("det-som-skjer/ganger/<uuid:happening_time_id>/", happenings.happening_time, name="happening_time"),
    path(
        "det-som-skjer/ganger/<uuid:happening_time_id>/kan-ikke/",
        happenings.happening_given_back,
        name="happening_given_back",
    ),
    path(
        "det-som-skjer/ganger/<uuid:happening_time_id>/gruppa/",
        happenings.happening_group,
        name="happening_group",
    ),
    path(
        "det-som-skjer/ganger/<uuid:happening_time_id>/flytting/",
        happenings.happening_moving,
        name="happening_moving",
    ),
    path(
        "det-som-skjer/ganger/<uuid:happening_time_id>/avlysning/",
        happenings.happening_cancellation,
        name="happening_cancellation",
    ),
    path("det-som-skjer/vikar/<uuid:substitute_id>/", substitutes.substitute, name="substitute"),
    path("kommer/<str:secret>/", happening_places.happening_place, name="happening_place"),
]

urlpatterns = [*together, *happening_list]
