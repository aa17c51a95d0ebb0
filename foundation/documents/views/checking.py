"""Is this paper genuine? Anybody may ask who holds it in their hand, also of another municipality: the code stands only there."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from foundation.access.gate import public
from foundation.documents.forms import CheckForm
from foundation.documents.limits import is_over
from foundation.documents.models import Document
from foundation.pages.answers import page
from foundation.tenancy.context import enter

TIMES, SECONDS = 20, 600


@public
@never_cache
def document_check(request: HttpRequest) -> HttpResponse:
    form = CheckForm(request.POST or None, initial={"code": request.GET.get("kode", "")[:20]})
    if not form.is_valid():
        return page(request, "documents/check.html", form=form)
    if is_over(request, "check", TIMES, SECONDS):
        response = page(request, "429.html")
        response.status_code = 429
        return response
    code, issuer = form.cleaned_data["code"], form.municipality
    with enter(issuer):
        found = Document.objects.by_code(code)
    again = CheckForm(initial={"issuer": issuer.pk})
    return page(request, "documents/check.html", form=again, asked=code, document=found, issuer=issuer)
