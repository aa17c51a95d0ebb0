"""Who asks for a code learns nothing from how long the answer takes: a known address makes a mail, an unknown one none."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse

ASKED = ("account_login", "account_request_login_code", "account_reset_password")


class Unhurried:
    """Around the transaction, since the mail is sent when it is committed. The password's own check takes longer than this."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or request.path_info not in _paths():
            return self.get_response(request)
        ready_at = time.monotonic() + settings.LOG_IN_ANSWERS_AFTER
        response = self.get_response(request)
        time.sleep(max(0.0, ready_at - time.monotonic()))
        return response


def _paths() -> set[str]:
    try:
        return {reverse(name) for name in ASKED}
    except NoReverseMatch:  # the root host has no log-in
        return set()
