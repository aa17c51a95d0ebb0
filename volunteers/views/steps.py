"""A step that has waited too long: the deputy or the network coordinator takes it over (VOL-19, VOL-42)."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.access.gate import allowed, reach
from foundation.pages.answers import done
from foundation.pages.moments import day
from volunteers.escalation import take_over
from volunteers.models import CareStep
from volunteers.views.common import kindly


@allowed("steps.take_over")
@kindly
@require_POST
def step_taken_over(request: HttpRequest, care_step_id: uuid.UUID) -> HttpResponse:
    """One POST: I do it. Somebody who waits for an answer is told that they are not forgotten."""
    step = reach(request.member, "steps.take_over", CareStep, care_step_id)
    take_over(step, by=request.member)
    facts = {"name": step.volunteer.first_name, "day": day(timezone.localtime(step.due_at))}
    return done(request, step.volunteer, _("It is yours now. You have promised %(name)s by %(day)s.") % facts)
