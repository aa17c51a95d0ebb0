"""What the log says about courses."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import words

words.register(
    {
        "course_session.planned": _("planned a course"),
        "course_session.changed": _("changed a course"),
        "course_session.covered": _("wrote down what a course went through"),
        "course_session.closed": _("closed a course"),
        "course_session.lecturer": _("asked another lecturer"),
        "course_session.reflections_sent": _("asked people to think before a course"),
        "course.rules": _("chose for whom a course is mandatory"),
        "course.exempted": _("exempted somebody from a course"),
        "training_path.written": _("wrote a training path"),
        "training_path.step": _("changed the steps of a training path"),
        "training_path.ticked": _("ticked something of a training path"),
        "competence.told": _("wrote in what somebody has learnt"),
        "read.competence": _("read what somebody has learnt"),
        "competence.proof": _("uploaded a certificate"),
        "competence.confirmed": _("confirmed what somebody has learnt"),
        "department.staff": _("wrote how many work in a department"),
        "course_wish.made": _("wished for a course"),
        "course_wish.joined": _("wished for a course too"),
        "course_wish.left": _("no longer wished for a course"),
        "course_wish.taken_back": _("took back a wish for a course"),
        "course_wish.answered": _("answered a wish for a course"),
        "course_group.shared": _("shared phone or e-mail with the group of a course"),
        "course_group.left": _("left the contact list of a course"),
        "course_session.department": _("told which department they come from"),
        "library_topic.written": _("wrote a topic for courses"),
        "course.made": _("made a new course"),
        "course.changed": _("changed what a course is"),
        "course.organiser": _("wrote down who holds a course with us"),
        "course.organiser_out": _("wrote that somebody no longer holds a course with us"),
        "course.agreement": _("put the agreement with a co-organiser in as a file"),
        "course.agreement_out": _("took away the file with the agreement of a co-organiser"),
        "course.topics": _("chose the topics of a course"),
        "course.part": _("changed a topic in a course"),
    }
)
