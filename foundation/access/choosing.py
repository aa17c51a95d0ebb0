"""The form in which everybody chooses what they hear of, and when."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.access.members import Member
from foundation.notices import choices
from foundation.notices.choices import Hours
from foundation.notices.groups import GROUPS, Group
from foundation.notices.kinds import kinds
from foundation.notices.models import Choice
from foundation.people.models import Person

_OF_VOLUNTEERS = {"volunteer"}
_OF_STAFF = {"contact", "deputy", "network_coordinator", "department", "employee", "partner"}
_HOURS = [(hour, f"{hour:02}.00") for hour in range(24)]
USUAL, OWN, NEVER = "usual", "own", "never"


def groups_for(member: Member) -> list[Group]:
    """Those in which something may come to somebody like this; everybody may come along as a companion."""
    audience = (_OF_STAFF if member.is_staff else _OF_VOLUNTEERS) | {"companion", "anyone"}
    there = {
        kind.group.code
        for kind in kinds().values()
        if audience & set(kind.audience) and kind.key != "gathered"
    }
    return [group for group in GROUPS.values() if group.code in there]


class NoticeChoices(forms.Form):
    quiet = forms.ChoiceField(label=gettext_lazy("When shall it be quiet?"), widget=forms.RadioSelect)
    begins = forms.TypedChoiceField(label=gettext_lazy("My own hours: from"), choices=_HOURS, coerce=int)
    ends = forms.TypedChoiceField(label=gettext_lazy("My own hours: until"), choices=_HOURS, coerce=int)

    def __init__(self, member: Member, *args: Any) -> None:
        super().__init__(*args)
        self.person = member.person
        ways = choices.ways_of(self.person)
        optional = [group for group in groups_for(member) if not group.is_necessary]
        own = {group.code: self._field(group, ways.get(group.code, "")) for group in optional}
        self.codes = list(own)
        self.fields = own | self.fields
        self._quiet(choices.own_hours(self.person))

    def _field(self, group: Group, way: str) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=group.title,
            help_text=group.text,
            choices=list(self._ways(group)),
            initial=way or self._usual,
            widget=forms.RadioSelect,
        )

    @property
    def _usual(self) -> str:
        return self.person.channel

    def _ways(self, group: Group) -> Iterator[tuple[str, Any]]:
        """Text messages only where some are written, and for those who have a number."""
        texted = any("sms" in kind.channels for kind in kinds().values() if kind.group == group)
        for code, label in Choice.Way.choices:
            if code != Choice.Way.SMS or (texted and self.person.phone) or self._usual == code:
                yield code, label
        if self._usual == Person.Channel.PAPER:
            yield self._usual, self.person.get_channel_display().capitalize()

    def _quiet(self, hours: Hours | None) -> None:
        begins, ends = choices.usual_hours()
        clocks = {"begins": f"{begins:02}.00", "ends": f"{ends:02}.00"}
        self.fields["quiet"].choices = [
            (USUAL, _("As usual: text messages wait from %(begins)s to %(ends)s") % clocks),
            (OWN, _("My own hours, for e-mail too")),
            (NEVER, _("Write at any hour")),
        ]
        quiet = USUAL if hours is None else NEVER if hours[0] == hours[1] else OWN
        self.fields["quiet"].initial = quiet
        self.fields["quiet"].help_text = _(
            "What you wait for comes at once: codes, links you ask for, and answers."
        )
        self.fields["begins"].initial, self.fields["ends"].initial = hours if quiet == OWN else (21, 7)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("quiet") == OWN and data.get("begins") == data.get("ends"):
            self.add_error("ends", _("Choose another hour than the one it begins at."))
        return data

    def save(self, by: Member) -> bool:
        data = self.cleaned_data
        ways = {code: "" if data[code] == self._usual else data[code] for code in self.codes}
        hours = {USUAL: None, NEVER: (0, 0), OWN: (data["begins"], data["ends"])}[data["quiet"]]
        return choices.choose(self.person, ways, hours, by=by)
