from courses.models.certificate import Certificate
from courses.models.course import Course, Topic
from courses.models.session import CourseSession, CoveredTopic

__all__ = ["Certificate", "Course", "CourseSession", "CoveredTopic", "Topic"]
