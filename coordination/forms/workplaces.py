"""The register of workplaces (CON-01)."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Department, Workplace
from foundation.tenancy.translated import TranslatedForm
from foundation.tenancy.words import title_lazy


class WorkplaceForm(TranslatedForm):
    departments = forms.CharField(
        label=format_lazy(
            _("{departments_word}, one on each line"), departments_word=title_lazy("department", "plural")
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    class Meta:
        model = Workplace
        fields = [
            "name",
            "short_name",
            "service_type",
            "sector",
            "district",
            "address",
            "places_count",
            "core_values",
            "goals",
            "structure_text",
            "certifications",
            "public_text",
            "guidance_text",
            "published",
            "included_from",
        ]
        labels = {"sector": title_lazy("sector"), "district": title_lazy("district")}
        widgets = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("goals", "structure_text", "guidance_text")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            names = self.instance.departments.values_list("name", flat=True)
            self.fields["departments"].initial = "\n".join(names)

    def clean_departments(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["departments"].splitlines())
        return list(dict.fromkeys(line[:120] for line in lines if line))

    @transaction.atomic
    def save(self, by: Any) -> Workplace:
        is_new = self.instance._state.adding
        changed = {name: str(self.cleaned_data[name]) for name in self.changed_data}
        workplace = super().save()
        self._keep_departments(workplace)
        record(by, "workplace.added" if is_new else "workplace.changed", workplace, changes=changed)
        return workplace

    def _keep_departments(self, workplace: Workplace) -> None:
        """A department that is no longer named goes; those that stay keep their rows."""
        names = self.cleaned_data["departments"]
        workplace.departments.exclude(name__in=names).delete()
        had = set(workplace.departments.values_list("name", flat=True))
        Department.objects.bulk_create(
            [Department(workplace=workplace, name=n) for n in names if n not in had]
        )
