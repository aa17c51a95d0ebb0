"""Passkeys: made, used to log in, and taken away; the app that gives codes is taken away here too."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import auto_generate_recovery_codes
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from foundation.access import second_factor
from foundation.access.gate import Refused, allowed, public
from foundation.access.passkeys import NewPasskey
from foundation.access.views.login import answering
from foundation.access.views.second_factor import lately, may_add
from foundation.pages.answers import done, page


@public
@never_cache
@may_add
def new_passkey(request: HttpRequest) -> HttpResponse:
    form = NewPasskey(request.POST or None, user=request.user)
    if form.is_valid():
        made = auth.WebAuthn.add(request.user, form.cleaned_data["name"], form.cleaned_data["credential"])
        first_codes = auto_generate_recovery_codes(request)
        second_factor.was_set_up(request, made.instance)
        to = "mfa_view_recovery_codes" if first_codes else "account"
        return done(request, to, _("The passkey is kept. Next time you can log in with it alone."))
    options = auth.begin_registration(request.user, passwordless=True)
    return page(request, "account/new_passkey.html", form=form, js_data={"creation_options": options})


class LogIn(LoginWebAuthnView):
    """allauth's script asks for the options first; whoever comes by another way belongs on the page of log-in."""

    template_name = "account/log_in_with_passkey.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.accepts("text/html"):
            return HttpResponseRedirect(reverse("account_login"))
        return JsonResponse({"request_options": auth.begin_authentication(user=None)})

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))


log_in_with_passkey = public(never_cache(answering(LogIn.as_view())))


@allowed("account.see")
@lately
def second_factor_removal(request: HttpRequest, factor: int) -> HttpResponse:
    """One of several. The last is only ever replaced, by somebody who can see who is asking."""
    held = second_factor.held(request.user)
    chosen = next((one for one in held if one.pk == factor), None)
    if chosen is None:
        raise Http404
    if len(held) == 1:
        raise Refused(
            reason=_("This is your only second factor. Add another first, and then take this away.")
        )
    if request.method == "POST":
        second_factor.remove(request, chosen)
        return done(request, "account", _("It is taken away."))
    return page(request, "confirm.html", **_asked(chosen))


def _asked(factor: Authenticator) -> dict[str, Any]:
    return {
        "title": _("Take it away?"),
        "text": _("%(name)s will not let you in any more.") % {"name": second_factor.named(factor)},
        "submit": _("Take it away"),
        "color": "danger",
        "cancel_url": reverse("account"),
    }
