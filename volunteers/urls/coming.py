"""How somebody comes: the portal, an enquiry, a poster, the first meeting."""

from django.urls import path

from volunteers.views import enquiries, meetings, passing_on, portal, recruitment, referrals, replies

# the portal: what a visitor sees
visitors = [
    path("bli-frivillig/", portal.portal, name="portal"),
    path("bli-frivillig/aktiviteter/", portal.activities, name="activities"),
    path("bli-frivillig/steder/<uuid:workplace_id>/", portal.portal_workplace, name="portal_workplace"),
    path("bli-frivillig/steder/<uuid:workplace_id>/gi-videre/", passing_on.portal_link, name="portal_link"),
    path("bli-frivillig/meld-interesse/", enquiries.interest, name="interest"),
    path("bli-frivillig/takk/<str:secret>/", enquiries.interest_thanks, name="interest_thanks"),
    path("bli-frivillig/takk/<str:secret>/rett/", enquiries.interest_correction, name="interest_correction"),
    path("prat/<str:secret>/", meetings.first_meeting_answer, name="first_meeting_answer"),
    path("prat/<str:secret>/kalender/", meetings.first_meeting_calendar, name="first_meeting_calendar"),
]

# how people hear of us: posters, and links to pass on
_link = "plakater/<uuid:recruitment_link_id>/"
recruited = [
    path("b/<str:code>/", recruitment.recruitment, name="recruitment"),
    path("plakater/", recruitment.recruitment_links, name="recruitment_links"),
    path("plakater/ny/", recruitment.recruitment_link_new, name="recruitment_link_new"),
    path(_link, recruitment.recruitment_link, name="recruitment_link"),
    path(f"{_link}ned/", recruitment.recruitment_link_down, name="recruitment_link_down"),
    path(f"{_link}opp/", recruitment.recruitment_link_up, name="recruitment_link_up"),
]

# somebody interested
interested = [
    path("frivillige/ny/", enquiries.enquiry_new, name="enquiry_new"),
    path("frivillige/<uuid:volunteer_id>/svar/", enquiries.enquiry_answered, name="enquiry_answered"),
    path(
        "frivillige/<uuid:volunteer_id>/svar/angre/", enquiries.enquiry_unanswered, name="enquiry_unanswered"
    ),
    path("frivillige/<uuid:volunteer_id>/svar/skriv/", replies.enquiry_reply, name="enquiry_reply"),
    path("svarmaler/", replies.reply_templates, name="reply_templates"),
    path("svarmaler/ny/", replies.reply_template_new, name="reply_template_new"),
    path("svarmaler/<uuid:reply_template_id>/", replies.reply_template, name="reply_template"),
    path(
        "svarmaler/<uuid:reply_template_id>/bort/",
        replies.reply_template_removed,
        name="reply_template_removed",
    ),
    path("frivillige/<uuid:volunteer_id>/sted/", referrals.enquiry_place, name="enquiry_place"),
    path("frivillige/<uuid:volunteer_id>/sted/utenfor/", referrals.enquiry_partner, name="enquiry_partner"),
    path("sendt-videre/", referrals.referrals, name="referrals"),
    path("sendt-videre/<uuid:referral_id>/angre/", referrals.referral_undone, name="referral_undone"),
]

# the first meeting
first_meeting = [
    path(
        "frivillige/<uuid:volunteer_id>/prat/tider/",
        meetings.first_meeting_proposal,
        name="first_meeting_proposal",
    ),
    path(
        "frivillige/<uuid:volunteer_id>/prat/avtalt/",
        meetings.first_meeting_agreed,
        name="first_meeting_agreed",
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

urlpatterns = [*visitors, *recruited, *interested, *first_meeting]
