"""The step «training» is done when the introduction course is taken, wherever it was taken."""

from typing import Any

from django.utils import timezone

from foundation.people.models import Qualification
from foundation.people.qualifications import on_granted
from volunteers.deadlines import closing
from volunteers.models import CareStep, Step


@on_granted("introduction")
def finish_training(qualification: Qualification, by: Any) -> None:
    steps = CareStep.objects.open().filter(code=Step.TRAINING, volunteer__person=qualification.person)
    for step in steps:
        taken_at = min(timezone.now(), closing(qualification.granted_on))
        step.finish(by=by, at=taken_at, note=qualification.title)
