"""How certificates look: the words in each language with a preview, the logo, and one's own signature (CRS-10)."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from foundation.access.gate import allowed, can, reach, visible
from foundation.documents.forms_look import PictureForm, WordingForm, house_wording, sample
from foundation.documents.models import Template
from foundation.documents.pictures import Picture
from foundation.documents.texts import LANGUAGES
from foundation.pages.answers import done, page
from foundation.pages.languages import NAMES
from foundation.tenancy.context import current

KIND = "course_certificate"


@allowed("documents.look")
def certificate_look(request: HttpRequest) -> HttpResponse:
    """Everything on one page; a form is sent with the name of the picture it is for."""
    member, may_word = request.member, can(request.member, "documents.word")
    kind = request.POST.get("kind", "")
    if kind == Picture.Kind.LOGO and not may_word:
        raise Http404
    forms = {one.value: PictureForm(prefix=one.value) for one in Picture.Kind}
    if kind in forms:
        forms[kind] = PictureForm(request.POST, request.FILES, prefix=kind)
        if forms[kind].is_valid():
            person = member.person if kind == Picture.Kind.HAND else None
            forms[kind].save(kind, by=member, person=person)
            return done(request, "certificate_look", _("Saved. It comes on what is issued from now on."))
    version = _template(current().default_language).current
    return page(
        request,
        "documents/look.html",
        logo=Picture.objects.logo(),
        hand=Picture.objects.hand_of(member.person),
        forms=forms,
        form=forms.get(kind),
        may_word=may_word,
        languages=[(code, NAMES[code]) for code in LANGUAGES],
        title=version.title,
        seen=sample(version.body, KIND, version.template.language),
    )


@allowed("documents.word")
def certificate_words(request: HttpRequest, language: str) -> HttpResponse:
    """The text in one language; looked at before it is saved."""
    if language not in LANGUAGES:
        raise Http404
    template = _template(language)
    form = WordingForm(request.POST if request.method == "POST" else None, template=template)
    if form.is_valid() and "save" in request.POST:
        form.save(by=request.member)
        return done(request, "certificate_look", _("Saved. It holds for what is issued from now on."))
    seen = getattr(form, "seen", "") or (
        "" if form.is_bound else sample(template.current.body, KIND, language)
    )
    return page(
        request,
        "documents/words.html",
        form=form,
        seen=seen,
        language=NAMES[language],
        code=language,
        logo=Picture.objects.logo(),
        is_own=not template.current.from_house,
    )


@allowed("documents.word")
@require_POST
def certificate_words_back(request: HttpRequest, language: str) -> HttpResponse:
    """The house's own words again; the municipality's stay among the versions."""
    if language not in LANGUAGES:
        raise Http404
    template = _template(language)
    template.write(*house_wording(template), by=request.member, from_house=True)
    return done(request, "certificate_look", _("The usual words are back."))


@allowed("documents.look")
@require_POST
def picture_away(request: HttpRequest, picture_id: uuid.UUID) -> HttpResponse:
    picture = reach(request.member, "documents.look", Picture, picture_id)
    Picture.take_away(picture.kind, by=request.member, person=picture.person)
    return done(request, "certificate_look", _("Taken away. What is issued already keeps it."))


@allowed("documents.look")
@never_cache
@require_GET
def picture(request: HttpRequest, picture_id: uuid.UUID) -> HttpResponse:
    mine = visible(request.member, "documents.look", Picture)
    seen = mine | Picture.objects.filter(kind=Picture.Kind.LOGO)  # the logo is no secret
    found = reach(request.member, "documents.look", Picture, picture_id, rows=seen)
    return HttpResponse(bytes(found.content), content_type="image/png")


def _template(language: str) -> Template:
    return Template.objects.get(kind=KIND, language=language)
