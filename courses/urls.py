"""Addresses of the courses' room, by place."""

from django.urls import path

from courses.views import (
    competence,
    digital,
    door,
    enrolments,
    evaluation,
    group,
    holding,
    invitations,
    library,
    mine,
    organisers,
    paths,
    portal,
    register,
    sessions,
    wishes,
)

# /courses/
staff = [
    path("kurs/", sessions.courses, name="courses"),
    path("kurs/onsker/", wishes.courses_wished, name="courses_wished"),
    path("kurs/onsker/<uuid:course_wish_id>/svar/", wishes.course_wish_answer, name="course_wish_answer"),
    path("kurs/ny/", sessions.course_session_new, name="course_session_new"),
    path("kurs/<uuid:course_session_id>/", sessions.course_session, name="course_session"),
    path(
        "kurs/<uuid:course_session_id>/endre/", sessions.course_session_change, name="course_session_change"
    ),
    path("kurs/<uuid:course_session_id>/avlysning/", sessions.cancellation, name="course_cancellation"),
    path("kurs/<uuid:course_session_id>/oppmote/", holding.attendance, name="course_attendance"),
    path("kurs/<uuid:course_session_id>/temaer/", holding.topics, name="course_topics"),
    path("kurs/<uuid:course_session_id>/avslutning/", holding.closing, name="course_closing"),
    path("kurs/<uuid:course_session_id>/bevis/", holding.certificates, name="course_certificates"),
    path(
        "kurs/bevis/<uuid:certificate_id>/nytt/",
        holding.course_certificate_anew,
        name="course_certificate_anew",
    ),
    path("kurs/person/<uuid:person_id>/invitasjon/", invitations.course_invitation, name="course_invitation"),
    path("kurs/person/<uuid:person_id>/plass/", invitations.course_next_seat, name="course_next_seat"),
    path("kurs/person/<uuid:person_id>/", mine.courses_of_person, name="courses_of_person"),
]

# /the portal/
open_to_all = [
    path("bli-frivillig/kurs/", portal.open_courses, name="open_courses"),
    path("bli-frivillig/kurs/<uuid:course_session_id>/", portal.open_course, name="open_course"),
    path("kurs/plass/<str:secret>/", portal.course_seat_link, name="course_seat_link"),
    path("kurs/plass/<str:secret>/bevis/", portal.course_paper_link, name="course_paper_link"),
]

# /who comes/
coming = [
    path("kurs/<uuid:course_session_id>/pamelding/", enrolments.course_enrolment, name="course_enrolment"),
    path(
        "kurs/<uuid:course_session_id>/pamelding/<uuid:person_id>/av/",
        enrolments.course_enrolment_out,
        name="course_enrolment_out",
    ),
    path(
        "kurs/<uuid:course_session_id>/avdelinger/", enrolments.course_departments, name="course_departments"
    ),
    path("kurs/<uuid:course_session_id>/plasser/", enrolments.course_shares, name="course_shares"),
    path("kurs/<uuid:course_session_id>/forelesere/", enrolments.course_lecturers, name="course_lecturers"),
    path("kurs/<uuid:course_session_id>/dor/", door.course_door, name="course_door"),
    path("kurs/<uuid:course_session_id>/dor/inn/", door.course_walk_in, name="course_walk_in"),
    path("kurs/her/<str:ticket>/", door.course_arrival, name="course_arrival"),
]

# /what they say/
saying = [
    path("kurs/svar/takk/", evaluation.survey_thanks, name="survey_thanks"),
    path("kurs/svar/<str:secret>/", evaluation.survey_answer, name="survey_answer"),
    path("kurs/<uuid:course_session_id>/svar/", evaluation.course_evaluation, name="course_evaluation"),
    path("kurs/<uuid:course_session_id>/interesser/", group.course_interests, name="course_interests"),
    path("kurs/<uuid:course_session_id>/lapp/", evaluation.course_slip, name="course_slip"),
    path("kurs/<uuid:course_session_id>/tanker/", evaluation.course_reflections, name="course_reflections"),
    path(
        "kurs/<uuid:course_session_id>/tanker/sending/",
        evaluation.course_reflections_sent,
        name="course_reflections_sent",
    ),
    path("kurs/opplegg/<uuid:course_id>/svar/", evaluation.course_results, name="course_results"),
]

