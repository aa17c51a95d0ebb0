"""What the log says about access and people."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import words

words.register(
    {
        "login.opened": _("came in"),
        "login.invited": _("sent an invitation to log in"),
        "login.bound": _("got a log-in"),
        "login.password_chosen": _("chose a password"),
        "login.password_changed": _("changed the password"),
        "login.second_factor_set_up": _("added a way to log in"),
        "login.second_factor_removed": _("took away a way to log in"),
        "login.recovery_codes_made": _("made new recovery codes"),
        "login.recovery_code_used": _("logged in with a recovery code"),
        "login.session_ended": _("ended a log-in"),
        "login.other_sessions_ended": _("ended all other log-ins"),
        "appointment.made": _("gave this person a role"),
        "appointment.changed": _("changed a role"),
        "appointment.ended": _("ended a role"),
        "handover.made": _("handed over what waited to somebody else"),
        "handover.ended": _("took back what had been handed over"),
        "person.language": _("chose a language"),
        "notices.chosen": _("chose which messages to get, and when"),
        "calendar.made": _("made a link to the calendar"),
        "calendar.withdrawn": _("closed the link to the calendar"),
        "person.added": _("wrote in name and contact details"),
        "qualification.granted": _("registered a course as taken"),
    }
)
