"""One volunteer, up to and with the first day."""

from django.urls import path

from volunteers.views import (
    arrivals,
    calls,
    mypage,
    preparation,
    signing,
    start,
    start_checks,
    steps,
    trials,
    welcome,
)

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
    path("avtaler/<uuid:volunteers_agreement_id>/provetid/", trials.trial, name="trial"),
    path(
        "avtaler/<uuid:volunteers_agreement_id>/provetid/angre/",
        trials.trial_open_again,
        name="trial_open_again",
    ),
]

urlpatterns = [*beginning, *ready]
