"""The catalogue of kinds of activity, and what organisations run already (ASG-04, ASG-06, ASG-19, LEG-13)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.people.models import District, Partner
from volunteers.models import ActivityType, PartnerOffer


def offer_kinds(field: forms.ModelChoiceField, without_form: str = "") -> None:
    """The municipality's own duties stand by themselves: whoever chooses one is told why not, instead of looking in vain."""
    field.queryset = (
        ActivityType.objects.exclude(form=without_form) if without_form else ActivityType.objects.all()
    )
    kinds = list(field.queryset)
    theirs = [(kind.pk, str(kind)) for kind in kinds if not kind.is_statutory]
    ours = [(kind.pk, str(kind)) for kind in kinds if kind.is_statutory]
    groups = [(_("For volunteers"), theirs), (_("Done by those who work here"), ours)]
    field.choices = [("", _("Choose a kind")), *((title, some) for title, some in groups if some)]


class ActivityTypeForm(forms.ModelForm):
    class Meta:
        model = ActivityType
        fields = (
            "name",
            "public_text",
            "form",
            "setting",
            "owner",
            "included",
            "not_included",
            "adults_only",
            "decided_locally",
            "is_statutory",
            "instead",
        )
        labels = {
            "name": _("What is it called?"),
            "public_text": _("What is it, for those who may want to?"),
            "form": _("With one or several?"),
            "setting": _("Where is it?"),
            "owner": _("Who runs it?"),
            "included": _("What is included?"),
            "not_included": _("What is not included?"),
            "is_statutory": _("It is the municipality’s own duty"),
            "instead": _("Who does it instead?"),
        }
        help_texts = {
            "included": _("One point on each line."),
            "not_included": _("One point on each line. It stands in agreements and on the wall of the ward."),
            "is_statutory": _("Then it is never offered to volunteers, whoever tries."),
        }
        widgets = dict.fromkeys(
            ("public_text", "included", "not_included", "instead"), forms.Textarea(attrs={"rows": 3})
        )

    def save(self, by: Any) -> ActivityType:
        kind = super().save(commit=False)
        if self.changed_data:
            kind.change(by=by, fields=[name for name in self.Meta.fields if name in self.changed_data])
        return kind


class PartnerOfferForm(forms.ModelForm):
    class Meta:
        model = PartnerOffer
        fields = ("partner", "activity_type", "district", "text", "is_reserved")
        labels = {
            "partner": _("Which organisation?"),
            "activity_type": _("What do they run?"),
            "district": _("Where?"),
            "text": _("What do they do, and how does one join?"),
            "is_reserved": _("By agreement this is theirs: we support it, and do not make our own"),
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].queryset = Partner.objects.all()
        self.fields["partner"].empty_label = _("Choose an organisation")
        self.fields["activity_type"].queryset = ActivityType.objects.publishable()
        self.fields["activity_type"].empty_label = _("Choose a kind")
        self.fields["district"].queryset = District.objects.all()
        self.fields["district"].empty_label = _("The whole municipality")

    def save(self, by: Any) -> PartnerOffer:
        offer = super().save(commit=False)
        offer.keep(by=by)
        return offer
