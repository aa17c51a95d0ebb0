"""The municipality's settings, made from what the rooms declare."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.tenancy.context import current
from foundation.tenancy.settings import DECLARED, Declared, choose, setting
from volunteers.own_settings import BEFORE

SECTIONS = (
    (_("Words"), ("term_set",)),
    (
        _("Deadlines"),
        (
            "reply_days",
            "first_meeting_days",
            "followup_days",
            "training_days",
            "guidance_days",
            "talk_days",
            "concern_days",
            "reflection_days",
            "letter_days",
            "trial_days",
            "gatherings_per_year",
            "deputy_after_days",
            "coordinator_after_days",
        ),
    ),
    (_("Before the first time"), tuple(f"before_{code}" for code in BEFORE)),
    (_("Time for the role"), ("recommended_pct_coordinator", "recommended_pct_contact")),
    (
        _("Messages and courses"),
        ("sms_from_hour", "sms_until_hour", "messages_kept_days", "course_capacity", "renewal_days"),
    ),
)
REST = _("What stands in the papers")


class SettingsForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, declared in DECLARED.items():
            if declared.kind is list:
                continue  # has a page of its own
            self.fields[code] = _field(declared)
            self.fields[code].initial = setting(code)

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields by what they are about; what no section names stands last."""
        named = [(title, [code for code in codes if code in self.fields]) for title, codes in SECTIONS]
        taken = {code for _title, codes in named for code in codes}
        rest = [code for code in self.fields if code not in taken]
        return [(title, [self[code] for code in codes]) for title, codes in [*named, (REST, rest)] if codes]

    def _clean_fields(self) -> None:
        super()._clean_fields()
        for code, value in list(self.cleaned_data.items()):
            try:
                DECLARED[code].check(value)
            except ValidationError as error:
                self.add_error(code, error)

    @transaction.atomic
    def save(self, by: Any) -> list[str]:
        """Keep what is different; returns the codes that changed."""
        changed = [code for code, value in self.cleaned_data.items() if value != setting(code)]
        before = {code: setting(code) for code in changed}
        for code in changed:
            choose(code, self.cleaned_data[code])
        if changed:
            after = {code: [before[code], self.cleaned_data[code]] for code in changed}
            record(by, "settings.changed", current(), changes=after)
        return changed


def _field(declared: Declared) -> forms.Field:
    common = {"label": declared.label, "help_text": declared.help}
    if declared.choices:
        return forms.ChoiceField(
            choices=declared.choices, required="" not in dict(declared.choices), **common
        )
    if declared.kind is bool:
        return forms.BooleanField(required=False, **common)
    if declared.kind is int:
        return forms.IntegerField(min_value=declared.minimum, max_value=declared.maximum, **common)
    return forms.CharField(required=False, **common)
