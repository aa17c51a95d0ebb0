"""What the log says about papers."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import words

words.register(
    {
        "documents.issued": _("made a paper"),
        "documents.signed": _("signed a paper"),
        "documents.revoked": _("declared a paper no longer valid"),
        "documents.worded": _("changed the words of a kind of paper"),
        "documents.picture": _("put in a picture for papers"),
        "documents.picture_away": _("took a picture for papers away"),
        "documents.asked": _("asked for a signature"),
    }
)
