"""What a line of the log says, in words: after somebody's name, so that "Kari" and "You" both go before it.

Each room registers the words of its own verbs. None tells what was said, or of anybody but the person it is about.
"""

from fnmatch import fnmatch
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from foundation.audit.models import Entry

SAID: dict[str, Any] = {
    "read.page": _("opened the page about this person"),
    "read.note": _("read a note"),
    "read.log": _("opened this log"),
}


def register(said: dict[str, Any]) -> None:
    """Verb -> words. A verb may hold a star: `step.*.done`."""
    SAID.update(said)


def known(verb: str) -> Any:
    return SAID.get(verb) or next((words for one, words in SAID.items() if fnmatch(verb, one)), None)


def said(entry: "Entry") -> str:
    verb = f"read.{entry.changes.get('what', 'note')}" if entry.is_read else entry.verb
    return str(known(verb) or _("changed something"))
