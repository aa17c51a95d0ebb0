"""What the views of wishes and matches share."""

import uuid

from django.http import HttpRequest

from foundation.access.gate import reach, visible
from volunteers.matching.models import Match, Recipient


def recipient_of(request: HttpRequest, action: str, recipient_id: uuid.UUID) -> Recipient:
    rows = visible(request.member, action, Recipient).select_related("workplace", "department")
    return reach(request.member, action, Recipient, recipient_id, rows)


def match_of(request: HttpRequest, action: str, match_id: uuid.UUID) -> Match:
    rows = visible(request.member, action, Match).with_people()
    return reach(request.member, action, Match, match_id, rows)
