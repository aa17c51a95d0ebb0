from courses.models.certificate import Certificate
from courses.models.competence import CompetenceRecord
from courses.models.course import Course, Topic
from courses.models.group import GroupContact
from courses.models.lecturing import SessionLecturer
from courses.models.library import Audience, LibraryTopic
from courses.models.organiser import Agreement, CoOrganiser
from courses.models.path import PathStep, PathTick, TrainingPath
from courses.models.proof import CompetenceProof
from courses.models.requirement import CourseRule, Exemption
from courses.models.session import CourseSession, CoveredTopic
from courses.models.wish import CourseWish, WishSupport

__all__ = [
    "Agreement",
    "Audience",
    "Certificate",
    "CompetenceProof",
    "CoOrganiser",
    "CompetenceRecord",
    "Course",
    "CourseRule",
    "CourseSession",
    "CourseWish",
    "CoveredTopic",
    "Exemption",
    "GroupContact",
    "LibraryTopic",
    "PathStep",
    "PathTick",
    "SessionLecturer",
    "Topic",
    "TrainingPath",
    "WishSupport",
]
