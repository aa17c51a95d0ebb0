"""Log-in by code or password, and log-out: allauth's views, in our words and behind our addresses."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account.utils import perform_login
from allauth.account.views import (
    ConfirmLoginCodeView,
    LoginView,
    LogoutView,
    PasswordChangeView,
    RequestLoginCodeView,
)
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from foundation.access import limits
from foundation.access.adapters import CHOOSING
from foundation.access.forms import ForgottenPassword, WhichPerson
from foundation.access.gate import allowed, public
from foundation.access.logins import logins_here, mail_new_password
from foundation.pages.answers import in_error, page

View = Callable[..., HttpResponse]


def answering(view: View) -> View:
    """A form that fails answers 422, as everywhere in the house."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        context = getattr(response, "context_data", None) or {}
        if in_error(context.get("form")) or in_error(context.get("webauthn_form")):
            response.context_data = context | {"has_errors": True}
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    return answered


log_in = public(answering(RequestLoginCodeView.as_view(template_name="account/log_in.html")))
confirm_code = public(answering(ConfirmLoginCodeView.as_view(template_name="account/code.html")))
with_password = public(answering(LoginView.as_view(template_name="account/with_password.html")))
log_out = public(answering(LogoutView.as_view()))
_change_password = answering(PasswordChangeView.as_view(template_name="account/change_password.html"))


@allowed("account.see")
def change_password(request: HttpRequest) -> HttpResponse:
    """For those who have one."""
    return _change_password(request) if request.user.has_usable_password() else redirect("account")


@public
@never_cache
def choose_person(request: HttpRequest) -> HttpResponse:
    """Two people share the address that a code has just proven."""
    if not (proven := request.session.get(CHOOSING)):
        return redirect("account_login")
    form = WhichPerson(logins_here(proven["email"]), request.POST or None)
    if form.is_valid():
        del request.session[CHOOSING]
        request.person_is_chosen = True
        user = form.cleaned_data["person"].user
        return perform_login(request, user, email=proven["email"], redirect_url=proven["next"] or None)
    return page(request, "account/choose_person.html", form=form)


@public
@never_cache
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """The same answer whoever asks."""
    form = ForgottenPassword(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if not limits.try_as(request, "reset_password", email):
            return ratelimit.respond_429(request)
        for user in form.holders():
            mail_new_password(user)
        return page(request, "account/password_is_on_its_way.html", email=email)
    return page(request, "account/forgotten_password.html", form=form)
