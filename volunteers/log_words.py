"""What the log says about volunteers."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import words

words.register(
    {
        "read.guide": _("opened the guide for a talk"),
        "read.follow-up call": _("opened a follow-up call"),
        "person.corrected": _("put contact details right"),
        "profile.told": _("wrote what a volunteer has told of themself"),
        "sensitive.told": _("wrote down allergies or outlook on life, with consent"),
        "sensitive.deleted": _("deleted allergies and outlook on life"),
        "read.sensitive": _("read allergies and outlook on life"),
        "enquiry.registered": _("registered an interest in volunteering"),
        "enquiry.corrected": _("corrected an enquiry"),
        "enquiry.handed_on": _("handed an enquiry on to another place"),
        "first_meeting.proposed": _("proposed times for a first meeting"),
        "first_meeting.withdrawn": _("called off a first meeting"),
        "first_meeting.accepted": _("agreed on a time for a first meeting"),
        "first_meeting.other_time": _("asked for another time"),
        "first_meeting.concluded": _("wrote down what a first meeting led to"),
        "guide.point": _("ticked a point in the guide"),
        "follow_up.feedback": _("told how it goes in the department"),
        "follow_up.written": _("wrote about a follow-up call"),
        "ending.started": _("told of an ending"),
        "ending.changed": _("changed the last day"),
        "ending.regretted": _("took back an ending"),
        "ending.thanked": _("wrote down that thanks were given"),
        "ending.not_thanked": _("took back that thanks were given"),
        "ending.letter_written": _("wrote a letter of thanks"),
        "ending.reference_attached": _("enclosed a reference letter"),
        "ending.reference_declined": _("said no thanks to a reference letter"),
        "ending.completed": _("completed an ending"),
        "guidance.asked": _("asked for guidance"),
        "guidance.agreed": _("agreed on a time for guidance"),
        "guidance.not_agreed": _("took back a time for guidance"),
        "reference_letter.asked": _("asked for a reference letter"),
        "reference_letter.approved": _("approved a reference letter"),
        "activity.offered": _("offered an activity in the portal"),
        "activity.changed": _("changed an activity in the portal"),
        "pause.begun": _("began a break"),
        "pause.ended": _("ended a break"),
        "agreement.made": _("made an agreement"),
        "agreement.terminated": _("ended an agreement"),
        "first_assignment.planned": _("planned a first time"),
        "first_assignment.moved": _("moved a first time"),
        "first_assignment.cancelled": _("called off a first time"),
        "step.*.done": _("ticked a step as done"),
        "step.*.taken_over": _("took over a step that waited"),
        "step.*.reopened": _("opened a step again"),
    }
)
