from courses.models.certificate import Certificate
from courses.models.course import Course, Topic
from courses.models.lecturing import SessionLecturer
from courses.models.library import Audience, LibraryTopic
from courses.models.session import CourseSession, CoveredTopic

__all__ = [
    "Audience",
    "Certificate",
    "Course",
    "CourseSession",
    "CoveredTopic",
    "LibraryTopic",
    "SessionLecturer",
    "Topic",
]
