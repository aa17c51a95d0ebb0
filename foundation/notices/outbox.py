"""The outbox: promising a message, taking it back, and the one kind of message that is never stored."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, models, transaction

from foundation.notices import fields as values
from foundation.notices import letters, posting
from foundation.notices.attachments import Attachment
from foundation.notices.clock import database_now
from foundation.notices.kinds import Kind
from foundation.notices.kinds import kind as kind_of
from foundation.notices.models import Notice
from foundation.notices.models.mark import mark
from foundation.notices.models.notice import occasion
from foundation.notices.promises import Promise
from foundation.notices.recipients import Address, Recipient, channels, identity, must_be_said
from foundation.people.models import Person
from foundation.tenancy.context import current_id
from foundation.tenancy.tasks import wake

UNDO_WINDOW = timedelta(minutes=2)

__all__ = [
    "Address",
    "Promise",
    "cancel",
    "drafts",
    "notify",
    "notify_all",
    "occasion",
    "send_now_on_commit",
    "silent",
]

_silent: ContextVar[bool] = ContextVar("silent", default=False)


def notify(
    to: Recipient,
    kind: str,
    fields: dict[str, Any],
    url: str = "",
    *,
    key: str,
    due_at: datetime | None = None,
    about: models.Model | None = None,
    attachments: Sequence[Attachment] = (),
    expires_at: datetime | None = None,
    undo_window: bool = False,
) -> list[Notice]:
    """Promise a message, in the transaction that is open. One notice per channel; a volunteer whom nothing reaches is told
    by somebody, and until then it waits on the contact's desk.

    `fields` may hold whole objects: only what the texts say is taken. `url` is a path on the municipality's host.
    The same kind, key and recipient is the same message: promised twice, it is sent once. So the key names the
    occasion, as `occasion("meeting", meeting.pk, meeting.starts_at)` does.
    With `undo_window` it waits two minutes, so that "Angre" can take it back by `cancel(about=…)`.
    """
    if _silent.get():
        return []
    now = database_now()
    due = due_at or now + UNDO_WINDOW * undo_window
    written = drafts(to, kind, fields, url, key, due, about, attachments, expires_at)
    kept = Notice.objects.keep(written, move=due_at is not None, back=False) if written else []
    announce(kept, now)
    return kept


def notify_all(promises: Iterable[Promise]) -> list[Notice]:
    """As `notify`, for many at once and in as few statements as for one."""
    if _silent.get():
        return []
    now = database_now()
    written = [draft for promise in promises for draft in drafts_of(promise, promise.due_at or now)]
    kept = Notice.objects.keep(written, move=False, back=False) if written else []
    announce(kept, now)
    return kept


def drafts_of(promise: Promise, due_at: datetime, planned_by: str = "") -> list[Notice]:
    """The notices of one promise as they would be written, unsaved."""
    return drafts(
        promise.to,
        promise.kind,
        promise.fields,
        promise.url,
        promise.key,
        due_at,
        promise.about,
        promise.attachments,
        promise.expires_at,
        planned_by,
    )


def drafts(
    to: Recipient,
    kind: str,
    fields: dict[str, Any],
    url: str,
    key: str,
    due_at: datetime,
    about: models.Model | None = None,
    attachments: Sequence[Attachment] = (),
    expires_at: datetime | None = None,
    planned_by: str = "",
) -> list[Notice]:
    """The notices as they would be written, unsaved."""
    what = kind_of(kind)
    if not key:
        raise ValueError(f"the notice {kind} needs a key that names its occasion")
    taken = values.take(what, _signed(what, to, fields), letters.spoken(to.reads))
    if (what.needs_url or url) and not url.startswith("/"):
        raise ValueError(f"{kind} needs a path on the municipality's host, not {url!r}")
    ways = channels(to, what)
    if must_be_said(to, what, ways):
        ways = [*ways, Notice.Channel.SPOKEN]
    return [
        Notice(
            kind=kind,
            channel=channel,
            key=key[:200],
            recipient=identity(to),
            **_address(to),
            fields=taken,
            url="" if channel == Notice.Channel.SPOKEN else url,  # a secret link is for its owner's eyes
            attachments=[list(attachment) for attachment in attachments] if channel == "email" else [],
            about_type=about._meta.label_lower if about else "",
            about_id=about.pk if about else None,
            planned_by=planned_by,
            due_at=due_at,
            try_at=due_at,
            expires_at=expires_at or due_at + what.max_age,
        )
        for channel in ways
    ]


def cancel(about: models.Model, kind: str | None = None) -> int:
    """Take back what is not yet sent about this, in the transaction that is open. Returns how many notices."""
    notices = Notice.objects.of(about)
    return (notices.filter(kind=kind) if kind else notices).cancel()


@contextmanager
def silent() -> Iterator[None]:
    """Nothing is promised inside: for a past that is written down afterwards (the demo, an import)."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def send_now_on_commit(to: Recipient, kind: str, fields: dict[str, Any], url: str = "") -> None:
    """For codes and secret links: sent when the transaction is committed, and kept nowhere.

    When it cannot be sent it is lost: the person asks for another.
    """
    what = kind_of(kind)
    taken = values.take(what, fields, letters.spoken(to.reads))
    letter = letters.write(what, "email" if to.email else "sms", to, taken, url)
    transaction.on_commit(lambda: posting.send_aside(kind, letter), robust=True)


def _signed(what: Kind, to: Recipient, fields: dict[str, Any]) -> dict[str, Any]:
    """What a volunteer gets comes from their contact, by name, when the caller names nobody else."""
    contact, workplace = fields.get("contact"), fields.get("workplace")
    if "sender" in fields or "volunteer" not in what.audience or not contact or contact == to:
        return fields
    sender = {
        "name": contact.name,
        "first_name": contact.first_name,
        "place": getattr(workplace, "name", ""),
        "email": getattr(contact, "email", ""),
    }
    return fields | {"sender": sender}


def _address(to: Recipient) -> dict[str, Any]:
    if isinstance(to, Person):
        return {"person": to}
    return {"name": to.name, "email": to.email, "phone": str(to.phone), "language": to.language}


def announce(notices: Sequence[Notice], now: datetime) -> None:
    """Leave marks for the tick, and wake the drain at commit when something is due already."""
    waiting = [notice for notice in notices if notice.is_news]
    mark(notice.due_at for notice in waiting)
    if any(notice.due_at <= now for notice in waiting):
        _wake_on_commit(current_id())


def _wake_on_commit(here: uuid.UUID) -> None:
    """Once per transaction, however many notices it holds."""
    from foundation.notices.tasks import drain

    def wake_drain() -> None:
        wake(drain, str(here))

    wake_drain.wakes = here
    if not any(getattr(hook[1], "wakes", None) == here for hook in connection.run_on_commit):
        transaction.on_commit(wake_drain, robust=True)
