"""The municipality's own words, one page each (SYS-02)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.forms.words import in_each_language, keep
from foundation.access.gate import allowed
from foundation.pages.answers import done, page
from foundation.tenancy.context import current
from foundation.tenancy.settings import setting
from foundation.tenancy.words import codes, own_words, sets, spoken, standard, word

GROUPS = {
    "role": gettext_lazy("Roles"),
    "element": gettext_lazy("Parts of the model"),
    "place": gettext_lazy("Places"),
}


@allowed("settings.change")
def words(request: HttpRequest) -> HttpResponse:
    own = {code for code, _language in own_words()}
    groups = [
        (title, [(code, word(code), code in own) for code in codes(kind)]) for kind, title in GROUPS.items()
    ]
    return page(request, "coordination/words.html", groups=groups, term_set=sets()[setting("term_set")])


@allowed("settings.change")
def own_word(request: HttpRequest, term: str) -> HttpResponse:
    """The forms of one word. Sent without `keep`, it only shows how the sentences read."""
    if term not in codes():
        raise Http404
    forms = in_each_language(term, request.POST or None)
    if request.POST and all(form.is_valid() for form in forms) and request.POST.get("keep"):
        changed = keep(term, {form.language: form.word for form in forms}, by=request.member)
        told = _("Saved. The word is used from now on.") if changed else _("Nothing was changed.")
        return done(request, "words", told)
    return page(
        request,
        "coordination/word.html",
        term=term,
        forms=forms,
        title=capfirst(standard(setting("term_set"), term, spoken()).singular),
        has_own=any(code == term for code, _language in own_words()),
    )


@allowed("settings.change")
def standard_word(request: HttpRequest, term: str) -> HttpResponse:
    """Back to the word of the set, in every language. Asks first: what was written is kept nowhere else."""
    if term not in codes():
        raise Http404
    if request.method != "POST":
        return page(request, "confirm.html", **_asked(term))
    languages = {*current().languages, *(language for code, language in own_words() if code == term)}
    keep(term, dict.fromkeys(languages), by=request.member)
    told = _("Saved. The standard word is used again: %(word)s.") % {"word": word(term)}
    return done(request, "words", told)


def _asked(term: str) -> dict[str, str]:
    again = standard(setting("term_set"), term, spoken()).singular
    return {
        "title": _("Back to the standard word?"),
        "text": _("“%(word)s” is used again everywhere. Your own word is forgotten, in all its forms.")
        % {"word": again},
        "submit": _("Back to the standard word"),
        "cancel_url": reverse("own_word", args=[term]),
    }
