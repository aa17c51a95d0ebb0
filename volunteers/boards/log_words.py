"""What the log says about boards."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import words

words.register(
    {
        "scheme.planned": _("planned a scheme"),
        "scheme.changed": _("changed a scheme"),
        "scheme.day_closed": _("closed a day of a scheme"),
        "scheme.day_opened": _("opened a day of a scheme again"),
        "scheme.joined": _("took part in a scheme"),
        "scheme.left": _("left a scheme"),
        "scheme.asked": _("chose whether to hear of free turns"),
        "slot.fell": _("gave an untaken turn to the unit"),
        "slot.done": _("ticked that a turn was done"),
        "standing.agreed": _("made a standing agreement"),
        "standing.ended": _("ended a standing agreement"),
        "standing.away": _("told of days away"),
        "standing.back": _("came back before the time"),
        "swap.asked": _("asked to swap a turn"),
        "swap.confirmed": _("took over a turn in a swap"),
        "swap.withdrawn": _("took back a wish to swap"),
    }
)
