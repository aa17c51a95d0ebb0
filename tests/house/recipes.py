"""What a row needs that its fields do not tell. One line per model; most models need none.

`RECIPES["app.Model"]` gets the seed and answers with fields to set, or with a finished row.
`LINKS["purpose"]` names the model that a one-time link is about ("" for none).
"""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.utils import timezone

from foundation.events.links import secret_of
from foundation.notices.kinds import kind as kind_of

if TYPE_CHECKING:
    from tests.house.seed import Row, Seed


def _role_on(scope: str) -> Callable[["Seed"], dict[str, Any]]:
    return lambda seed: {"permission": Permission.objects.filter(content_type__model=scope).first()}


def _hours(from_now: int) -> dict[str, Any]:
    """Two hours in the morning, whatever the clock is now: a form that shows them never crosses midnight."""
    day = timezone.localtime() + timedelta(hours=from_now)
    start = day.replace(hour=10, minute=0, second=0, microsecond=0)
    return {"starts_at": start, "ends_at": start + timedelta(hours=2)}


def _session_yesterday(seed: "Seed") -> "Row":
    return seed.another("courses.CourseSession", event=seed.another("events.Event", **_hours(from_now=-24)))


def _digital_course(seed: "Seed") -> "Row":
    there = {"kind": "digital", "url": "https://example.org/", "provider": seed.canary}
    return seed.another("courses.Course", code=uuid.uuid4().hex, **there)


def _signed_promise(seed: "Seed") -> "dict[str, Row]":
    """The database refuses a first time without it."""
    volunteer = seed.row("volunteers.Volunteer")
    given = {"person": volunteer.person, "workplace": volunteer.workplace, "kind": "confidentiality"}
    paper = seed.another("documents.Document", **given)
    signed = {"signed_at": timezone.now(), "method": "paper", "text_sha256": "x"}
    seed.another("documents.Signature", document=paper, **signed)
    return {"confidentiality": paper}


def _board(seed: "Seed") -> dict[str, Any]:
    """An open board at the seed's place: whoever is a volunteer there shares it."""
    usual = {"mode": "board", "rule": "FREQ=WEEKLY;INTERVAL=1;BYDAY=MO,TU,WE,TH,FR,SA,SU", "cutoff_days": 1}
    return usual | {"starts_on": timezone.localdate(), "ends_on": None, "weeks_ahead": 1}


def _slot(seed: "Seed") -> dict[str, Any]:
    event = seed.another("events.Event", kind="board_slot", capacity=1, taken=0, **_hours(from_now=48))
    return {"event": event, "on": event.starts_at.date(), "cutoff_at": timezone.now() + timedelta(hours=24)}


def _said_yes(seed: "Seed") -> dict[str, Any]:
    """The database refuses a match, and what is told, without the recipient's yes."""
    recipient = seed.row("matching.Consent").recipient
    if not recipient.consents.filter(withdrawn_at=None, purpose="visit").exists():
        seed.another("matching.Consent", recipient=recipient, purpose="visit")
    if not recipient.consents.filter(withdrawn_at=None, purpose="sharing").exists():
        seed.another("matching.Consent", recipient=recipient, purpose="sharing")
    return {}


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
    "courses.GroupContact": lambda seed: {"shows_email": True},
    "courses.PathStep": lambda seed: {"kind": "material", "course": None, "title": seed.canary},
    "documents.Document": lambda seed: {
        "kind": "reference_letter",
        "state": "made",
        "file": ContentFile(seed.canary.encode(), name="letter.pdf"),
        "revoked_at": None,
    },
    "documents.Picture": lambda seed: {"kind": "logo", "person": None, "content": b"x", "replaced_at": None},
    "documents.Signature": lambda seed: {
        "party": "volunteer",
        "signed_at": None,
        "method": "",
        "text_sha256": "",
    },
    "boards.Away": lambda seed: {"last": timezone.localdate() + timedelta(days=3)},
    "boards.Route": lambda seed: {"scheme": seed.row("boards.Scheme"), "minutes": 60},
    "boards.Scheme": _board,
    "boards.Slot": _slot,
    "boards.StaffTurn": lambda seed: {
        "participation": seed.another(
            "events.Participation", event=seed.row("boards.Slot").event, person=seed.another("people.Person")
        )
    },
    "boards.Standing": lambda seed: {"rule": "FREQ=WEEKLY;INTERVAL=1;BYDAY=TU", "ends_on": None},
    "boards.Swap": lambda seed: {"confirmed_at": None, "withdrawn_at": None},
    "events.Event": lambda seed: _hours(from_now=48) | {"taken": 1},  # the seed's own participation
    "notices.Notice": lambda seed: {
        "kind": "course_reminder",
        "channel": "email",
        "fields": dict.fromkeys(kind_of("course_reminder").needed, seed.canary),
    },
    "people.Partner": lambda seed: {"organisation_number": ""},
    "matching.Consent": lambda seed: {"withdrawn_at": None},
    "matching.HomeTalk": lambda seed: {"kin_name": seed.canary, "kin_on": timezone.localdate()},
    "matching.Match": lambda seed: _said_yes(seed) | {"until": None, "follows": None, "ended_on": None},
    "matching.MatchRelease": lambda seed: _said_yes(seed) | {"closed_at": None},
    "matching.Recipient": lambda seed: {"closed_at": None, "erased_at": None},
    "matching.NeedOffer": lambda seed: {"answer": "", "is_organiser": False, "answered_at": None},
    "matching.NeedRequest": lambda seed: {"settled_at": None, "outcome": ""},
    "people.PartnerConfirmation": lambda seed: {
        "confirmed_on": timezone.localdate(),
        "valid_until": timezone.localdate() + timedelta(days=100),
        "withdrawn_at": None,
    },
    "volunteers.GreyZoneCase": lambda seed: {
        "code": "",
        "decision": "staff",
        "decided_on": timezone.localdate(),
        "decided_by_name": seed.canary,
        "removed_on": None,
    },
    "volunteers.FormerDecision": lambda seed: {"decision": "staff"},
    "volunteers.PossibleTask": lambda seed: {
        "decided_on": timezone.localdate(),
        "decided_by_name": seed.canary,
        "removed_on": None,
    },
    "volunteers.FormerAnswer": lambda seed: {"field": "why", "value": seed.canary},
    "surveys.Survey": lambda seed: {"closes_on": None},
    "surveys.Question": lambda seed: {"kind": "text"},
    "surveys.Asked": lambda seed: {"answered": False},
    "volunteers.Merge": lambda seed: {"before": {"name": seed.canary, "user": None}},
    "volunteers.Profile": lambda seed: {"affiliation": "organisation"},
    "volunteers.Buddy": lambda seed: {
        "buddy": seed.another("volunteers.Volunteer", person=seed.another("people.Person")),
        "ends_on": None,
    },
    "volunteers.FirstAssignment": _signed_promise,
    "volunteers.Referral": lambda seed: {"partner": None},
    "volunteers.RegisterImport": lambda seed: {"head": ["Navn"], "columns": {"name": 0}},
    "volunteers.RegisterRow": lambda seed: {"cells": [seed.canary], "fate": ""},
    "volunteers.ReplyTemplate": lambda seed: {"language": "nb"},
    "volunteers.Gathering": lambda seed: {
        "event": seed.another("events.Event", kind="gathering", taken=0),
        "cost": None,
    },
    "volunteers.Happening": lambda seed: {"rule": "", "ended_on": None, "wanted": None},
    "volunteers.HappeningTime": lambda seed: {
        "event": seed.another("events.Event", kind="happening", capacity=None, taken=0, **_hours(48))
    },
    "volunteers.Substitute": lambda seed: {"answer": "", "released_at": None},
    "volunteers.HappeningMember": lambda seed: {"left_on": None},
    "volunteers.ReferenceLetter": lambda seed: {"document": None, "due_at": timezone.now()},
}

