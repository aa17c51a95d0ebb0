"""What the tests of a first meeting share: the times that are offered, and what follows from them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.notices.models import Notice
from foundation.tenancy.context import enter
from volunteers.models import CareStep, Conversation, Volunteer

Browser = Callable[[str], Client]
TIMES = {"first": "2026-11-26T14:00", "second": "2026-11-27T18:30"}
PROPOSAL = TIMES | {"minutes": "60", "place": "Kafé Saga"}


@pytest.fixture
def ingrid(enquire: Callable[..., Volunteer]) -> Volunteer:
    return enquire(phone="+4790012345")


def at(name: str, volunteer: Volunteer) -> str:
    return reverse(name, args=[volunteer.pk])


def open_steps(volunteer: Volunteer) -> dict[str, CareStep]:
    with enter(volunteer.municipality):
        return {step.code: step for step in volunteer.steps.open()}


def link_in_mail(volunteer: Volunteer, kind: str = "meeting_proposed") -> str:
    with enter(volunteer.municipality):
        notice = Notice.objects.filter(kind=kind, person=volunteer.person).order_by("id").last()
        return notice.url


@pytest.fixture
def link(browser: Browser, ingrid: Volunteer) -> str:
    """The address in Ingrid's mail."""
    assert browser("kari").post(at("first_meeting_proposal", ingrid), PROPOSAL).status_code == 303
    return link_in_mail(ingrid)


def choice(volunteer: Volunteer, number: int = 0) -> dict[str, Any]:
    with enter(volunteer.municipality):
        return {"time": str(Conversation.objects.ahead().get().times.all()[number].pk)}
