"""How rooms above hear that a paper is signed, without being imported from here. They register in `ready()`."""

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foundation.documents.models import Document

Listener = Callable[["Document"], None]
_listeners: dict[str, list[Listener]] = defaultdict(list)


def on_signed(kind: str) -> Callable[[Listener], Listener]:
    """`@on_signed("confidentiality")`: called with the document, in the transaction of the last signature."""

    def register(listener: Listener) -> Listener:
        if listener not in _listeners[kind]:
            _listeners[kind].append(listener)
        return listener

    return register


def tell_signed(document: "Document") -> None:
    for listener in _listeners[document.kind]:
        listener(document)
