"""The colours a municipality may choose among. Each keeps its contrasts in light and dark; none is red or amber."""

from django.utils.translation import gettext_lazy as _

#: data-color on <html> -> the word for it. The first three are Designsystemet's, the rest stand in colors.css.
COLORS = {
    "brand1": _("green"),
    "accent": _("blue"),
    "brand2": _("violet"),
    "fjord": _("fjord blue"),
    "moss": _("moss green"),
    "plum": _("plum"),
    "slate": _("slate grey"),
    "indigo": _("indigo"),
}
