"""The municipality's own words: four forms and a gender, in each of its languages (SYS-02)."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.sentences import with_word
from foundation.audit.models import record
from foundation.pages.languages import NAMES
from foundation.tenancy.context import current
from foundation.tenancy.models import OwnWord
from foundation.tenancy.settings import setting
from foundation.tenancy.words import FORMS, Word, choose_word, forms_of, own_words, standard


class OneLanguage(forms.Form):
    """All four forms, or none: then the standard word is used."""

    singular = forms.CharField(max_length=60, required=False, label=gettext_lazy("One, not named before"))
    definite = forms.CharField(max_length=60, required=False, label=gettext_lazy("One, named before"))
    plural = forms.CharField(max_length=60, required=False, label=gettext_lazy("Several, not named before"))
    definite_plural = forms.CharField(
        max_length=60, required=False, label=gettext_lazy("Several, named before")
    )
    gender = forms.ChoiceField(
        choices=OwnWord.Gender.choices, widget=forms.RadioSelect, label=gettext_lazy("Gender of the word")
    )

    def __init__(self, *args: Any, code: str, language: str, **kwargs: Any) -> None:
        own = own_words().get((code, language))
        self.code, self.language, self.standard = (
            code,
            language,
            standard(setting("term_set"), code, language),
        )
        first = own or Word("", "", "", "", self.standard.gender)
        super().__init__(*args, prefix=language, initial=first._asdict(), **kwargs)
        for name in FORMS:
            self.fields[name].widget.attrs |= {"placeholder": getattr(self.standard, name), "lang": language}
            self.fields[name].unmarked = True  # four optional fields that belong together
        if language == "en":
            del self.fields["gender"]

    @property
    def title(self) -> str:
        return NAMES[self.language]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        written = [name for name in FORMS if data.get(name)]
        for name in set(FORMS) - set(written) if written else ():
            if name not in self.errors:
                self.add_error(name, _("Write this form too, or leave all four empty."))
        return data

    @property
    def word(self) -> Word | None:
        """None: the standard word. Only of a form without errors."""
        data = self.cleaned_data
        if not data.get("singular"):
            return None
        return Word(*(data[name] for name in FORMS), data.get("gender", self.standard.gender))

    @property
    def sentences(self) -> list[str]:
        """How it reads: with what is written now, else with what is used today."""
        written = self.word if self.is_bound and self.is_valid() else None
        today = self.standard if self.is_bound else forms_of(self.code, self.language)
        return with_word(self.code, written or today, self.language)


def in_each_language(code: str, data: Any = None) -> list[OneLanguage]:
    return [OneLanguage(data, code=code, language=language) for language in current().languages]


@transaction.atomic
def keep(code: str, words: dict[str, Word | None], by: Any) -> bool:
    """Use these words from now on; tells whether anything is different."""
    before = {language: own_words().get((code, language)) for language in words}
    changed = {language: word for language, word in words.items() if word != before[language]}
    for language, word in changed.items():
        choose_word(code, language, word)
    if changed:
        told = {f"{code}.{language}": [before[language], word] for language, word in changed.items()}
        record(by, "words.changed", current(), changes=told)
    return bool(changed)