# /what people have learnt/
learnt = [
    path("kompetanse/", register.competence, name="competence"),
    path("kompetanse/regneark/", register.competence_sheet, name="competence_sheet"),
    path("kompetanse/flere/", register.competence_of_many, name="competence_of_many"),
    path("kompetanse/frafall/", competence.course_drop_offs, name="course_drop_offs"),
    path("kompetanse/ansatte/", competence.department_staff, name="department_staff"),
    path("kompetanse/person/<uuid:person_id>/", competence.competence_of_person, name="competence_of_person"),
    path("kompetanse/person/<uuid:person_id>/ny/", competence.competence_new, name="competence_new"),
    path("kompetanse/person/<uuid:person_id>/fritak/", competence.course_exemption, name="course_exemption"),
    path(
        "kompetanse/<uuid:competence_record_id>/bekreftelse/",
        competence.competence_confirmed,
        name="competence_confirmed",
    ),
    path(
        "kompetanse/bevis/<uuid:competence_proof_id>/",
        digital.competence_proof,
        name="competence_proof",
    ),
    path("kurs/opplegg/<uuid:course_id>/krav/", competence.course_rules, name="course_rules"),
]

# /the road through it/
roads = [
    path("kompetanse/lop/", paths.training_paths, name="training_paths"),
    path("kompetanse/lop/nytt/", paths.training_path_new, name="training_path_new"),
    path("kompetanse/lop/<uuid:training_path_id>/", paths.training_path, name="training_path"),
    path(
        "kompetanse/lop/<uuid:training_path_id>/endring/",
        paths.training_path_change,
        name="training_path_change",
    ),
    path("kompetanse/lop/<uuid:training_path_id>/steg/", paths.path_step_new, name="path_step_new"),
    path("kompetanse/lop/steg/<uuid:path_step_id>/ut/", paths.path_step_out, name="path_step_out"),
    path("kompetanse/person/<uuid:person_id>/lop/", paths.training, name="training"),
    path(
        "kompetanse/person/<uuid:person_id>/lop/<uuid:path_step_id>/",
        paths.path_step_tick,
        name="path_step_tick",
    ),
]

# /what we teach/
teaching = [
    path("kurs/temaer/", library.topic_library, name="topic_library"),
    path("kurs/temaer/ny/", library.library_topic_new, name="library_topic_new"),
    path("kurs/temaer/<uuid:library_topic_id>/", library.library_topic, name="library_topic"),
    path(
        "kurs/temaer/<uuid:library_topic_id>/endring/",
        library.library_topic_change,
        name="library_topic_change",
    ),
    path("kurs/opplegg/", library.course_catalogue, name="course_catalogue"),
    path("kurs/opplegg/ny/", library.course_new, name="course_new"),
    path("kurs/opplegg/<uuid:course_id>/", library.course, name="course"),
    path("kurs/opplegg/<uuid:course_id>/endring/", library.course_change, name="course_change"),
    path("kurs/opplegg/<uuid:course_id>/temaer/", library.course_topics_new, name="course_topics_new"),
    path("kurs/opplegg/<uuid:course_id>/medarrangor/", organisers.co_organiser_new, name="co_organiser_new"),
    path("kurs/medarrangor/<uuid:co_organiser_id>/", organisers.co_organiser, name="co_organiser"),
    path(
        "kurs/medarrangor/<uuid:co_organiser_id>/avtale/",
        organisers.co_organiser_agreement,
        name="co_organiser_agreement",
    ),
    path("kurs/medarrangor/<uuid:co_organiser_id>/ut/", organisers.co_organiser_out, name="co_organiser_out"),
    path("kurs/del/<uuid:topic_id>/", library.course_part, name="course_part"),
    path("kurs/del/<uuid:topic_id>/ut/", library.course_part_out, name="course_part_out"),
]

# /my page/
own = [
    path("min-side/kurs/digitale/", digital.digital_courses, name="digital_courses"),
    path(
        "min-side/kurs/digitale/<uuid:course_id>/",
        digital.digital_course_taken,
        name="digital_course_taken",
    ),
    path("min-side/kurs/onsker/", wishes.course_wishes, name="course_wishes"),
    path(
        "min-side/kurs/onsker/<uuid:course_wish_id>/", wishes.course_wish_support, name="course_wish_support"
    ),
    path(
        "min-side/kurs/onsker/<uuid:course_wish_id>/tilbake/",
        wishes.course_wish_back,
        name="course_wish_back",
    ),
    path("min-side/kurs/", mine.my_courses, name="my_courses"),
    path("min-side/kurs/<uuid:course_session_id>/gruppe/", group.course_group, name="course_group"),
    path("min-side/kurs/<uuid:course_session_id>/plass/", mine.seat, name="course_seat"),
    path(
        "min-side/kurs/<uuid:course_session_id>/avdeling/",
        mine.seat_department,
        name="course_seat_department",
    ),
]

urlpatterns = staff + open_to_all + coming + saying + learnt + roads + teaching + own
