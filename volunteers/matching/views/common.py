"""What the views of wishes and matches share."""

import uuid

from django.db.models import Model
from django.http import Http404, HttpRequest

from foundation.access.gate import reach, visible
from volunteers.matching.models import Match, Recipient


def recipient_of(request: HttpRequest, action: str, recipient_id: uuid.UUID) -> Recipient:
    rows = visible(request.member, action, Recipient).select_related("workplace", "department")
    return reach(request.member, action, Recipient, recipient_id, rows)


def match_of(request: HttpRequest, action: str, match_id: uuid.UUID) -> Match:
    rows = visible(request.member, action, Match).with_people()
    return reach(request.member, action, Match, match_id, rows)


def must_be_here(model: type[Model], pk: uuid.UUID) -> None:
    """Where an address names two rows: what is not of this municipality is not found, before anybody is refused the other."""
    if not model._default_manager.filter(pk=pk).exists():
        raise Http404
