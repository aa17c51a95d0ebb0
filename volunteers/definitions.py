"""Titles and checklists of the nine steps as they stand here today: the house's, the municipality's, a place's (VOL-02)."""

import uuid
from functools import cache
from typing import Any

import yaml
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language

from foundation.tenancy.context import peek_id, remember
from foundation.tenancy.settings import setting
from volunteers.tags import FALLBACK, TEXTS


@cache
def shipped() -> dict[str, dict[str, list[str]]]:
    read = yaml.safe_load((TEXTS / "steps.yaml").read_text("utf-8"))
    return {code: lines for code, lines in read.items() if code != "version"}


def _own() -> dict[tuple[str, uuid.UUID | None], Any]:
    """The newest of each step, and of each place. One query, remembered some seconds; none where nobody is entered."""
    from volunteers.models.definition import StepDefinition

    return remember(
        ("steps", peek_id()),
        lambda: {(row.step, row.workplace_id): row for row in StepDefinition.objects.all()},
    )


def title_of(code: str, ours: str | Promise) -> str:
    """The municipality's own title, else the house's in the reader's language."""
    own = dict(pair.split("=", 1) for pair in setting("step_titles")) if peek_id() else {}
    return own.get(code) or str(ours)


title_lazy = lazy(title_of, str)


def checklist_of(code: str, workplace_id: uuid.UUID | None) -> list[str]:
    own = _own()
    found = own.get((code, workplace_id)) or own.get((code, None))
    if found and found.lines:
        return found.lines
    lines = shipped()[code]
    return lines.get(get_language() or FALLBACK, lines[FALLBACK])


def has_own_checklist(code: str) -> bool:
    own = _own().get((code, None))
    return bool(own and own.lines)
