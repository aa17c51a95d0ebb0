"""Addresses of the desk, by place."""

from django.urls import path

from coordination.views import (
    appointments,
    elements,
    functions,
    handovers,
    home,
    installing,
    languages,
    overview,
    own_data,
    settings,
    waiting,
    words,
    workplaces,
)

# the start
start = [
    path("", home.home, name="home"),
    path("samspill.webmanifest", installing.manifest, name="manifest"),
    path("favicon.ico", installing.icon, name="icon"),
    path("hva-venter/", waiting.what_waits, name="waiting"),
    path("oversikt/", overview.overview, name="overview"),
]

# /places/
places = [
    path("steder/", workplaces.workplaces, name="workplaces"),
    path("steder/nytt/", workplaces.workplace_new, name="workplace_new"),
    path("steder/<uuid:workplace_id>/", workplaces.workplace, name="workplace"),
    path("steder/<uuid:workplace_id>/endre/", workplaces.workplace_change, name="workplace_change"),
]

# /contacts/
contacts = [
    path("kontakter/", appointments.appointments, name="appointments"),
    path("kontakter/ny/", appointments.appointment_new, name="appointment_new"),
    path("kontakter/<uuid:appointment_id>/", appointments.appointment_change, name="appointment_change"),
    path("kontakter/<uuid:appointment_id>/slutt/", appointments.appointment_end, name="appointment_end"),
    path("kontakter/<uuid:appointment_id>/overlevering/", handovers.handover, name="handover"),
    path(
        "kontakter/<uuid:appointment_id>/funksjon/",
        functions.function_description,
        name="function_description",
    ),
    path("overlevering/<uuid:handover_id>/tilbake/", handovers.handover_back, name="handover_back"),
]

# /settings/
municipality = [
    path("innstillinger/", settings.settings_page, name="settings"),
    path("innstillinger/elementer/", elements.elements, name="elements"),
    path("innstillinger/funksjon/", functions.function_wording, name="function_wording"),
    path("innstillinger/sprak/", languages.languages, name="languages"),
    path("innstillinger/ord/", words.words, name="words"),
    path("innstillinger/ord/<slug:term>/", words.own_word, name="own_word"),
    path("innstillinger/ord/<slug:term>/standard/", words.standard_word, name="standard_word"),
]

# what is kept about me
mine = [path("min-side/alt-om-meg/", own_data.own_data, name="own_data")]

urlpatterns = start + places + contacts + municipality + mine
