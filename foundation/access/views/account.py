"""My account, my messages, and the role whose pages I look at."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from foundation.access import second_factor
from foundation.access.gate import allowed
from foundation.notices.models import Notice
from foundation.pages.answers import page


@allowed("account.see")
def account(request: HttpRequest) -> HttpResponse:
    factors = [(factor, second_factor.named(factor)) for factor in second_factor.held(request.user)]
    return page(
        request,
        "access/account.html",
        factors=factors,
        has_app=any(factor.type == factor.Type.TOTP for factor, _name in factors),
        codes_left=second_factor.codes_left(request.user),
    )


@allowed("account.see")
@require_POST
def role(request: HttpRequest) -> HttpResponse:
    """Whose pages are shown; what one may do stays the union (SYS-05)."""
    chosen = request.POST.get("role", "")
    if chosen in dict(request.member.roles):
        request.session["role"] = chosen
    return redirect(settings.LOGIN_REDIRECT_URL)


@allowed("account.see")
def messages(request: HttpRequest) -> HttpResponse:
    """What the house has told this person. Seen is read."""
    inbox = Notice.objects.inbox(request.member.person)
    shown = list(inbox[:50])
    inbox.mark_read()
    return page(request, "access/messages.html", notices=shown)
