"""Addresses of the volunteers' room, by place. Nouns: an ending, a pause, a first meeting."""

from django.urls import path

from volunteers.views import (
    activities,
    arrivals,
    calls,
    care_steps,
    changes,
    concerns,
    definitions,
    effort,
    ending_told,
    endings,
    enquiries,
    erasures,
    expectations,
    gathering_answers,
    gatherings,
    group_messages,
    guidance,
    happening_places,
    happenings,
    kinds,
    letters,
    logged_hours,
    meetings,
    merges,
    mypage,
    partner_confirmations,
    passing_on,
    pauses,
    portal,
    possible_tasks,
    preparation,
    presence,
    profiles,
    recruitment,
    referrals,
    register_imports,
    registrations,
    replies,
    sensitive,
    signing,
    spoken,
    spreadsheet,
    start,
    start_checks,
    steps,
    thanks,
    trials,
    visits,
    volunteers,
    welcome,
)

# what is handed out at courses
handouts = [
    path("innsats/", effort.effort_overview, name="effort_overview"),
    path("innsats/pdf/", effort.effort_paper, name="effort_paper"),
]

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

# what the places offer
offered = [
    path("aktiviteter/", activities.activity_list, name="activity_list"),
    path("aktiviteter/ny/", activities.activity_new, name="activity_new"),
    path("aktiviteter/<uuid:activity_id>/", activities.activity_change, name="activity_change"),
    path("aktiviteter/<uuid:activity_id>/full/", activities.activity_filled, name="activity_filled"),
    path("aktiviteter/<uuid:activity_id>/ledig/", activities.activity_opened, name="activity_opened"),
]

# what volunteers may do at each place
tasks_of_places = [
    path("oppgaver/", possible_tasks.possible_tasks, name="possible_tasks"),
    path("oppgaver/ny/", possible_tasks.possible_task_new, name="possible_task_new"),
    path("oppgaver/<uuid:possible_task_id>/", possible_tasks.possible_task, name="possible_task"),
    path(
        "oppgaver/<uuid:possible_task_id>/bort/",
        possible_tasks.possible_task_removed,
        name="possible_task_removed",
    ),
]

# what volunteers may do, and what organisations run already
catalogue = [
    path("aktivitetstyper/", kinds.activity_types, name="activity_types"),
    path("aktivitetstyper/<uuid:activity_type_id>/", kinds.activity_type, name="activity_type"),
    path(
        "aktivitetstyper/<uuid:activity_type_id>/endring/",
        kinds.activity_type_change,
        name="activity_type_change",
    ),
    path("aktivitetstyper/tilbud/ny/", kinds.partner_offer_new, name="partner_offer_new"),
    path(
        "aktivitetstyper/tilbud/<uuid:partner_offer_id>/",
        kinds.partner_offer_change,
        name="partner_offer_change",
    ),
    path(
        "aktivitetstyper/tilbud/<uuid:partner_offer_id>/slutt/",
        kinds.partner_offer_ended,
        name="partner_offer_ended",
    ),
]

# the volunteers, and one of them
everybody = [
    path("frivillige/", volunteers.volunteers, name="volunteers"),
    path("frivillige/regneark/", spreadsheet.volunteer_spreadsheet, name="volunteer_spreadsheet"),
    path("frivillige/melding/", group_messages.group_message_new, name="group_message_new"),
    path("frivillige/<uuid:volunteer_id>/", volunteers.volunteer, name="volunteer"),
    path(
        "frivillige/<uuid:volunteer_id>/opplysninger/", volunteers.volunteer_details, name="volunteer_details"
    ),
    path("frivillige/<uuid:volunteer_id>/logg/", volunteers.volunteer_log, name="volunteer_log"),
]

# what is written to several
_copy = "meldinger/til/<uuid:group_message_copy_id>/"
written = [
    path("meldinger/", group_messages.group_messages, name="group_messages"),
    path("meldinger/<uuid:group_message_id>/", group_messages.group_message, name="group_message"),
    path(f"{_copy}sagt/", group_messages.group_message_told, name="group_message_told"),
    path(f"{_copy}ikke-sagt/", group_messages.group_message_untold, name="group_message_untold"),
]

# perhaps the same person
merged = [
    path("frivillige/samme-person/", merges.likenesses, name="likenesses"),
    path("frivillige/<uuid:volunteer_id>/samme-person/", merges.merge, name="merge"),
    path("frivillige/<uuid:volunteer_id>/to-personer/", merges.two_people, name="two_people"),
    path("sammenslaing/<uuid:merge_id>/angre/", merges.merge_undone, name="merge_undone"),
]

