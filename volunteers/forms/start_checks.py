"""What is written down before the first time: referees, a certificate that was shown, a buddy, a word to the department."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from volunteers.checklists import Point
from volunteers.forms.dates import DayField
from volunteers.models import ArrivalNotice, Buddy, PoliceCertificate, RefereeCheck, Volunteer
from volunteers.models.certificate import Basis
from volunteers.models.checklist import sign_off, tick
from volunteers.papers import tasks_of


class RefereeForm(forms.Form):
    name = forms.CharField(label=_("Who knows the volunteer?"), max_length=200)
    contact = forms.CharField(
        label=_("Phone or e-mail"),
        max_length=200,
        help_text=_("Kept until you have asked, and no longer."),
        required=False,
    )

    def save(self, volunteer: Volunteer, by: Any) -> RefereeCheck:
        return RefereeCheck.add(volunteer, self.cleaned_data["name"], self.cleaned_data["contact"], by=by)


def _not_ahead(day: date) -> date:
    if day > timezone.localdate():
        raise forms.ValidationError(_("Choose a day that has been."))
    return day


class ConclusionForm(forms.Form):
    checked_on = DayField(label=_("When did you talk?"))
    conclusion = forms.ChoiceField(
        label=_("What did it lead to?"),
        choices=RefereeCheck.Conclusion.choices,
        widget=forms.RadioSelect,
        help_text=_("What was said is not written down."),
    )

    def clean_checked_on(self) -> date:
        return _not_ahead(self.cleaned_data["checked_on"])

    def save(self, referee: RefereeCheck, by: Any) -> None:
        referee.conclude(self.cleaned_data["conclusion"], self.cleaned_data["checked_on"], by=by)


class CertificateForm(forms.Form):
    """Four facts and no file: the certificate is looked at and given back."""

    task = forms.CharField(label=_("For what task?"), max_length=200)
    basis = forms.ChoiceField(label=_("On which legal basis do you ask?"), choices=())
    shown_on = DayField(label=_("When was it shown?"))

    def __init__(self, *args: Any, volunteer: Volunteer, **kwargs: Any) -> None:
        today = timezone.localdate()
        kwargs.setdefault("initial", {"task": tasks_of(volunteer)[:200], "shown_on": today})
        super().__init__(*args, **kwargs)
        self.volunteer = volunteer
        self.fields["basis"].choices = [("", _("Choose the act")), *Basis.choices]

    def clean_shown_on(self) -> date:
        return _not_ahead(self.cleaned_data["shown_on"])

    def save(self, by: Any) -> PoliceCertificate:
        data = self.cleaned_data
        return PoliceCertificate.show(self.volunteer, data["task"], data["basis"], data["shown_on"], by=by)


class BuddyForm(forms.Form):
    buddy = forms.ModelChoiceField(Volunteer.objects.none(), label=_("Who is the buddy?"))
    starts_on = DayField(label=_("From which day?"))

    def __init__(self, *args: Any, volunteer: Volunteer, **kwargs: Any) -> None:
        self.volunteer = volunteer
        kwargs.setdefault("initial", {"starts_on": timezone.localdate()})
        super().__init__(*args, **kwargs)
        self.fields["buddy"].queryset = buddies_for(volunteer, timezone.localdate())
        self.fields["buddy"].label_from_instance = _said
        self.fields["buddy"].empty_label = _("Choose a volunteer")

    def save(self, by: Any) -> Buddy:
        return Buddy.name(self.volunteer, self.cleaned_data["buddy"], self.cleaned_data["starts_on"], by=by)


def buddies_for(volunteer: Volunteer, today: date) -> Any:
    """Volunteers at the place, the group leaders first, each with how many they look after now."""
    fellows = Volunteer.objects.active().filter(workplace=volunteer.workplace).exclude(pk=volunteer.pk)
    running = Q(proteges__ends_on__isnull=True) | Q(proteges__ends_on__gte=today)
    count = Count("proteges", filter=running & Q(proteges__volunteer__closed_on__isnull=True))
    rows = fellows.with_pause(today).filter(paused=False).select_related("person")
    return rows.annotate(now=count).order_by("-is_group_leader", "person__name", "id")


def _said(fellow: Volunteer) -> str:
    count = ngettext("%(count)s new now", "%(count)s new now", fellow.now) % {"count": fellow.now}
    leads = ", " + str(_("group leader")) if fellow.is_group_leader else ""
    return f"{fellow.name}{leads} ({count})"


class ArrivalForm(forms.Form):
    text = forms.CharField(
        label=_("Something more they should know?"),
        help_text=_("Who comes, when and for what is told already. No private matters."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=600,
        required=False,
    )

    def save(self, first: Any, to: list[Any], by: Any) -> ArrivalNotice:
        return ArrivalNotice.send(first, self.cleaned_data["text"], to, by=by)


class ChecklistForm(forms.Form):
    points = forms.MultipleChoiceField(
        label=_("Gone through"), choices=(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, volunteer: Volunteer, checklist: str, points: list[Point], **kwargs: Any
    ) -> None:
        self.volunteer, self.checklist, self.read = volunteer, checklist, points
        super().__init__(*args, **kwargs)
        self.fields["points"].choices = [(point.code, point.title) for point in points]

    def save(self, by: Any, whole: bool = False) -> None:
        tick(self.volunteer, self.checklist, self.read, set(self.cleaned_data["points"]), by=by)
        if whole:
            sign_off(self.volunteer, self.checklist, self.read, by=by)
