"""What somebody wrote when their time had run out, offered again."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.access import unsent as kept
from foundation.access.gate import allowed, page_of
from foundation.pages import errors
from foundation.pages.answers import SeeOther, done, page


@allowed("account.see")
def unsent(request: HttpRequest) -> HttpResponse:
    """It is sent by its own person pressing the button; here it is only shown, or thrown away."""
    if request.method == "POST":
        kept.forget(request)
        return done(request, "/", _("It is thrown away."))
    offered = kept.offered(request)
    if offered is None:
        kept.forget(request)
        return SeeOther("/")
    return page(request, "access/unsent.html", unsent=offered)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF. A page of ours that stood open while its reader logged in anew: what it says is not lost either.

    Only where the browser itself says that the form was ours, and nobody else has logged in here.
    """
    ours = request.headers.get("origin") == f"{request.scheme}://{request.get_host()}"
    told = _("The page had stood open for so long that we ask you to send it once more.")
    mine = ours and getattr(request, "member", None) and kept.is_alone(request)
    if mine and kept.keep(request, page_of(request), told):
        return SeeOther(reverse("unsent"))
    return errors.form_too_old(request, reason)
