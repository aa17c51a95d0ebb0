"""What the log says about papers."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import words

words.register(
    {
        "documents.issued": _("made a paper"),
        "documents.signed": _("signed a paper"),
        "documents.revoked": _("declared a paper no longer valid"),
        "documents.asked": _("asked for a signature"),
    }
)
