"""The ending: when and why, the thanks, and the letters."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from volunteers.forms.dates import DayField
from volunteers.models import Ending, ReferenceLetter, Volunteer
from volunteers.papers import closing_fields, reference_fields, spoken, tasks_of

ASK_AGAIN = (("yes", _("Yes, gladly")), ("", _("Perhaps")), ("no", _("No, thank you")))
_MEANS = {"yes": True, "no": False, "": None}


class EndingForm(forms.Form):
    initiated_by = forms.ChoiceField(
        label=_("Who wants to stop?"),
        choices=Ending.Initiator.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    last_day = DayField(label=_("When is the last day?"))
    reason = forms.ChoiceField(label=_("Why?"), required=False, widget=forms.RadioSelect)
    reason_text = forms.CharField(
        label=_("In your own words"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    may_ask_again = forms.ChoiceField(
        label=_("May we ask again some time?"), choices=ASK_AGAIN, required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, ending: Ending | None = None, own: bool = False, **kwargs: Any) -> None:
        self.ending, self.own = ending, own
        kwargs.setdefault("initial", self._initial())
        super().__init__(*args, **kwargs)
        if own or ending:
            del self.fields["initiated_by"]  # said already: by whoever it is
        self.fields["reason"].choices = Ending.Reason.choices

    def _initial(self) -> dict[str, Any]:
        if self.ending is None:
            began = Ending.Initiator.WORKPLACE
            return {"last_day": timezone.localdate(), "may_ask_again": "", "initiated_by": began}
        words = {meaning: word for word, meaning in _MEANS.items()}
        return {
            "last_day": self.ending.last_day,
            "reason": self.ending.reason,
            "reason_text": self.ending.reason_text,
            "may_ask_again": words[self.ending.may_ask_again],
        }

    def save(self, volunteer: Volunteer, by: Any) -> Ending:
        data = self.cleaned_data | {"may_ask_again": _MEANS[self.cleaned_data["may_ask_again"]]}
        if self.ending:
            self.ending.change(by=by, **data)
            return self.ending
        said = data.pop("initiated_by", "") or Ending.Initiator.WORKPLACE
        return Ending.start(volunteer, Ending.Initiator.VOLUNTEER if self.own else said, by=by, **data)


class ThanksForm(forms.Form):
    thanked_on = DayField(label=_("When did you thank?"))
    gift = forms.CharField(
        label=_("How?"),
        max_length=200,
        required=False,
        help_text=_("A cake, a card, a gift, an afternoon with coffee."),
    )

    no_gift = forms.BooleanField(label=_("No gift this time"), required=False)

    def __init__(self, *args: Any, ending: Ending, **kwargs: Any) -> None:
        self.ending = ending
        day = ending.thanked_on or timezone.localdate()
        kwargs.setdefault("initial", {"thanked_on": day, "gift": ending.gift, "no_gift": ending.no_gift})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("gift") and not cleaned.get("no_gift"):
            self.add_error("gift", _("Write how, or tick that there was no gift."))
        return cleaned

    def save(self, by: Any) -> None:
        data = self.cleaned_data
        self.ending.thank(by=by, gift=data["gift"], on=data["thanked_on"], no_gift=data["no_gift"])


class ClosingLetterForm(forms.Form):
    tasks_done = forms.CharField(
        label=_("“You have …”"),
        max_length=300,
        help_text=_("What they have done, as it follows after “You have”: played chess and driven dinner."),
    )
    personal_note = forms.CharField(
        label=_("What would you like to thank for?"),
        help_text=_("Two or three sentences. Be concrete: what nobody else could have done."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
    )

    def __init__(self, *args: Any, ending: Ending, **kwargs: Any) -> None:
        self.ending = ending
        if letter := ending.closing_letter:
            kwargs.setdefault("initial", letter.fields)
        super().__init__(*args, **kwargs)

    def letter_fields(self) -> dict[str, Any]:
        data, ending = self.cleaned_data, self.ending
        with spoken(ending.volunteer):
            status = gettext("ready, and waits for you on My page") if ending.reference_letter_id else ""
        return closing_fields(
            ending.volunteer, data["tasks_done"], data["personal_note"], ending.last_day, status
        )

    def save(self, by: Any) -> None:
        self.ending.write_letter(self.letter_fields(), by=by)


class ReferenceLetterForm(forms.Form):
    tasks = forms.CharField(label=_("Tasks"), max_length=500)
    responsibilities = forms.CharField(
        label=_("Responsibilities"),
        max_length=300,
        required=False,
        help_text=_("For instance: welcomed four new volunteers."),
    )
    personal_note = forms.CharField(
        label=_("A few words in your own name"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=3000,
        required=False,
    )
    until = DayField(label=_("Period until"))

    def __init__(self, *args: Any, volunteer: Volunteer, **kwargs: Any) -> None:
        self.volunteer = volunteer
        kwargs.setdefault("initial", self._initial())
        super().__init__(*args, **kwargs)

    def _initial(self) -> dict[str, Any]:
        former = self.volunteer.reference_letters.approved().first()
        ending = Ending.objects.filter(volunteer=self.volunteer).first()
        until = ending.last_day if ending else timezone.localdate()
        first = {"tasks": tasks_of(self.volunteer), "until": until}
        return first | (_kept(former) if former else {})

    def letter_fields(self) -> dict[str, Any]:
        data = self.cleaned_data
        with spoken(self.volunteer):
            return reference_fields(
                self.volunteer, data["tasks"], data["personal_note"], data["until"], data["responsibilities"]
            )

    def save(self, by: Any) -> ReferenceLetter:
        letter = ReferenceLetter.write(self.volunteer, self.letter_fields(), by=by)
        if ending := Ending.objects.filter(volunteer=self.volunteer, completed_at=None).first():
            ending.attach_reference(letter, by=by)
        return letter


def _kept(letter: ReferenceLetter) -> dict[str, Any]:
    return {
        name: letter.document.fields.get(name, "") for name in ("tasks", "responsibilities", "personal_note")
    }


class ToldForm(forms.Form):
    """On which day it was said; nobody's name."""

    on = DayField(label=_("When did you tell them?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": timezone.localdate()})
        super().__init__(*args, **kwargs)