# registers that are brought from elsewhere
_register = "frivillige/innlesing/<uuid:register_import_id>/"
brought = [
    path("frivillige/innlesing/", register_imports.register_imports, name="register_imports"),
    path(_register, register_imports.register_import, name="register_import"),
    path(f"{_register}start/", register_imports.register_import_started, name="register_import_started"),
    path(f"{_register}tilbake/", register_imports.register_import_undone, name="register_import_undone"),
    path(
        f"{_register}bort/", register_imports.register_import_thrown_away, name="register_import_thrown_away"
    ),
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

# /volunteers/<one>/: papers, first assignment, calls
_one = "frivillige/<uuid:volunteer_id>/"
beginning = [
    path(f"{_one}papirer/", signing.volunteer_papers, name="volunteer_papers"),
    path(f"{_one}papirer/taushetserklaering/", signing.confidentiality, name="confidentiality"),
    path(f"{_one}papirer/avtale/", signing.agreement, name="agreement"),
    path(f"{_one}papirer/sending/", signing.papers_sent, name="papers_sent"),
    path(f"{_one}forste-gang/", start.first_assignment, name="first_assignment"),
    path(f"{_one}forste-gang/gjort/", start.first_assignment_held, name="first_assignment_held"),
    path(f"{_one}forste-gang/avlyst/", start.first_assignment_called_off, name="first_assignment_called_off"),
    path(
        "forste-gang/<uuid:first_assignment_id>/angre/",
        start.first_assignment_undone,
        name="first_assignment_undone",
    ),
    path(f"{_one}oppfolging/", calls.follow_up_call, name="follow_up_call"),
    path(f"{_one}oppfolging/fra-avdelingen/", calls.department_feedback, name="department_feedback"),
    path(f"{_one}oppfolging/snakket/", calls.call_made, name="call_made"),
    path("samtaler/<uuid:conversation_id>/notat/", calls.call_record, name="call_record"),
    path("samtaler/<uuid:conversation_id>/angre/", calls.call_undone, name="call_undone"),
    path(f"{_one}min-side/", mypage.my_page_invitation, name="my_page_invitation"),
    path("steg/<uuid:care_step_id>/overtakelse/", steps.step_taken_over, name="step_taken_over"),
]

# organisations that confirm for theirs
partners = [
    path("organisasjoner/", partner_confirmations.partner_confirmations, name="partner_confirmations"),
    path(
        "organisasjoner/<uuid:partner_id>/bekreftet/",
        partner_confirmations.partner_confirmation_new,
        name="partner_confirmation_new",
    ),
    path(
        "organisasjoner/bekreftelser/<uuid:partner_confirmation_id>/bort/",
        partner_confirmations.partner_confirmation_withdrawn,
        name="partner_confirmation_withdrawn",
    ),
]

# before and on the first day
_start = f"{_one}start/"
ready = [
    path(_start, preparation.preparation, name="preparation"),
    path(f"{_start}referanser/", start_checks.referees, name="referees"),
    path("referanser/<uuid:referee_check_id>/", start_checks.referee_check, name="referee_check"),
    path(f"{_start}politiattest/", start_checks.police_certificate, name="police_certificate"),
    path(f"{_start}fadder/", start_checks.buddy, name="buddy"),
    path("fadder/<uuid:buddy_id>/slutt/", start_checks.buddy_ended, name="buddy_ended"),
    path(f"{_start}gruppeleder/", start_checks.group_leader, name="group_leader"),
    path(f"{_start}avdelingen/", arrivals.arrival_notice, name="arrival_notice"),
    path("ny-frivillig/<uuid:arrival_notice_id>/", arrivals.arrival, name="arrival"),
    path(f"{_start}velkomstbrev/", welcome.welcome_letter, name="welcome_letter"),
    path(f"{_start}forste-dag/", preparation.first_day, name="first_day"),
    path(f"{_start}gjennomgang/<slug:checklist>/", preparation.checklist, name="checklist"),
    path("avtaler/<uuid:agreement_id>/provetid/", trials.trial, name="trial"),
    path("avtaler/<uuid:agreement_id>/provetid/angre/", trials.trial_open_again, name="trial_open_again"),
]

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
    path("kommer/<str:secret>/", happening_places.happening_place, name="happening_place"),
]

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

urlpatterns = [
    *handouts,
    *visitors,
    *happening_list,
    *interested,
    *offered,
    *tasks_of_places,
    *catalogue,
    *everybody,
    *written,
    *first_meeting,
    *beginning,
    *partners,
    *ready,
    *wheel,
    *together,
    *later,
    *said,
    *told,
    *own,
    *recruited,
    *brought,
    *merged,
]
