"""What the others in the group may see of oneself; and what somebody said they like (CRS-20)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.models import CourseSession, GroupContact
from courses.models.group import share
from foundation.pages.numbers import national
from foundation.people.belonging import Group
from foundation.people.liking import interests, note_interests
from foundation.people.models import Person


class GroupForm(forms.Form):
    phone = forms.BooleanField(label=_("My phone"), required=False)
    email = forms.BooleanField(label=_("My e-mail"), required=False)

    def __init__(self, *args: Any, session: CourseSession, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        ways = {"phone": national(person.phone) if person.phone else "", "email": person.email}
        mine = GroupContact.objects.filter(session=session, person=person).first()
        for name, way in ways.items():
            self.fields[name].help_text = way
            self.fields[name].initial = bool(mine) and getattr(mine, f"shows_{name}")
            if not way:
                del self.fields[name]

    def save(self, by: Any) -> bool:
        """Whether one is on the list now."""
        phone, email = (self.cleaned_data.get(name, False) for name in ("phone", "email"))
        share(self.session, phone, email, by=by)
        return phone or email


class LikingForm(forms.Form):
    person = forms.ChoiceField(label=_("Who told you?"))
    interests = forms.MultipleChoiceField(
        label=_("What do they like?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, session: CourseSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = session.taken_seats().exclude(group=Group.EMPLOYEE).order_by("person__name", "id")
        self.people = {str(seat.person_id): seat.person for seat in seats}
        self.fields["person"].choices = [("", ""), *((pk, one.name) for pk, one in self.people.items())]
        self.fields["interests"].choices = interests()

    def save(self, by: Any) -> Person | None:
        """None, said on the form, when they have stopped meanwhile."""
        person = self.people[self.cleaned_data["person"]]
        if note_interests(person, self.cleaned_data["interests"], by):
            return person
        self.add_error("person", _("They are no volunteer any more, so there is no profile to write it in."))
        return None
