"""The questions of a profile, a page each; asked the same way whoever writes the answer."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from foundation.people.models import Partner
from volunteers import tags, week
from volunteers.models import Profile

Choices = list[tuple[Any, Any]]
SHORT = {"rows": 2}
#: What the week does not tell; another tag is offered to whoever has it already.
RHYTHM = (
    "weekly",
    "every_other_week",
    "monthly",
    "now_and_then",
    "holidays",
    "short_notice",
    "from_home",
    "school_year",
)


def of(group: str) -> Callable[[], Choices]:
    return lambda: tags.choices(group, get_language() or tags.FALLBACK)


def by_theme() -> Choices:
    """Forty-nine interests are found sooner in eight small heaps."""
    language = get_language() or tags.FALLBACK
    words = dict(tags.choices("interests", language))
    heaps = [
        (title, [(code, words.pop(code)) for code in tags.members("themes", theme) if code in words])
        for theme, title in tags.choices("themes", language)
    ]
    return [*heaps, (gettext("More"), list(words.items()))]


def by_day() -> Choices:
    """Who hears the page hears the day with each part of it."""
    return [
        (
            day,
            [(code, format_html('<span class="ds-sr-only">{} </span>{}', day, part)) for code, part in parts],
        )
        for day, parts in week.choices()
    ]


def pills(label: Any, choices: Callable[[], Choices], help_text: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        required=False,
        help_text=help_text,
        widget=forms.CheckboxSelectMultiple,
    )


def one_of(label: Any, choices: Any, unsaid: Any, help_text: Any = "") -> forms.ChoiceField:
    """What was answered can be taken back: nothing said is a choice too."""
    return forms.ChoiceField(
        label=label,
        choices=[*choices.choices, ("", unsaid)],
        required=False,
        help_text=help_text,
        widget=forms.RadioSelect,
    )


class PartForm(forms.ModelForm):
    def save(self, by: Any) -> list[str]:
        return self.instance.tell(by=by, **{name: self.cleaned_data[name] for name in self.fields})


class LikesForm(PartForm):
    interests = pills(_("What do you like?"), by_theme)

    class Meta:
        model = Profile
        fields = ("interests", "passion", "hobbies")
        labels = {
            "passion": _("What could you talk about for an hour?"),
            "hobbies": _("What else do you do when you are off?"),
        }
        widgets = dict.fromkeys(("passion", "hobbies"), forms.Textarea(attrs=SHORT))


class SkillsForm(PartForm):
    skills = pills(_("What are you good at?"), of("skills"))

    class Meta:
        model = Profile
        fields = ("skills", "profession", "experience", "resources")
        labels = {
            "profession": _("What do you work with, or what have you worked with?"),
            "experience": _("Have you done something like this before?"),
            "resources": _("Do you have something you would like to share?"),
        }
        help_texts = {"resources": _("An instrument, a garden, a boat, a dog, a room.")}
        widgets = dict.fromkeys(("experience", "resources"), forms.Textarea(attrs=SHORT))


class LanguagesForm(PartForm):
    languages = pills(_("Which languages do you speak?"), of("languages"))

    class Meta:
        model = Profile
        fields = ("languages", "other_languages", "wants_language_training")
        labels = {
            "other_languages": _("Other languages"),
            "wants_language_training": _("I would like to practise Norwegian while I am a volunteer"),
        }


class MotivationForm(PartForm):
    class Meta:
        model = Profile
        fields = ("why", "contribution", "in_return", "would_stay")
        labels = {
            "why": _("Why do you want to be a volunteer?"),
            "contribution": _("What would you like to give?"),
            "in_return": _("What do you hope to get back?"),
            "would_stay": _("What would make you stay?"),
        }
        widgets = dict.fromkeys(fields, forms.Textarea(attrs=SHORT))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.why:
            self.initial["why"] = self.instance.volunteer.motivation


class TimesForm(PartForm):
    mode = one_of(_("Fixed times, or when it suits?"), Profile.Mode, _("do not know yet"))
    commitment = one_of(_("For how long?"), Profile.Commitment, _("do not know yet"))
    week = pills(_("When in the week could you come?"), by_day)
    times = pills(_("How often, and otherwise?"), list)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["week"].widget.attrs["class"] = "week"
        kept = {*RHYTHM, *self.instance.times}
        self.fields["times"].choices = [choice for choice in of("availability")() if choice[0] in kept]

    class Meta:
        model = Profile
        fields = ("mode", "commitment", "week", "times", "times_text", "max_hours_month")
        labels = {
            "times_text": _("Is there more to say about when?"),
            "max_hours_month": _("How many hours a month at the most?"),
        }
        help_texts = {"max_hours_month": _("So that nobody asks you for more than you want to give.")}


class LimitsForm(PartForm):
    class Meta:
        model = Profile
        fields = ("own_limits", "limits_shared")
        labels = {
            "own_limits": _("What would you rather not do?"),
            "limits_shared": _("Those who work there may see it on the list of who comes"),
        }
        help_texts = {
            "own_limits": _("Tasks, times and situations. A no is as welcome as a yes, and needs no reason.")
        }


class CompanyForm(PartForm):
    comfortable_with = pills(_("Whom are you comfortable with?"), of("recipients"))
    wants_to_learn = pills(_("What would you like to learn more about?"), of("trainings"))

    class Meta:
        model = Profile
        fields = ("comfortable_with", "wants_to_learn", "learning_text")
        labels = {"learning_text": _("Something else you would like to learn?")}
        widgets = {"learning_text": forms.Textarea(attrs=SHORT)}


class BackgroundForm(PartForm):
    connection = one_of(
        _("Do you know the place from before?"), Profile.Connection, _("would rather not say")
    )
    kinds = pills(_("What are you when you come to us?"), of("kinds"))

    class Meta:
        model = Profile
        fields = ("connection", "kinds", "country")
        labels = {"country": _("Where did you grow up?")}
        help_texts = {"country": _("A place or a country, if you would like us to know.")}


class OrganisationForm(PartForm):
    affiliation = one_of(
        _("Do you come through an organisation?"),
        Profile.Affiliation,
        _("do not know"),
        _("Everybody is followed up alike. We ask so that everybody is insured by somebody."),
    )
    is_member = forms.NullBooleanField(
        label=_("Are you a member there?"),
        required=False,
        widget=forms.RadioSelect(choices=[("True", _("Yes")), ("False", _("No")), ("", _("do not know"))]),
    )

    class Meta:
        model = Profile
        fields = ("affiliation", "partner", "organisation_name", "is_member")
        labels = {
            "partner": _("Which one?"),
            "organisation_name": _("Another one, not in the list"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.all()
        self.fields["partner"].empty_label = _("None of these")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("affiliation") != Profile.Affiliation.ORGANISATION:
            data |= {"partner": None, "organisation_name": "", "is_member": None}
        elif not data.get("partner") and not data.get("organisation_name"):
            self.add_error("partner", _("Choose the organisation, or write its name below."))
        return data
