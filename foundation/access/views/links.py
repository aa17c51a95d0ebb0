"""What a mailed one-time link opens: the first log-in, and a new password."""

from allauth.account.utils import perform_login
from allauth.mfa.utils import is_mfa_enabled
from django import forms
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from foundation.access.answers import link_gone
from foundation.access.forms import NewPassword
from foundation.access.gate import public
from foundation.access.invitations import INVITATION, accept, login_for, needs_password
from foundation.access.links import Link, LinkGone, open_link
from foundation.access.logins import NEW_PASSWORD
from foundation.access.second_factor import MAY_SET_UP
from foundation.pages.answers import page
from foundation.people.models import Person, User


@public
@never_cache
@sensitive_post_parameters()
def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """The invitation. Opening it does nothing yet: mail scanners open links too."""
    return _answer(request, secret, INVITATION, "account/welcome.html")


@public
@never_cache
@sensitive_post_parameters()
def new_password(request: HttpRequest, secret: str) -> HttpResponse:
    return _answer(request, secret, NEW_PASSWORD, "account/new_password.html")


def _answer(request: HttpRequest, secret: str, purpose: str, template: str) -> HttpResponse:
    try:
        link = open_link(secret, purpose)
        form = _form(link, request)
        if form.is_valid():
            return _enter(request, link, accept(link, form.cleaned_data.get("new_password1", "")))
    except LinkGone as gone:
        return link_gone(request, gone)
    return page(request, template, form=form, person=link.person, address=link.address)


def _form(link: Link, request: HttpRequest) -> forms.Form:
    """Staff choose a password, unless they came to be let in and have one."""
    data = request.POST if request.method == "POST" else None
    user = login_for(link)
    if link.purpose == NEW_PASSWORD or (needs_password(link.person) and not user.has_usable_password()):
        return NewPassword(user, data)
    return forms.Form(data)


def _enter(request: HttpRequest, link: Link, user: User) -> HttpResponse:
    """Log in, by way of the second factor when there is one, or to where it is set up when there must be one."""
    if request.user.is_authenticated:
        logout(request)
    request.person_is_chosen = True
    invited = link.purpose == INVITATION
    to = reverse("mfa_activate_totp") if invited and _lacks_second_factor(link.person, user) else None
    response = perform_login(request, user, redirect_url=to)
    if invited:
        request.session[MAY_SET_UP] = str(user.pk)
    return response


def _lacks_second_factor(person: Person, user: User) -> bool:
    return needs_password(person) and not is_mfa_enabled(user)
