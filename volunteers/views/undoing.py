"""«Undo»: what was done by one POST is taken back by one, while nothing has followed from it."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from foundation.pages.answers import done
from volunteers.models import Volunteer


def taken_back(request: HttpRequest, volunteer: Volunteer, undo: Callable[[], None]) -> HttpResponse:
    try:
        undo()
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return done(request, volunteer)
    return done(request, volunteer, _("Undone. It waits again."))
