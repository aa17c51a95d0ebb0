"""Which departments the employees of a course come from, all on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.departments import employees_of, tell_department
from courses.models import CourseSession
from foundation.people.models import Department, Workplace


class DepartmentsForm(forms.Form):
    def __init__(
        self, *args: Any, session: CourseSession, workplaces: list[Workplace] | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.seats = {str(seat.pk): seat for seat in employees_of(session, workplaces)}
        here = Department.objects.filter(workplace__in={seat.workplace_id for seat in self.seats.values()})
        self.departments = {str(one.pk): one for one in here}
        for name, seat in self.seats.items():
            own = [
                (pk, one.name)
                for pk, one in self.departments.items()
                if one.workplace_id == seat.workplace_id
            ]
            self.fields[name] = forms.ChoiceField(
                label=seat.person.name,
                choices=[("", _("None of them")), *own],
                initial=str(seat.department_id or ""),
                required=False,
            )

    def save(self, by: Any) -> None:
        for name, seat in self.seats.items():
            tell_department(self.session, seat, self.departments.get(self.cleaned_data[name]), by=by)
