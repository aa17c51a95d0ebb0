"""One volunteer on the wheel: the steps, guidance, pauses, the ending, what is said and told."""

from django.urls import path

from volunteers.views import (
    care_steps,
    changes,
    concerns,
    definitions,
    ending_told,
    endings,
    erasures,
    expectations,
    guidance,
    letters,
    logged_hours,
    passing_on,
    pauses,
    profiles,
    registrations,
    sensitive,
    spoken,
)

_one = "frivillige/<uuid:volunteer_id>/"

# the nine steps: one of them, place by place, and in the municipality's own words
_step = f"{_one}hjul/<slug:step>/"
_list = "innstillinger/steg/liste/<slug:checklist>/<slug:point>/"
wheel = [
    path(_step, care_steps.care_step, name="care_step"),
    path(f"{_step}gjort/", care_steps.care_step_done, name="care_step_done"),
    path(f"{_step}angre/", care_steps.care_step_open_again, name="care_step_open_again"),
    path("frivillige/hjulet/", care_steps.wheel_by_place, name="wheel_by_place"),
    path("innstillinger/steg/", definitions.step_definitions, name="step_definitions"),
    path("innstillinger/steg/hvem/", definitions.kinds_that_ask, name="kinds_that_ask"),
    path(_list, definitions.point_wording, name="point_wording"),
    path("innstillinger/steg/<slug:step>/", definitions.step_definition, name="step_definition"),
]

# guidance, pause, ending, letters
_wish = "veiledning/<uuid:guidance_request_id>/"
later = [
    path("avtalte-endringer/<uuid:agreed_change_id>/gjort/", changes.change_done, name="change_done"),
    path(
        "avtalte-endringer/<uuid:agreed_change_id>/ikke-gjort/",
        changes.change_not_done,
        name="change_not_done",
    ),
    path(f"{_one}gi-videre/", passing_on.my_link, name="my_link"),
    path(f"{_one}registrering/", registrations.registration, name="registration"),
    path(f"{_one}registrering/papir/", registrations.registration_paper, name="registration_paper"),
    path("innstillinger/registrering/", registrations.registration_fields, name="registration_fields"),
    path(f"{_one}forventninger/", expectations.expectations, name="expectations"),
    path(f"{_one}forventninger/ny/", expectations.expectations_new, name="expectations_new"),
    path(f"{_one}si-fra/", concerns.concern_new, name="concern_new"),
    path("si-fra/<uuid:concern_id>/", concerns.concern, name="concern"),
    path("si-fra/<uuid:concern_id>/lest/", concerns.concern_closed, name="concern_closed"),
    path("si-fra/<uuid:concern_id>/ikke-lest/", concerns.concern_reopened, name="concern_reopened"),
    path(f"{_one}veiledning/", guidance.guidance_request, name="guidance_request"),
    path(f"{_one}veiledning/avtalt/", guidance.guidance_agreed, name="guidance_agreed"),
    path(f"{_wish}ikke-avtalt/", guidance.guidance_not_agreed, name="guidance_not_agreed"),
    path(f"{_wish}notat/", guidance.guidance_note, name="guidance_note"),
    path(f"{_one}refleksjon/", guidance.reflection_offered, name="reflection_offered"),
    path(f"{_wish}ikke-tilbudt/", guidance.reflection_not_offered, name="reflection_not_offered"),
    path(f"{_wish}tid/", guidance.guidance_time, name="guidance_time"),
    path(f"{_one}veiledning/snakket/", guidance.guidance_held, name="guidance_held"),
    path(f"{_wish}ikke-snakket/", guidance.guidance_not_held, name="guidance_not_held"),
    path(f"{_one}pause/", pauses.pause, name="pause"),
    path("pauser/<uuid:pause_id>/slutt/", pauses.pause_ended, name="pause_ended"),
    path(f"{_one}avslutning/", endings.ending, name="ending"),
    path(f"{_one}avslutning/angret/", endings.ending_regretted, name="ending_regretted"),
    path(f"{_one}avslutning/takket/", endings.ending_thanked, name="ending_thanked"),
    path("avslutninger/<uuid:ending_id>/ikke-takket/", endings.ending_not_thanked, name="ending_not_thanked"),
    path(f"{_one}avslutning/takkebrev/", endings.closing_letter, name="closing_letter"),
    path(f"{_one}avslutning/uten-attest/", endings.reference_declined, name="reference_declined"),
    path(
        "avslutninger/<uuid:ending_id>/med-attest/",
        endings.reference_not_declined,
        name="reference_not_declined",
    ),
    path(f"{_one}avslutning/fortalt/<slug:whom>/", ending_told.ending_told, name="ending_told"),
    path(
        "avslutninger/<uuid:ending_id>/ikke-fortalt/<slug:whom>/",
        ending_told.ending_untold,
        name="ending_untold",
    ),
    path(f"{_one}avslutning/avsluttet/", endings.ending_completed, name="ending_completed"),
    path(f"{_one}timer/", logged_hours.logged_hours, name="logged_hours"),
    path(f"{_one}timer/kryss/", logged_hours.hours_ticked, name="hours_ticked"),
    path(f"{_one}timer/uten/", logged_hours.hours_declined, name="hours_declined"),
    path("timer/<uuid:hours_entry_id>/bort/", logged_hours.hours_removed, name="hours_removed"),
    path(f"{_one}attest/", letters.reference_letter, name="reference_letter"),
    path(f"{_one}attest/onske/", letters.reference_letter_wish, name="reference_letter_wish"),
    path("brev/<str:secret>/", letters.letters, name="letters"),
    path("brev/<str:secret>/<uuid:document_id>/", letters.letter_file, name="letter_file"),
]

# what must be said, since nothing that is sent reaches them
_said = f"{_one}beskjeder/<uuid:notice_id>/"
said = [
    path(_said, spoken.spoken_notice, name="spoken_notice"),
    path(f"{_said}sagt/", spoken.spoken_notice_said, name="spoken_notice_said"),
    path(f"{_said}ikke-sagt/", spoken.spoken_notice_unsaid, name="spoken_notice_unsaid"),
]

# what somebody tells of themself
told = [
    path(f"{_one}profil/", profiles.profile, name="profile"),
    path(f"{_one}profil/<str:part>/", profiles.profile_part, name="profile_part"),
    path(f"{_one}sletting/", erasures.erasure, name="erasure"),
    path(f"{_one}sletting/likevel-ikke/", erasures.erasure_withdrawn, name="erasure_withdrawn"),
    path(f"{_one}helse-og-livssyn/", sensitive.sensitive_info, name="sensitive_info"),
    path(
        f"{_one}helse-og-livssyn/sletting/", sensitive.sensitive_info_deleted, name="sensitive_info_deleted"
    ),
]

urlpatterns = [*wheel, *later, *said, *told]
