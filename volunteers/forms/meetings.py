"""The first meeting: times to choose between, the answer, and what was agreed (VOL-20, VOL-28)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.pages.moments import day, span
from foundation.people.models import Workplace
from volunteers.models import Conversation, MeetingTime

OTHER = "other"


class AnswerForm(forms.Form):
    """One of the times, or what would suit better."""

    time = forms.ChoiceField(
        label=_("When does it suit you?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a time, or that another suits you better.")},
    )
    wish = forms.CharField(
        label=_("What would suit you better?"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example an evening, at home by phone, or a walk instead of coffee."),
    )

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conversation = conversation
        self.times = {str(time.pk): time for time in conversation.times_ahead(timezone.now())}
        self.fields["time"].choices = [
            *((pk, in_words(time)) for pk, time in self.times.items()),
            (OTHER, _("Another time suits me better")),
        ]
        if not self.times:
            self.fields["time"].initial = OTHER

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("time") == OTHER and not cleaned.get("wish"):
            self.add_error("wish", _("Write a few words about when or where, and we find a time."))
        return cleaned

    @property
    def chosen(self) -> MeetingTime | None:
        """None: another time suits better."""
        return self.times.get(self.cleaned_data["time"])

    def save(self, by: Any) -> None:
        if self.chosen:
            self.conversation.accept(self.chosen, by=by)
        else:
            self.conversation.ask_for_another_time(self.cleaned_data["wish"], by=by)


def in_words(time: MeetingTime) -> str:
    text = f"{day(time.starts_at, 'exact')} {span(time.starts_at, time.ends_at)}"
    return text[0].upper() + text[1:]


class OutcomeForm(forms.Form):
    """How the first meeting ended. «We go on» needs a day to start, and a place."""

    outcome = forms.ChoiceField(
        label=_("What did you agree?"),
        choices=Conversation.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you agreed.")},
    )
    workplace = forms.ModelChoiceField(label=_("Where?"), queryset=Workplace.objects.none(), required=False)
    start_on = forms.DateField(
        label=_("Day of the first assignment"), required=False, help_text=_("When you go on.")
    )
    think_until = forms.DateField(
        label=_("The day you talk again"), required=False, help_text=_("When it needs thinking over.")
    )
    reason = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Where you showed the person on to, or why it was not to be this time."),
    )

    def __init__(self, *args: Any, conversation: Conversation, workplaces: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conversation = conversation
        for name in ("workplace", "start_on", "think_until", "reason"):
            self.fields[name].unmarked = True  # wanted for one of the outcomes
        if conversation.volunteer.workplace:
            del self.fields["workplace"]
        else:
            self.fields["workplace"].queryset = workplaces

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        needed = {
            Conversation.Outcome.CONTINUE: ("start_on", _("Choose the day of the first assignment.")),
            Conversation.Outcome.THINK: ("think_until", _("Choose the day you talk again.")),
            Conversation.Outcome.REFERRED: ("reason", _("Write where you showed the person on to.")),
            Conversation.Outcome.NOT_RELEVANT: ("reason", _("Write why, in a few words.")),
        }
        name, text = needed.get(cleaned.get("outcome"), ("", ""))
        if name and not cleaned.get(name) and name not in self.errors:
            self.add_error(name, text)
        self._days_ahead(cleaned)
        goes_on = cleaned.get("outcome") == Conversation.Outcome.CONTINUE
        if goes_on and "workplace" in self.fields and not cleaned.get("workplace"):
            self.add_error("workplace", _("Choose the place first."))
        return cleaned

    def _days_ahead(self, cleaned: dict[str, Any]) -> None:
        today = timezone.localdate()
        for name in ("start_on", "think_until"):
            if (on := cleaned.get(name)) and on < today:
                self.add_error(name, _("Choose a day that has not been."))

    def save(self, by: Any) -> None:
        """All of it or nothing; what the verb refuses becomes an error of the form."""
        try:
            with transaction.atomic():
                self._save(by)
        except ValidationError as refused:
            self.add_error(None, refused)

    def _save(self, by: Any) -> None:
        data = self.cleaned_data
        if workplace := data.get("workplace"):
            self.conversation.volunteer.enquiry.hand_on(workplace, by=by)
        outcome = data["outcome"]
        only = {name: data.get(name) if outcome == wanted else None for name, wanted in _ONLY.items()}
        self.conversation.conclude(outcome, by=by, reason=data["reason"], **only)


_ONLY = {
    "start_on": Conversation.Outcome.CONTINUE,
    "think_until": Conversation.Outcome.THINK,
}
