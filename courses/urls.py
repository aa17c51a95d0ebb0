"""Addresses of the courses' room, by place."""

from django.urls import path

from courses.views import holding, mine, sessions

# /courses/
staff = [
    path("kurs/", sessions.courses, name="courses"),
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
    path("kurs/person/<uuid:person_id>/", mine.courses_of_person, name="courses_of_person"),
]

# /my page/
own = [
    path("min-side/kurs/", mine.my_courses, name="my_courses"),
    path("min-side/kurs/<uuid:course_session_id>/plass/", mine.seat, name="course_seat"),
]

urlpatterns = staff + own
