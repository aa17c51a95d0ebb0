"""How it went with what was sent, in a sentence for whoever waits for it, and what to do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, F, Model, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.notices.models import Notice
from foundation.notices.querysets import NoticeQuerySet
from foundation.pages.moments import clock, day
from foundation.people.models import Person
from foundation.tenancy.beside import beside, brought

Words = str | Promise
_ASK = gettext_lazy("Ask for the right address, or call.")
_FAILED: dict[str, tuple[Words, Words]] = {
    Notice.Failure.NO_SUCH: (gettext_lazy("Did not arrive: the address does not exist."), _ASK),
    Notice.Failure.REFUSED: (gettext_lazy("Did not arrive: the address does not take it."), _ASK),
    Notice.Failure.GAVE_UP: (gettext_lazy("Did not arrive, though we tried for two days."), _ASK),
    Notice.Failure.NO_ADDRESS: (gettext_lazy("Could not be sent: there is no address."), _ASK),
    Notice.Failure.BROKEN: (gettext_lazy("Could not be written. We have been told."), ""),
}
_OUTWARD = [Notice.Channel.EMAIL, Notice.Channel.SMS]


@dataclass(frozen=True)
class Delivery:
    state: str  # as the tag `state` takes it
    text: Words
    help: Words = ""


def delivery(person: Person, *kinds: str, about: list[Model] | None = None) -> Delivery | None:
    """Of the newest that went, or goes, out to this person; None when nothing did."""
    notices = _outward(person)
    if kinds:
        notices = notices.filter(kind__in=kinds)
    if about is not None:
        notices = notices.filter(about_id__in=[obj.pk for obj in about])
    last = notices.first()
    return _TOLD[last.state](last) if last else None


def deliveries(about: list[Model]) -> dict[Any, Delivery]:
    """By the id of what it is about: how it went with each of many messages, in one question."""
    rows = Notice.objects.filter(about_id__in=[obj.pk for obj in about]).exclude(state=Notice.State.CANCELLED)
    return {row.about_id: _TOLD[row.state](row) for row in rows.order_by("created_at", "id")}


def newest_beside(person: str) -> ArraySubquery:
    """For a queryset, by the path to a person: what `newest` reads."""
    last = _outward(OuterRef(person)).annotate(lost=lost_mail("person", "person__email"))
    return beside(last[:1], "state", "sent_at", "try_at", "failure", "detail", "lost")


def newest(rows: list[dict[str, Any]]) -> tuple[Delivery | None, Delivery | None]:
    """How it went with the newest message, and whether mail to the address that we have does not arrive."""
    for last in brought(Notice, rows):
        return _TOLD[last.state](last), _lost(last.lost) if last.lost else None
    return None, None


def _outward(person: Person | OuterRef) -> NoticeQuerySet:
    """What goes out of the house to this person, the newest first."""
    outward = Notice.objects.filter(person=person, channel__in=_OUTWARD).exclude(state=Notice.State.CANCELLED)
    return outward.order_by("-created_at", "-id")


def _lost(failure: str) -> Delivery:
    return Delivery("late", *_FAILED[failure])


def _sent(notice: Notice) -> Delivery:
    when = f"{day(notice.sent_at, 'plain')} {clock(notice.sent_at)}"
    return Delivery("done", _("Sent %(when)s") % {"when": when})


def _failed(notice: Notice) -> Delivery:
    return _lost(notice.failure)


def _expired(notice: Notice) -> Delivery:
    return Delivery("late", _("Could not be sent in time."), _("Call instead."))


def _pending(notice: Notice) -> Delivery:
    when = {"when": f"{day(notice.try_at, 'plain')} {clock(notice.try_at)}"}
    if notice.detail:
        return Delivery(
            "soon", _("Not there yet: the other side asks us to wait. We try again %(when)s.") % when
        )
    if notice.try_at > timezone.now():
        return Delivery("planned", _("Goes out %(when)s") % when)
    return Delivery("planned", _("On its way"))


_TOLD: dict[str, Callable[[Notice], Delivery]] = {
    Notice.State.SENT: _sent,
    Notice.State.FAILED: _failed,
    Notice.State.EXPIRED: _expired,
    Notice.State.PENDING: _pending,
}


def lost_mail(person: str, email: str) -> Subquery:
    """For a queryset, by the paths to a person and their address: why the last mail to that address was lost, or "".

    It is about the address that was tried: a new one is taken to be good, and so is one that took a letter afterwards.
    """
    last = _outcomes().filter(person=OuterRef(person))
    why = Case(When(email=OuterRef(email), then=F("failure")), default=Value(""), output_field=CharField())
    return Subquery(last.values(why=why)[:1])


def _outcomes() -> NoticeQuerySet:
    """Of mail, the newest first."""
    settled = Notice.objects.filter(channel=Notice.Channel.EMAIL, state__in=["sent", "failed"])
    settled = settled.exclude(failure=Notice.Failure.BROKEN)
    return settled.order_by(Coalesce("sent_at", "try_at").desc(), "-id")
