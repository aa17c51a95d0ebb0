"""Bringing two together, what the volunteer is told, how they get on, and the end of it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from volunteers.forms.dates import DayField
from volunteers.forms.kinds import offer_kinds
from volunteers.matching.forms.own_words import OwnWords
from volunteers.matching.models import BeyondFrame, Match, MatchFeedback, MatchRelease
from volunteers.models import ActivityType, Concern
from volunteers.models.blocked_attempt import must_be_a_volunteers

SHORT = {"rows": 2}
#: What a contact may say; the others follow from what was done.
WHY = [one for one in Match.Why.choices if one[0] not in (Match.Why.CONSENT, Match.Why.CHANGED)]


class MatchForm(OwnWords, forms.ModelForm):
    guarded = ("frame", "reason")

    instead_of = forms.ModelChoiceField(
        Match.objects.none(),
        label=_("Is it instead of somebody who comes now?"),
        empty_label=_("No, both come"),
        required=False,
    )
    why_ends = forms.ChoiceField(
        label=_("Then why do the former visits end?"), choices=[("", _("Nobody stops")), *WHY], required=False
    )

    class Meta:
        model = Match
        fields = ("activity_type", "frame", "most_at_once", "starts_on", "until", "reason")
        labels = {
            "activity_type": _("What do they do together?"),
            "frame": _("What is agreed?"),
            "most_at_once": _("With how many at once, at the most?"),
            "starts_on": _("From when?"),
            "until": _("Until when?"),
            "reason": _("Why these two?"),
        }
        help_texts = {
            "frame": _(
                "What, how often and how long, and what is not included. The volunteer and those who work there read it."
            ),
            "until": _("Empty: for as long as it is good for both."),
            "reason": _("Kept with the match. The volunteer does not see it."),
        }
        widgets = dict.fromkeys(("frame", "reason"), forms.Textarea(attrs=SHORT))

    def __init__(self, *args: Any, follows: Match | None = None, **kwargs: Any) -> None:
        self.follows = follows
        super().__init__(*args, **kwargs)
        offer_kinds(self.fields["activity_type"], without_form=ActivityType.Form.TASK)
        self.fields["frame"].required = self.fields["reason"].required = True
        for name in ("starts_on", "until"):
            self.fields[name] = DayField(
                label=self.fields[name].label,
                help_text=self.fields[name].help_text,
                required=name == "starts_on",
                initial=timezone.localdate if name == "starts_on" else None,
            )
        if follows:
            del self.fields["starts_on"]
        self._instead_of_somebody()

    def clean_activity_type(self) -> ActivityType:
        kind = self.cleaned_data["activity_type"]
        must_be_a_volunteers(kind)
        before = self.follows or self.instance
        Match(volunteer=before.volunteer, activity_type=kind, follows=self.follows).must_be_learnt()
        return kind

    def _instead_of_somebody(self) -> None:
        """Asked only where somebody comes already."""
        now = self.instance.recipient.matches.filter(ended_on=None).exclude(
            volunteer=self.instance.volunteer_id
        )
        self.fields["instead_of"].queryset = now.select_related("volunteer__person")
        if self.follows or not self.fields["instead_of"].queryset:
            del self.fields["instead_of"], self.fields["why_ends"]
            return
        self.fields["instead_of"].label_from_instance = lambda one: one.volunteer.name

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("instead_of") and not data.get("why_ends"):
            self.add_error("why_ends", _("Choose why the former visits end."))
        return data

    def save(self, by: Any) -> Match:
        if self.follows:
            agreed = {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}
            return self.follows.change(by=by, **agreed)
        match = super().save(commit=False)
        if former := self.cleaned_data.get("instead_of"):
            match.take_over(former, self.cleaned_data["why_ends"], by=by)
        else:
            match.make(by=by)
        return match


class ReleaseForm(OwnWords):
    """One field for each thing that can be told; what is empty is not told."""

    guarded = tuple(MatchRelease.Field.values)

    def __init__(self, *args: Any, match: Match, told: dict[str, str], **kwargs: Any) -> None:
        self.match = match
        super().__init__(*args, **kwargs)
        for field, label in MatchRelease.Field.choices:
            self.fields[field] = forms.CharField(
                label=label,
                required=False,
                max_length=600,
                initial=told.get(field, ""),
                widget=forms.Textarea(attrs=SHORT) if field in ("wishes", "needed") else forms.TextInput,
            )
        self.fields["needed"].help_text = _(
            "Only what the visit cannot do without, such as “speak to the left ear”. Never a diagnosis."
        )
        if "meant_so" in self.fields:
            self.order_fields([*MatchRelease.Field.values, "meant_so"])

    def save(self, by: Any) -> list[str]:
        texts = {field: self.cleaned_data[field].strip() for field in MatchRelease.Field.values}
        return MatchRelease.tell(self.match, texts, by=by)


class EndingForm(forms.Form):
    why = forms.ChoiceField(
        label=_("Why does it end?"),
        choices=WHY,
        widget=forms.RadioSelect,
    )

    def save(self, match: Match, by: Any) -> None:
        match.end(by=by, why=self.cleaned_data["why"])


class FeedbackForm(OwnWords, forms.ModelForm):
    guarded = ("text",)

    class Meta:
        model = MatchFeedback
        fields = ("party", "wish", "text")
        labels = {
            "party": _("Who says it?"),
            "wish": _("What do they wish?"),
            "text": _("How does it go?"),
        }
        widgets = {
            "party": forms.RadioSelect,
            "wish": forms.RadioSelect,
            "text": forms.Textarea(attrs=SHORT),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields.keys() & {"party", "wish"}:
            self.fields[name].choices = [one for one in self.fields[name].choices if one[0]]

    def save(self, match: Match, by: Any) -> MatchFeedback:
        feedback = super().save(commit=False)
        feedback.match = match
        feedback.tell(by=by)
        return feedback


class OwnFeedbackForm(FeedbackForm):
    """From My page: whoever writes is the volunteer."""

    class Meta(FeedbackForm.Meta):
        fields = ("wish", "text")
        labels = FeedbackForm.Meta.labels | {"wish": _("What do you wish?")}
        help_texts = {"text": _("A few words are enough. Leave out what you were told in confidence.")}

    def save(self, match: Match, by: Any) -> MatchFeedback:
        self.instance.party = MatchFeedback.Party.VOLUNTEER
        return super().save(match, by)


class BeyondForm(forms.Form):
    category = forms.ChoiceField(
        label=_("Who asked?"),
        choices=[
            (Concern.Category.STAFF_TASKS, _("Somebody who works there")),
            (Concern.Category.BOUNDARIES, _("The one I visit")),
            (Concern.Category.RELATIVES, _("Relatives")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what comes closest.")},
    )
    text = forms.CharField(
        label=_("What were you asked to do?"),
        help_text=_("And what did you do? Both a yes and a no are fine. Leave out names."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def save(self, match: Match, by: Any) -> BeyondFrame:
        return BeyondFrame.tell(match, by=by, **self.cleaned_data)
