"""What the log says about surveys. That somebody answered is never written."""

from django.utils.translation import gettext_lazy as _

from foundation.audit import words

words.register({"survey.quoted": _("chose a quote to show from a survey")})