LINKS: dict[str, str] = {
    "survey": "surveys.Survey",
    "gathering": "volunteers.Gathering",
    "account": "people.Person",
    "calendar": "",
    "enquiry": "volunteers.Enquiry",
    "password": "people.Person",
    "first_meeting": "volunteers.Conversation",
    "letters": "volunteers.Volunteer",
    "sign": "documents.Document",
}


def _turn(seed: "Seed") -> str:
    """A link that is signed rather than kept."""
    there = {"event": seed.row("boards.Slot").event, "state": "invited"}
    return secret_of(seed.another("events.Participation", **there))


def _place(seed: "Seed") -> str:
    """Asked to come: a place itself wants somebody who is ready."""
    there = {"event": seed.row("volunteers.HappeningTime").event, "state": "invited"}
    return secret_of(seed.another("events.Participation", **there))


def _open_session(seed: "Seed") -> "Row":
    event = seed.another("events.Event", kind="course_session", taken=0, capacity=9, **_hours(from_now=48))
    return seed.another("courses.CourseSession", event=event, open_to_all=True)


def _course_seat(seed: "Seed") -> str:
    there = {"event": _open_session(seed).event, "state": "invited"}
    return secret_of(seed.another("events.Participation", **there))


#: Purpose -> a secret that is kept nowhere.
SIGNED: dict[str, Callable[["Seed"], str]] = {
    "turn": _turn,
    "happening_place": _place,
    "course_seat": _course_seat,
}


def _said_by_somebody(seed: "Seed") -> "Row":
    said = {"channel": "spoken", "state": "sent", "sent_at": timezone.now()}
    return seed.another("notices.Notice", key=f"{seed.canary} {uuid.uuid4()}", **said)


def _begun_happening(seed: "Seed") -> "Row":
    event = seed.another("events.Event", kind="happening", taken=0, **_hours(-1))
    seed.another("volunteers.HappeningTime", event=event, on=event.starts_at.date())
    return event


#: What an address needs to show beyond the seed's own row: name of the address -> parameter -> a row made for it.
FITTING: dict[str, dict[str, Callable[["Seed"], "Row"]]] = {
    "visit_day": {"event_id": _begun_happening},
    "course_session": {"course_session_id": _session_yesterday},
    "course_closing": {"course_session_id": _session_yesterday},
    "digital_course_taken": {"course_id": _digital_course},
    "open_course": {"course_session_id": _open_session},
    "spoken_notice": {"notice_id": _said_by_somebody},
    "spoken_notice_said": {"notice_id": _said_by_somebody},
    "spoken_notice_unsaid": {"notice_id": _said_by_somebody},
    "document": {
        "document_id": lambda seed: seed.another("documents.Document", code="F4LT-2222", state="failed")
    },
}
