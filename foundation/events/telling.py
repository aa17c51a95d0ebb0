"""What people are told about an event, in the transaction of the deed that caused it."""

from typing import TYPE_CHECKING, Any

from foundation.events.calendar import attachment
from foundation.events.kinds import Words, words_of

if TYPE_CHECKING:
    from foundation.events.models import Event, Participation


def signed_up(participation: "Participation", by: Any) -> None:
    words = words_of(participation.event.kind)
    has_place = participation.state == participation.State.SIGNED_UP
    _tell(participation, words.confirmed if has_place else words.waiting, with_file=has_place)


def promoted(participation: "Participation", by: Any) -> None:
    _tell(participation, words_of(participation.event.kind).promoted)


def moved(event: "Event", by: Any) -> None:
    _take_back(event)
    for participation in _concerned(event):
        _tell(participation, words_of(event.kind).moved)


def cancelled(event: "Event", by: Any) -> None:
    _take_back(event)
    for participation in _concerned(event):
        _tell(participation, words_of(event.kind).cancelled)


def left(participation: "Participation") -> None:
    """Nothing more comes about a place that was given back."""
    if words_of(participation.event.kind) == Words():
        return
    from foundation.notices.models import Notice

    Notice.objects.of(participation.event).filter(person=participation.person).cancel()


def _concerned(event: "Event") -> "list[Participation]":
    return list(event.participations.active().select_related("person", "event"))


def _take_back(event: "Event") -> None:
    if words_of(event.kind) == Words():
        return
    from foundation.notices.outbox import cancel

    cancel(about=event)


def _tell(participation: "Participation", kind: str, with_file: bool = True) -> None:
    if not kind:
        return
    from foundation.notices.outbox import notify, occasion

    event, person = participation.event, participation.person
    notify(
        person,
        kind,
        fields_of(event, person),
        words_of(event.kind).url(event, person),
        key=occasion(kind, participation.pk, str(event.sequence)),
        about=event,
        attachments=[attachment(event, person)] if with_file else [],
    )


def fields_of(event: "Event", person: Any) -> dict[str, Any]:
    ours = {
        "day": event.starts_at,
        "time": event.starts_at,
        "place": event.place,
        "workplace": event.workplace,
    }
    return ours | words_of(event.kind).fields(event, person)
