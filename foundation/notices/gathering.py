"""Many messages in one mail: what a person wants once a day."""

import uuid
from collections.abc import Sequence

from django.db import connection

from foundation.notices import letters
from foundation.notices.kinds import kind
from foundation.notices.letters import Letter
from foundation.notices.models import Notice
from foundation.tenancy.context import current

MOST = 100  # in one mail; the rest comes in the next


def alone_with(person: uuid.UUID) -> bool:
    """False while another worker gathers for this person: else each would take some, and there would be two mails."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 1))", [str(person)])
        return cursor.fetchone()[0]


def gather(notices: Sequence[Notice], written: Sequence[Letter]) -> Letter:
    """One letter for all; the letter itself when there is only one.

    The same messages always have the same Message-ID, and never another: so a mail program hides a double, and nothing else.
    """
    if len(notices) == 1:
        return written[0]
    lines = [_line(notice, letter) for notice, letter in zip(notices, written, strict=True)]
    values = {"gathered.number": str(len(lines)), "gathered.lines": lines}
    ours = uuid.uuid5(uuid.NAMESPACE_OID, " ".join(sorted(str(notice.message_id) for notice in notices)))
    return letters.write(kind("gathered"), "email", notices[0].to, values, message_id=ours)


def _line(notice: Notice, letter: Letter) -> str:
    return f"{letter.subject}\n  {current().url(notice.url)}" if notice.url else letter.subject
