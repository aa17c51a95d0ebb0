"""What the log says about wishes and matches."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import words

words.register(
    {
        "read.wish": _("read a wish for a volunteer"),
        "read.own wish": _("took out what is kept of a wish"),
        "recipient.registered": _("wrote down a wish for a volunteer"),
        "recipient.changed": _("changed a wish for a volunteer"),
        "recipient.home_talk": _("wrote down what was talked over before visits at home"),
        "recipient.closed": _("ended a wish for a volunteer"),
        "recipient.erased": _("deleted what was kept of a wish"),
        "consent.given": _("wrote down a yes"),
        "consent.withdrawn": _("wrote down that a yes was taken back"),
        "match.made": _("brought two together"),
        "match.ended": _("ended that two were brought together"),
        "match.shared": _("changed what a volunteer is told of the one they visit"),
        "match.beyond": _("told of being asked for more than was agreed"),
        "match.times": _("agreed when two meet"),
        "match.times_ended": _("took the times of two out of the week"),
        "need.said": _("wrote something about a need"),
        "need.asked": _("told of a need"),
        "need.passed_on": _("asked an organisation about a need"),
        "need.answered": _("answered for an organisation about a need"),
        "need.settled": _("closed a need"),
        "match.feedback": _("wrote down how two get on"),
    }
)
