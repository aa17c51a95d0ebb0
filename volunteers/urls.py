"""Addresses of the volunteers' room, by place. Nouns: an ending, a pause, a first meeting."""

from django.urls import path

from volunteers.views import enquiries, meetings, portal, volunteers

# the portal: what a visitor sees
visitors = [
    path("bli-frivillig/", portal.portal, name="portal"),
    path("bli-frivillig/aktiviteter/", portal.activities, name="activities"),
    path("bli-frivillig/steder/<uuid:workplace_id>/", portal.portal_workplace, name="portal_workplace"),
    path("bli-frivillig/meld-interesse/", enquiries.interest, name="interest"),
    path("bli-frivillig/takk/<str:secret>/", enquiries.interest_thanks, name="interest_thanks"),
    path("bli-frivillig/takk/<str:secret>/rett/", enquiries.interest_correction, name="interest_correction"),
    path("prat/<str:secret>/", meetings.first_meeting_answer, name="first_meeting_answer"),
    path("prat/<str:secret>/kalender/", meetings.first_meeting_calendar, name="first_meeting_calendar"),
]

# somebody interested
interested = [
    path("frivillige/ny/", enquiries.enquiry_new, name="enquiry_new"),
    path("frivillige/<uuid:volunteer_id>/svar/", enquiries.enquiry_answered, name="enquiry_answered"),
    path(
        "frivillige/<uuid:volunteer_id>/svar/angre/", enquiries.enquiry_unanswered, name="enquiry_unanswered"
    ),
    path("frivillige/<uuid:volunteer_id>/sted/", enquiries.enquiry_place, name="enquiry_place"),
]

# the volunteers, and one of them
everybody = [
    path("frivillige/", volunteers.volunteers, name="volunteers"),
    path("frivillige/<uuid:volunteer_id>/", volunteers.volunteer, name="volunteer"),
]

# the first meeting
first_meeting = [
    path(
        "frivillige/<uuid:volunteer_id>/prat/tider/",
        meetings.first_meeting_proposal,
        name="first_meeting_proposal",
    ),
    path(
        "frivillige/<uuid:volunteer_id>/prat/guide/", meetings.first_meeting_guide, name="first_meeting_guide"
    ),
    path(
        "frivillige/<uuid:volunteer_id>/prat/holdt/", meetings.first_meeting_held, name="first_meeting_held"
    ),
    path(
        "frivillige/<uuid:volunteer_id>/prat/holdt/angre/",
        meetings.first_meeting_not_held,
        name="first_meeting_not_held",
    ),
    path(
        "frivillige/<uuid:volunteer_id>/prat/utfall/",
        meetings.first_meeting_outcome,
        name="first_meeting_outcome",
    ),
]

urlpatterns = visitors + interested + everybody + first_meeting
