"""What somebody wrote when their time had run out: kept for an hour, for them alone, and offered again after log-in.

It lies sealed in the session of that browser, never in an address, and is never sent by itself: the person sees what they
wrote and sends it with a new token. Whose it is, the browser's cookie tells (`devices.whose`); after a log-out it is nobody's,
and then nothing is kept. Files are not kept. What holds a password or a code is not either.
"""

import json
import re
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from foundation.access import devices
from foundation.access.sealing import InvalidToken, seal, unseal
from foundation.pages.posted import posted

UNSENT, SECONDS, MOST = "unsent", 60 * 60, 64_000
_SENTENCE = re.compile(r"[^\W\d_]\S*\s+\S")  # words, not a choice or a key


@dataclass(frozen=True)
class Unsent:
    whose: str
    path: str
    page: str  # where the form stands
    fields: list[list[str]]
    has_files: bool = False

    @property
    def sentences(self) -> list[str]:
        """What they will know again as their own."""
        return [value for _name, value in self.fields if _SENTENCE.search(value)]


def keep(request: HttpRequest, page: str, told: str = "") -> bool:
    """Keep what was posted. False when there is nothing to keep, or nobody to keep it for."""
    whose = devices.mark_of(request.user) if request.user.is_authenticated else devices.whose(request)
    fields = [[name, value] for name, value in posted(request) if name != "csrfmiddlewaretoken"]
    if not whose:
        return False
    unsent = Unsent(whose, request.get_full_path(), page, fields, has_files=bool(request.FILES))
    said = json.dumps(asdict(unsent))
    if not any(value.strip() for _name, value in fields) or len(said) > MOST:
        return False
    request.session[UNSENT] = seal(UNSENT, said)
    request.was_kept = True
    logged_out = _("You had been logged out. What you wrote is kept: log in, and you get it back.")
    messages.info(request, told or logged_out)
    return True


def is_alone(request: HttpRequest) -> bool:
    """Nobody but this person has logged in by this browser, so what is written in it is theirs."""
    return list(devices.known(request)) == [devices.mark_of(request.user)]


def offered(request: HttpRequest) -> Unsent | None:
    """What this person wrote here within the hour."""
    try:
        unsent = Unsent(**json.loads(unseal(UNSENT, request.session.get(UNSENT, ""), SECONDS)))
    except InvalidToken:
        return None
    return unsent if unsent.whose == devices.mark_of(request.user) else None


def forget(request: HttpRequest) -> None:
    request.session.pop(UNSENT, None)


def note_sent(request: HttpRequest, response: HttpResponse) -> None:
    """After the answer: what has been received is kept no longer."""
    received = request.method == "POST" and response.status_code < 400 and not hasattr(request, "was_kept")
    if not received or UNSENT not in request.session:
        return
    unsent = offered(request) if request.member and request.user.is_authenticated else None
    if unsent and urlsplit(unsent.path).path == request.path:
        forget(request)
