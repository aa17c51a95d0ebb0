"""Sentences of the house in which the municipality's words stand, to look at before a word is kept (SYS-02)."""

import re

from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from foundation.tenancy.words import Word, forms_of

#: What a gap in a sentence stands for: the code of a word and its form.
GAPS = {
    "a_contact": ("volunteer_contact", "indefinite"),
    "contact_word": ("volunteer_contact", "singular"),
    "contacts_word": ("volunteer_contact", "plural"),
    "your_contact": ("volunteer_contact", "yours"),
    "the_contact": ("volunteer_contact", "definite"),
    "deputy_word": ("deputy_contact", "singular"),
    "the_deputy": ("deputy_contact", "definite"),
    "the_coordinator": ("network_coordinator", "definite"),
    "volunteers_word": ("volunteer", "plural"),
    "the_wheel": ("wheel", "definite"),
    "the_department": ("department", "definite"),
    "the_workplace": ("workplace", "definite"),
}
SENTENCES: tuple[Promise, ...] = (
    _("Appoint %(a_contact)s"),
    _("No %(contact_word)s right now"),
    _("%(contacts_word)s and other roles"),
    _("This is what %(your_contact)s sees too. Is something wrong, put it right or tell us."),
    _("Enquiries go to %(the_coordinator)s"),
    _(
        "From the day after, what waits goes to %(the_deputy)s or %(the_coordinator)s until somebody new is appointed."
    ),
    _("You have no %(deputy_word)s yet. Choose who takes over what waits."),
    _("Your %(volunteers_word)s on %(the_wheel)s"),
    _("The steps of %(the_wheel)s"),
    _("Ask %(the_department)s first, then hear how it was."),
    _("%(the_workplace)s began it."),
)
_GAP = re.compile(r"%\((\w+)\)s")


def with_word(code: str, word: Word, language: str) -> list[str]:
    """The sentences in which the word stands, in its language; its forms one by one where it stands alone."""
    with translation.override(language):
        found = [
            str(text) for text in SENTENCES if any(GAPS[gap][0] == code for gap in _GAP.findall(str(text)))
        ]
        if not found:
            return [", ".join([word.form("indefinite", language), *word[1:4]])]
        return [_filled(text, code, word, language) for text in found]


def _filled(text: str, code: str, word: Word, language: str) -> str:
    words = {
        gap: (word if GAPS[gap][0] == code else forms_of(GAPS[gap][0], language)).form(GAPS[gap][1], language)
        for gap in _GAP.findall(text)
    }
    return capfirst(text % words)
