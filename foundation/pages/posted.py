"""What was posted, as a page can offer it again."""

import re

from django.http import HttpRequest

_SECRET = re.compile(r"password|code|credential|secret")


def posted(request: HttpRequest) -> list[list[str]]:
    """Names and values as they came; nothing at all when there is a secret among them."""
    fields = [[name, value] for name, values in request.POST.lists() for value in values]
    return [] if any(_SECRET.search(name) for name, _value in fields) else fields
