"""The answers that the house brings to a new municipality: `texts/replies.yaml`."""

from functools import cache
from typing import Any

import yaml
from django.db import transaction

from foundation.tenancy.context import enter
from foundation.tenancy.models import Municipality
from volunteers.models import ReplyTemplate
from volunteers.tags import TEXTS

LANGUAGES = ("nb", "nn", "en")


@cache
def shipped() -> list[dict[str, Any]]:
    return yaml.safe_load((TEXTS / "replies.yaml").read_text("utf-8"))["replies"]


@transaction.atomic
def seed_reply_templates(municipality: Municipality) -> int:
    """Bring those that are missing, in every language. What the municipality has changed is left alone."""
    with enter(municipality):
        known = set(ReplyTemplate.objects.values_list("code", "language"))
        new = [
            ReplyTemplate(code=reply["code"], language=language, **reply[language])
            for reply in shipped()
            for language in LANGUAGES
            if (reply["code"], language) not in known
        ]
        ReplyTemplate.objects.bulk_create(new)
    return len(new)
