"""A need of a service, whom it is passed on to, and their answers (ASG-12, ASG-13)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.access.gate import visible
from foundation.access.members import Member
from foundation.people.models import Partner, Workplace
from volunteers.forms.kinds import offer_kinds
from volunteers.matching.forms.own_words import OwnWords
from volunteers.matching.models import NeedOffer, NeedRequest, NeedWord
from volunteers.models import ActivityType, GreyZoneCase
from volunteers.models.blocked_attempt import must_be_a_volunteers


class NeedForm(OwnWords, forms.ModelForm):
    guarded = ("text",)
    is_other = forms.BooleanField(
        label=_("This is something else, and I have written how"),
        required=False,
    )

    class Meta:
        model = NeedRequest
        fields = ("workplace", "activity_type", "text")
        labels = {
            "workplace": _("Where?"),
            "activity_type": _("What is it about?"),
            "text": _("What do you need?"),
        }
        help_texts = {"text": _("What, when and how often. Nothing about who needs it.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before: list[NeedRequest] = []
        places = visible(member, "needs.ask", Workplace).open(member.today)
        self.fields["workplace"].queryset = places
        self.fields["workplace"].empty_label = _("Choose a place")
        if len(places) == 1:
            self.fields["workplace"].initial = places[0]
        offer_kinds(self.fields["activity_type"])
        if not self.is_bound:
            del self.fields["is_other"]

    def clean_activity_type(self) -> ActivityType:
        kind = self.cleaned_data["activity_type"]
        must_be_a_volunteers(kind)
        return kind

    def clean(self) -> dict[str, Any]:
        """Whoever asks for what was said no to before reads why first (ASG-13)."""
        data = super().clean()
        kind = data.get("activity_type")
        self.before = (
            list(NeedRequest.objects.refused_of(kind).select_related("grey_zone")[:3]) if kind else []
        )
        if not self.before:
            del self.fields["is_other"]
        elif not data.get("is_other"):
            told = _(
                "Such a wish was said no to before. Read why below, and say what is different this time."
            )
            self.add_error("is_other", told)
        return data

    def save(self, by: Any) -> NeedRequest:
        need = super().save(commit=False)
        need.ask(by=by)
        return need


class PassOnForm(forms.Form):
    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(),
        label=_("Which organisations do you ask?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(self, *args: Any, need: NeedRequest, **kwargs: Any) -> None:
        self.need = need
        super().__init__(*args, **kwargs)
        asked = need.offers.values("partner")
        partners = self.fields["partners"]
        partners.queryset = Partner.objects.exclude(pk__in=asked)
        partners.choices = [(one.pk, str(one)) for one in partners.queryset]  # asked once

    def save(self, by: Any) -> list[NeedOffer]:
        return self.need.pass_on(self.cleaned_data["partners"], by=by)


class SettlingForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What became of it?"),
        choices=[one for one in NeedRequest.Outcome.choices if one[0] != NeedRequest.Outcome.TAKEN],
        widget=forms.RadioSelect,
    )
    grey_zone = forms.ModelChoiceField(
        GreyZoneCase.objects.none(),
        label=_("Is it a grey zone?"),
        help_text=_("Whoever asked finds what is decided, and what speaks for and against."),
        empty_label=_("None"),
        required=False,
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Whoever asked reads it, and whoever asks for the same later."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grey_zone"].queryset = GreyZoneCase.objects.current()

    def save(self, need: NeedRequest, by: Any) -> None:
        need.settle(by=by, **self.cleaned_data)


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Can you?"), choices=NeedOffer.Answer.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("In a few words"),
        help_text=_("When you could begin, or what makes it difficult. A no is a good answer too."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("answer") == NeedOffer.Answer.NO and not data.get("reason"):
            self.add_error("reason", _("A few words about why, so that they can ask somebody else."))
        return data

    def save(self, offer: NeedOffer, by: Any) -> None:
        offer.reply(self.cleaned_data["answer"], self.cleaned_data["reason"], by=by)


class WordForm(OwnWords):
    guarded = ("text",)
    field_order = ("text", "meant_so")

    text = forms.CharField(
        label=_("What would you like to say?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )

    def save(self, need: NeedRequest, by: Any) -> NeedWord:
        return NeedWord.say(need, self.cleaned_data["text"], by=by)
