"""A short form beside what it belongs to: asked, saved by one verb, answered kindly when it is refused."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse

from foundation.pages.answers import done, page


def asked(
    request: HttpRequest,
    form: Form,
    save: Callable[[], Any],
    back: str,
    back_to: Any,
    told: str,
    **said: Any,
) -> HttpResponse:
    """`said` is title, submit and lead. A refusal of the verb stands in the form."""
    if form.is_valid():
        try:
            save()
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return done(request, back, told)
    return page(request, "volunteers/small_form.html", form=form, back=back, back_to=back_to, **said)
