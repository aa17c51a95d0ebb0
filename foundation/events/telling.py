"""What people are told about an event, in the transaction of the deed that caused it."""

from typing import TYPE_CHECKING, Any

from foundation.events.calendar import attached
from foundation.events.kinds import words_of
from foundation.notices.models import Notice
from foundation.notices.outbox import cancel, notify, occasion

if TYPE_CHECKING:
    from foundation.events.models import Event, Participation


def signed_up(participation: "Participation") -> None:
    words = words_of(participation.event.kind)
    has_place = participation.state == participation.State.SIGNED_UP
    _tell(participation, words.confirmed if has_place else words.waiting, with_file=has_place)


def promoted(participation: "Participation") -> None:
    _tell(participation, words_of(participation.event.kind).promoted)


def moved(event: "Event", by: Any) -> None:
    _take_back(event)
    for participation in _concerned(event):
        _tell(participation, words_of(event.kind).moved, sender=by)


def cancelled(event: "Event", by: Any) -> None:
    _take_back(event)
    for participation in _concerned(event):
        _tell(participation, words_of(event.kind).cancelled, sender=by)


def left(participation: "Participation") -> None:
    """Nothing more comes about a place that was given back."""
    Notice.objects.of(participation.event).filter(person=participation.person).cancel()


def _concerned(event: "Event") -> "list[Participation]":
    return list(event.participations.active().select_related("person", "event"))


def _take_back(event: "Event") -> None:
    cancel(about=event)


def _tell(participation: "Participation", kind: str, with_file: bool = True, sender: Any = None) -> None:
    if not kind:
        return
    event, person = participation.event, participation.person
    notify(
        person,
        kind,
        fields_of(event, person) | _signed(event, sender),
        words_of(event.kind).url(event, person),
        key=occasion(kind, participation.pk, str(event.sequence)),
        about=event,
        attachments=[attached(event)] if with_file else [],
    )


def _signed(event: "Event", sender: Any) -> dict[str, Any]:
    """Who moves or cancels says so in their own name."""
    if sender is None:
        return {}
    person = sender.person
    place = event.workplace.name if event.workplace else ""
    name = {"name": person.name, "first_name": person.first_name, "email": person.email}
    return {"sender": name | {"place": place}}


def fields_of(event: "Event", person: Any) -> dict[str, Any]:
    ours = {
        "day": event.starts_at,
        "time": event.starts_at,
        "place": event.place,
        "workplace": event.workplace,
    }
    return ours | words_of(event.kind).fields(event, person)
