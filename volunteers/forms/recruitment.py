"""How somebody heard of us, in one question; and a link of one's own to put on a wall."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from volunteers.models import RecruitmentLink
from volunteers.models.recruitment import CHANNEL_OF, Heard, Via


def heard_choices(empty: Any) -> list[tuple[str, Any]]:
    """Each channel with what it is made of, in one list: `personal`, or `personal:relative`."""
    found: list[tuple[str, Any]] = [("", empty)]
    for channel in Heard:
        name = capfirst(channel.label)
        within = [(f"{channel}:{via}", capfirst(via.label)) for via in Via if CHANNEL_OF[via] == channel]
        found.append(
            (name, [*within, (channel.value, _("Another way"))]) if within else (channel.value, name)
        )
    return found


class HeardForm(forms.Form):
    """The part of registering that tells how somebody heard of us."""

    heard = forms.ChoiceField(label=_("How did you hear of us?"), required=False)
    heard_text = forms.CharField(label=_("Where, or from whom?"), required=False, max_length=200)
    link = forms.CharField(widget=forms.HiddenInput, required=False, max_length=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heard"].choices = heard_choices(_("Would rather not say"))

    @property
    def recruited(self) -> dict[str, Any]:
        """As an enquiry keeps it. Whoever came by a link of ours needs not say how."""
        channel, _colon, via = self.cleaned_data["heard"].partition(":")
        link = RecruitmentLink.objects.filter(code=self.cleaned_data["link"] or None).first()
        if link and not channel:
            channel, via = link.heard
        return {
            "heard": channel,
            "heard_via": via,
            "heard_text": self.cleaned_data["heard_text"],
            "link": link,
        }


class RecruitmentLinkForm(forms.ModelForm):
    class Meta:
        model = RecruitmentLink
        fields = ("kind", "name", "workplace", "question", "text")
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "kind": _("What is the link for?"),
            "name": _("Where does it hang, or who has it?"),
            "workplace": _("Which place do they come to?"),
            "question": _("What does the poster ask?"),
            "text": _("What more does it say?"),
        }
        help_texts = {
            "name": _("Only you see this, beside how many came: “The library”, “Seniors’ day”."),
            "question": _("In large letters, such as “Will you sing with us?”"),
        }
        error_messages = {"name": {"required": _("Write where it hangs, so that you know it again.")}}

    def __init__(self, *args: Any, workplaces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workplace"].queryset = workplaces
        self.fields["workplace"].empty_label = None
        self.fields["kind"].choices = [(one.value, capfirst(one.label)) for one in RecruitmentLink.Kind]

    def save(self, by: Any) -> RecruitmentLink:
        return self.instance.make(by)
