"""The step «training» is done when the introduction course is taken, wherever it was taken."""

from typing import Any

from foundation.people.models import Qualification
from foundation.people.qualifications import on_granted
from volunteers.models import CareStep, Step


@on_granted("introduction")
def finish_training(qualification: Qualification, by: Any) -> None:
    steps = CareStep.objects.open().filter(code=Step.TRAINING, volunteer__person=qualification.person)
    for step in steps:
        step.finish(by=by, note=qualification.title)
