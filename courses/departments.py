"""From which department an employee comes: told by themselves, or by the contact for those of the own place (CRS-06)."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from courses.models import CourseSession
from foundation.audit.models import record
from foundation.events.models import Participation
from foundation.people.belonging import Group
from foundation.people.models import Department, Workplace


def employees_of(
    session: CourseSession, workplaces: list[Workplace] | None = None
) -> QuerySet[Participation]:
    """The employees on its list, of these places or of all."""
    rows = session.event.participations.active().filter(group=Group.EMPLOYEE).select_related("person")
    rows = rows.filter(workplace__departments__isnull=False).distinct()
    return (rows if workplaces is None else rows.filter(workplace__in=workplaces)).order_by(
        "person__name", "id"
    )


@transaction.atomic
def tell_department(
    session: CourseSession, seat: Participation, department: Department | None, by: Any
) -> None:
    """Said again it is not news."""
    if seat.department == department:
        return
    seat.department = department
    seat.save(update_fields=["department"])
    told = {"department": department.name if department else ""}
    record(by, "course_session.department", session, about=seat.person, changes=told)
