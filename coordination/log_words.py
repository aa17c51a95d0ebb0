"""What the log says about the desk."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import words

words.register(
    {
        "read.own data": _("took along everything that is kept about oneself"),
        "settings.changed": _("changed the settings"),
        "elements.changed": _("chose which elements of the model are in use"),
        "languages.changed": _("chose which languages are offered"),
        "words.changed": _("changed the municipality's words"),
        "workplace.added": _("added a workplace"),
        "workplace.changed": _("changed what stands about a workplace"),
        "function.worded": _("wrote the words of a function description"),
        "function.described": _("made a function description"),
        "municipality.founded": _("opened Samspill in this municipality"),
    }
)
