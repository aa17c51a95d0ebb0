"""A message that ought to exist, before anybody has asked whom it reaches and how."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models

from foundation.notices.attachments import Attachment
from foundation.notices.recipients import Recipient


@dataclass(frozen=True)
class Promise:
    """The key names the occasion: see `outbox.occasion`."""

    to: Recipient
    kind: str
    fields: dict[str, Any]
    url: str
    key: str
    due_at: datetime | None = None  # at once, unless a planner says when
    about: models.Model | None = None
    attachments: Sequence[Attachment] = field(default=())
    expires_at: datetime | None = None
