"""How rooms above hear what happens to a paper, without being imported from here. They register in `ready()`."""

from collections import defaultdict
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foundation.documents.models import Document

Listener = Callable[["Document"], None]
Listeners = Callable[[list["Document"]], None]
_signed: dict[str, list[Listener]] = defaultdict(list)
_made: dict[str, list[Listeners]] = defaultdict(list)


def on_signed(kind: str) -> Callable[[Listener], Listener]:
    """`@on_signed("confidentiality")`: called with the document, in the transaction of the last signature."""
    return _adder(_signed[kind])


def on_made(kind: str) -> Callable[[Listeners], Listeners]:
    """`@on_made("course_certificate")`: the PDFs are there; called with those of one portion each time they are made, in the
    transaction that keeps them."""
    return _adder(_made[kind])


def tell_signed(document: "Document") -> None:
    for listener in _signed[document.kind]:
        listener(document)


def tell_made(documents: "list[Document]") -> None:
    for kind in dict.fromkeys(document.kind for document in documents):
        for listener in _made[kind]:
            listener([document for document in documents if document.kind == kind])


def _adder(listeners: list[Any]) -> Callable[[Any], Any]:
    def add(listener: Any) -> Any:
        if listener not in listeners:
            listeners.append(listener)
        return listener

    return add
