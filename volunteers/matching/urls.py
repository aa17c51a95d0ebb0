"""Addresses of wishes and matches, by place."""

from django.urls import path

from volunteers.matching.views import consents, matches, needs, own_matches, recipients, suggestions, times

# wishes, and one of them
_wish = "onsker/<uuid:recipient_id>/"
wishes = [
    path("onsker/", recipients.recipients, name="recipients"),
    path("onsker/ny/", recipients.recipient_new, name="recipient_new"),
    path(_wish, recipients.recipient, name="recipient"),
    path(f"{_wish}endring/", recipients.recipient_change, name="recipient_change"),
    path(f"{_wish}slutt/", recipients.recipient_closed, name="recipient_closed"),
    path(f"{_wish}sletting/", recipients.recipient_erased, name="recipient_erased"),
    path(f"{_wish}innsyn/", recipients.recipient_data, name="recipient_data"),
    path(f"{_wish}logg/", recipients.recipient_log, name="recipient_log"),
    path(f"{_wish}hjemme/", recipients.home_talk_new, name="home_talk_new"),
    path(f"{_wish}samtykke/", consents.consent_new, name="consent_new"),
    path("samtykker/<uuid:consent_id>/tilbake/", consents.consent_withdrawn, name="consent_withdrawn"),
]

# who could suit, and two who are brought together
_match = "besok/<uuid:match_id>/"
together = [
    path(f"{_wish}forslag/", suggestions.suggestions, name="suggestions"),
    path(f"{_wish}forslag/<uuid:volunteer_id>/", matches.match_new, name="match_new"),
    path(
        "frivillige/<uuid:volunteer_id>/onsker/",
        suggestions.volunteer_suggestions,
        name="volunteer_suggestions",
    ),
    path("besok/", matches.match_frames, name="match_frames"),
    path("besok/et-ar/", matches.lasting, name="together"),
    path(_match, matches.match, name="match"),
    path(f"{_match}fortelling/", matches.match_sharing, name="match_sharing"),
    path(f"{_match}hvordan-det-gar/", matches.match_feedback, name="match_feedback"),
    path(f"{_match}endring/", matches.match_change, name="match_change"),
    path(f"{_match}tider/", times.match_times, name="match_times"),
    path(f"{_match}tider/slutt/", times.match_times_ended, name="match_times_ended"),
    path(f"{_match}slutt/", matches.match_ending, name="match_ending"),
]

# what services need, and who was asked
_need = "behov/<uuid:need_request_id>/"
needed = [
    path("behov/", needs.need_requests, name="need_requests"),
    path("behov/nytt/", needs.need_request_new, name="need_request_new"),
    path(_need, needs.need_request, name="need_request"),
    path(f"{_need}sporsmal/", needs.need_passed_on, name="need_passed_on"),
    path(f"{_need}samtale/", needs.need_word, name="need_word"),
    path(f"{_need}slutt/", needs.need_settled, name="need_settled"),
    path("behov/svar/<uuid:need_offer_id>/", needs.need_answer, name="need_answer"),
]

# my page
_mine = "min-side/besok/<uuid:match_id>/"
own = [
    path("min-side/besok/", own_matches.my_matches, name="my_matches"),
    path(f"{_mine}hvordan-det-gar/", own_matches.my_match_feedback, name="my_match_feedback"),
    path(f"{_mine}mer-enn-avtalt/", own_matches.my_match_beyond, name="my_match_beyond"),
]

urlpatterns = wishes + together + needed + own
