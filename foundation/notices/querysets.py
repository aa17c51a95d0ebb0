"""The vocabulary of notices."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from foundation.tenancy.prepared import prepared

if TYPE_CHECKING:
    from foundation.notices.models import Notice
    from foundation.people.models import Person

_EMPTIED = {"fields": {}, "url": "", "attachments": []}


class NoticeQuerySet(models.QuerySet):
    # What somebody sees

    def inbox(self, person: "Person") -> "NoticeQuerySet":
        return self.filter(person=person, channel="in_app", state="sent").order_by("-sent_at", "-id")

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def unsaid(self) -> "NoticeQuerySet":
        """Due, and still to be told by somebody."""
        return self.filter(channel="spoken", state="sent", read_at=None)

    def of_use(self, forgettable: Iterable[str]) -> "NoticeQuerySet":
        """Without those of these kinds whose time has gone by."""
        return self.exclude(kind__in=list(forgettable), expires_at__lte=Now())

    def mark_read(self) -> int:
        return self.unread().update(read_at=Now())

    def of(self, obj: models.Model) -> "NoticeQuerySet":
        return self.filter(about_type=obj._meta.label_lower, about_id=obj.pk)

    def settled_before(self, moment: datetime) -> "NoticeQuerySet":
        """Sent, failed or taken back, and not touched since. A year-old promise of what is still to come is none of these."""
        settled = self.exclude(state="pending").exclude(channel="spoken", state="sent", read_at=None)
        return settled.filter(try_at__lt=moment, created_at__lt=moment)

    # What the drain asks

    def pending(self) -> "NoticeQuerySet":
        return self.filter(state="pending")

    def due(self) -> "NoticeQuerySet":
        return self.pending().filter(try_at__lte=Now())

    def too_late(self) -> "NoticeQuerySet":
        return self.due().filter(expires_at__lte=Now())

    def ready(self, channels: Iterable[str]) -> "NoticeQuerySet":
        """Due, not too late, and in nobody's hands."""
        free = Q(lease_until=None) | Q(lease_until__lt=Now())
        return self.due().filter(free, channel__in=list(channels), expires_at__gt=Now())

    def held(self, pks: Iterable[uuid.UUID], owner: uuid.UUID) -> "NoticeQuerySet":
        """Without those whose lease went to somebody else, or whose promise was changed while we were sending."""
        return self.filter(pk__in=list(pks), lease_owner=owner)

    def goes_with(self, notice: "Notice") -> "NoticeQuerySet":
        """The others of the same reader that are gathered in one mail."""
        mine = self.filter(person=notice.person, channel="email", gathered=True)
        return mine.exclude(pk=notice.pk)

    # What becomes of them

    def lease(self, owner: uuid.UUID, seconds: int) -> int:
        return self.update(
            lease_owner=owner,
            lease_until=Now() + timedelta(seconds=seconds),
            attempts=F("attempts") + 1,
        )

    def sent(self, provider_id: str = "", keep: bool = False) -> int:
        """It went out, and that stays true if it was cancelled meanwhile. What it said is not kept, unless it is read here."""
        return self.update(
            state="sent",
            sent_at=Now(),
            lease_until=None,
            provider_id=provider_id,
            **({} if keep else _EMPTIED),
        )

    def failed(self, failure: str, detail: str = "", email: str = "") -> int:
        """`email` is the address that was tried: it may be put right afterwards."""
        tried = {"email": email} if email else {}
        return self.pending().update(
            state="failed", failure=failure, detail=detail[:300], lease_until=None, **tried
        )

    def again(self, at: datetime, detail: str = "") -> int:
        return self.pending().update(try_at=at, lease_until=None, lease_owner=None, detail=detail[:300])

    def gather(self, at: datetime) -> int:
        return self.pending().update(try_at=at, gathered=True, lease_until=None, lease_owner=None)

    def reroute(self, notice: "Notice", channel: str) -> int:
        """By another way, unless it goes that way already: then this one is not needed."""
        twin = self.model.objects.filter(kind=notice.kind, key=notice.key, recipient=notice.recipient)
        if twin.filter(channel=channel).exists():
            return self.cancel()
        notice.channel, notice.gathered, notice.attachments = channel, False, []
        return self.pending().update(channel=channel, gathered=False, attachments=[])

    def let_go(self) -> int:
        """Nobody was reached, so the attempt does not count."""
        return self.pending().update(lease_until=None, lease_owner=None, attempts=F("attempts") - 1)

    def expire(self) -> int:
        return self.pending().update(state="expired", **_EMPTIED)

    def cancel(self) -> int:
        """What nobody has told yet is not told any more either."""
        waiting = self.pending() | self.unsaid()
        return waiting.update(state="cancelled", **_EMPTIED)

    # What is promised

    def keep(self, drafts: "Sequence[Notice]", move: bool = True, back: bool = True) -> "list[Notice]":
        """Write these once. A promise that waits is brought up to date (and moved, unless told not to); one that was
        cancelled is wanted again; one that was sent stays sent, also when the reader has chosen another way since.
        Returns the rows as they stand; unless they are read `back`, the draft of what another wrote in the same instant."""
        there = self._like(drafts)
        drafts = [draft for draft in drafts if not _had_otherwise(draft, there)]
        new = {draft.identity: draft for draft in drafts if draft.identity not in there}
        self.bulk_create(new.values(), ignore_conflicts=True)
        renewed = {draft.identity for draft in drafts if self._renew(there.get(draft.identity), draft, move)}
        now = self._like(drafts) if renewed or (new and back) else there | new
        for identity, notice in now.items():
            notice.is_news = identity in new or identity in renewed
        return [now[identity] for identity in dict.fromkeys(draft.identity for draft in drafts)]

    def _like(self, drafts: "Sequence[Notice]") -> "dict[Any, Notice]":
        """Everything of the same occasions."""
        kinds, keys = {draft.kind for draft in drafts}, {draft.key for draft in drafts}
        return {notice.identity: notice for notice in _of_occasions(sorted(kinds), sorted(keys))}

    def _renew(self, old: "Notice | None", draft: "Notice", move: bool) -> bool:
        from foundation.notices.models.notice import PROMISED

        if old is None or old.state not in ("pending", "cancelled"):
            return False
        if old.state == "pending" and not move:
            draft.due_at, draft.try_at, draft.expires_at = old.due_at, old.try_at, old.expires_at
        if old.state == "pending" and old.agrees_with(draft):
            return False
        promised = {name: getattr(draft, name) for name in PROMISED}
        unsent = self.filter(pk=old.pk, state__in=["pending", "cancelled"])
        return bool(
            unsent.update(
                **promised,
                state="pending",
                try_at=draft.due_at,
                attempts=0,
                gathered=False,
                lease_until=None,
                lease_owner=None,  # who is sending the old one just now no longer holds it
                message_id=uuid.uuid4(),
            )
        )


@prepared
def _of_occasions(kinds: list[str], keys: list[str]) -> "NoticeQuerySet":
    from foundation.notices.models import Notice

    return Notice.objects.filter(kind__any_of=kinds, key__any_of=keys)


def _had_otherwise(draft: "Notice", there: "dict[Any, Notice]") -> bool:
    """Whether this has gone out to them by mail, and now would by SMS, or the other way round."""
    ways = ("email", "sms")
    if draft.channel not in ways:
        return False
    kind, key, recipient, _channel = draft.identity
    others = (there.get((kind, key, recipient, way)) for way in ways if way != draft.channel)
    return any(other.state == "sent" for other in others if other)
