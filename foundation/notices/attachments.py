"""Files that go with a letter. They are made when it is sent, from what is so then; until then we keep which file, and of what."""

import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from foundation.notices.recipients import Recipient

File = tuple[str, str, str]  # file name, type, text
Maker = Callable[[uuid.UUID, "Recipient"], File | None]  # of what, and for whom; None when it is no more
_makers: dict[str, Maker] = {}


class Attachment(NamedTuple):
    """As `notify(attachments=…)` takes it: the name of a maker, and the id that it is given."""

    made_by: str
    of: str


def makes(name: str) -> Callable[[Maker], Maker]:
    """A room says how a kind of file is made: `@makes("calendar")`."""

    def known(maker: Maker) -> Maker:
        _makers[name] = maker
        return maker

    return known


def made(attachments: Iterable[Iterable[str]], to: "Recipient") -> tuple[File, ...]:
    files = (_makers[name](uuid.UUID(of), to) for name, of in attachments)
    return tuple(file for file in files if file)
