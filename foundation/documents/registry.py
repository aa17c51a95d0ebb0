"""How rooms above hear what happens to a paper, without being imported from here. They register in `ready()`."""

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foundation.documents.models import Document

Listener = Callable[["Document"], None]
_signed: dict[str, list[Listener]] = defaultdict(list)
_made: dict[str, list[Listener]] = defaultdict(list)


def on_signed(kind: str) -> Callable[[Listener], Listener]:
    """`@on_signed("confidentiality")`: called with the document, in the transaction of the last signature."""
    return _adder(_signed[kind])


def on_made(kind: str) -> Callable[[Listener], Listener]:
    """`@on_made("course_certificate")`: the PDF is there; called each time it is made, in the transaction that keeps it."""
    return _adder(_made[kind])


def tell_signed(document: "Document") -> None:
    for listener in _signed[document.kind]:
        listener(document)


def tell_made(document: "Document") -> None:
    for listener in _made[document.kind]:
        listener(document)


def _adder(listeners: list[Listener]) -> Callable[[Listener], Listener]:
    def add(listener: Listener) -> Listener:
        if listener not in listeners:
            listeners.append(listener)
        return listener

    return add
