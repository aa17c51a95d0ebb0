"""Everything that is kept of one recipient, for whoever asks what stands there about them (PRI-06)."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from foundation.audit import words
from foundation.audit.models import Entry
from foundation.tenancy.context import current
from volunteers.matching.models import (
    BeyondFrame,
    Consent,
    HomeTalk,
    Match,
    MatchFeedback,
    MatchRelease,
    MatchTimes,
    Recipient,
)

#: Model -> the way to the recipient. `test_recipient.py` holds that no table is forgotten.
THEIRS: dict[type[models.Model], str] = {
    Recipient: "pk",
    Consent: "recipient",
    HomeTalk: "recipient",
    Match: "recipient",
    MatchRelease: "match__recipient",
    MatchTimes: "match__recipient",
    MatchFeedback: "match__recipient",
    BeyondFrame: "match__recipient",
}
MACHINERY = {"id", "municipality", "recipient", "match", "follows", "concern"}


def everything_about(recipient: Recipient) -> dict[str, Any]:
    """Ready to be written as JSON, with names in the reader's language where there are words for them."""
    kept = [
        {"what": capfirst(str(model._meta.verbose_name)), "rows": rows}
        for model, path in THEIRS.items()
        if (rows := list(_rows(model, path, recipient)))
    ]
    return {
        _("municipality"): current().name,
        _("about"): recipient.called,
        _("made"): timezone.localtime().isoformat(timespec="minutes"),
        _("kept"): kept,
        _("log"): [
            _line(entry) for entry in Entry.objects.filter(object_id=recipient.pk).order_by("at", "id")
        ],
    }


def _rows(model: type[models.Model], path: str, recipient: Recipient) -> Iterator[dict[str, str]]:
    fields = [field for field in model._meta.concrete_fields if field.name not in MACHINERY]
    keys = [field.name for field in fields if field.is_relation]
    for row in model._default_manager.filter(**{path: recipient.pk}).select_related(*keys).order_by("pk"):
        yield {
            str(field.verbose_name): str(value)
            for field in fields
            if (value := getattr(row, field.name)) not in (None, "", [])
        }


def _line(entry: Entry) -> dict[str, str]:
    at = timezone.localtime(entry.at).isoformat(timespec="minutes")
    return {_("when"): at, _("who"): entry.actor_name or "Samspill", _("what"): words.said(entry)}
