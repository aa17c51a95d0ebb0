"""What a row needs that its fields do not tell. One line per model; most models need none.

`RECIPES["app.Model"]` gets the seed and answers with fields to set, or with a finished row.
`LINKS["purpose"]` names the model that a one-time link is about ("" for none).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile

from foundation.notices.kinds import kind as kind_of

if TYPE_CHECKING:
    from tests.house.seed import Seed


def _role_on(scope: str) -> Callable[["Seed"], dict[str, Any]]:
    return lambda seed: {"permission": Permission.objects.filter(content_type__model=scope).first()}


RECIPES: dict[str, Callable[["Seed"], Any]] = {
    "access.Appointment": lambda seed: {
        "role": "employee",
        "workplace": seed.row("people.Workplace"),
        "sector": None,
        "partner": None,
        "deputy": None,
    },
    "access.MunicipalityGrant": _role_on("municipality"),
    "access.SectorGrant": _role_on("sector"),
    "access.WorkplaceGrant": _role_on("workplace"),
    "access.PartnerGrant": _role_on("partner"),
    "documents.Document": lambda seed: {
        "kind": "reference_letter",
        "state": "made",
        "file": ContentFile(seed.canary.encode(), name="letter.pdf"),
        "revoked_at": None,
    },
    "documents.Signature": lambda seed: {
        "party": "volunteer",
        "signed_at": None,
        "method": "",
        "text_sha256": "",
    },
    "notices.Notice": lambda seed: {
        "kind": "course_reminder",
        "channel": "email",
        "fields": dict.fromkeys(kind_of("course_reminder").needed, seed.canary),
    },
    "people.Partner": lambda seed: {"organisation_number": ""},
}

LINKS: dict[str, str] = {
    "account": "people.Person",
    "password": "people.Person",
    "first_meeting": "volunteers.Conversation",
    "sign": "documents.Document",
}
