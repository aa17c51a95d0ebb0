"""A wish for a volunteer, as it is told to a contact (ASG-01)."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.people.models import Department, Workplace
from foundation.tenancy.settings import setting
from volunteers import tags
from volunteers.forms.profile import by_day, by_theme, of, pills
from volunteers.matching.forms.own_words import OwnWords
from volunteers.matching.models import Recipient
from volunteers.matching.models.recipient import TOLD
from volunteers.matching.own_settings import FIRST_NAME
from volunteers.models import ActivityType

CALLED = {
    True: (_("First name"), _("The first name only.")),
    False: (
        _("An alias"),
        _("Something that you recognise and others do not, such as “the skipper”. No full name."),
    ),
}


class RecipientForm(OwnWords, forms.ModelForm):
    guarded = ("name", "wishes")

    kinds = pills(_("What kind of company?"), list)
    interests = pills(_("What do they like?"), by_theme)
    languages = pills(_("Which languages do they speak?"), of("languages"))
    week = pills(_("When does it suit?"), by_day)

    class Meta:
        model = Recipient
        fields = (
            "workplace",
            "department",
            "name",
            "living_at",
            "kinds",
            "interests",
            "wishes",
            "languages",
            "week",
        )
        labels = {
            "workplace": _("Where?"),
            "department": _("Department"),
            "living_at": _("Where do they live?"),
            "wishes": _("What do they wish for, in their own words?"),
        }
        help_texts = {
            "wishes": _(
                "What makes a good day? Not diagnosis, medicine, identity number or the names of others."
            )
        }
        widgets = {"wishes": forms.Textarea(attrs={"rows": 3}), "living_at": forms.RadioSelect}

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_first_name = setting("recipient_name") == FIRST_NAME
        label, help_text = CALLED[self.is_first_name]
        name = self.fields["name"]
        name.label, name.help_text, name.required = label, help_text, True
        self.fields["week"].widget.attrs["class"] = "week"
        kinds = ActivityType.objects.publishable().exclude(form=ActivityType.Form.TASK)
        self.fields["kinds"].choices = [(kind.code, str(kind)) for kind in kinds]
        self._places(member)

    def _places(self, member: Member) -> None:
        """The place is chosen first; its departments come with the next opening."""
        if self.instance._state.adding:
            places = visible(member, "recipients.keep", Workplace).open(member.today)
            self.fields["workplace"].queryset = places
            self.fields["workplace"].empty_label = _("Choose a place")
            if len(places) == 1:
                self.fields["workplace"].initial = places[0]
            del self.fields["department"]
            return
        del self.fields["workplace"]
        self.fields["department"].queryset = Department.objects.filter(workplace=self.instance.workplace)
        self.fields["department"].empty_label = _("Not said")

    def clean_living_at(self) -> str:
        """Whoever is visited already is not visited at home before it is talked over (ASG-15)."""
        living_at = self.cleaned_data["living_at"]
        if not self.instance._state.adding and "living_at" in self.changed_data:
            self.instance.must_be_talked_over(living_at)
        return living_at

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if self.is_first_name and " " in name:
            raise forms.ValidationError(_("The first name only. A double name is written with a hyphen."))
        return name

    def save(self, by: Any) -> Recipient:
        recipient = super().save(commit=False)
        if recipient._state.adding:
            recipient.register(by=by)
        elif changed := [name for name in TOLD if name in self.changed_data]:
            recipient.change(by=by, fields=changed)
        return recipient


class SuggestionFilter(forms.Form):
    """What the contact looks for now; nothing of it is kept."""

    kind = forms.ChoiceField(label=_("For what?"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    company = forms.ChoiceField(label=_("At ease with"), required=False)

    def __init__(self, *args: Any, kinds: list[ActivityType], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or tags.FALLBACK
        self.fields["kind"].choices = [("", _("Any kind")), *((kind.code, str(kind)) for kind in kinds)]
        self.fields["language"].choices = [("", _("Any")), *tags.choices("languages", language)]
        self.fields["company"].choices = [("", _("Anybody")), *tags.choices("recipients", language)]
