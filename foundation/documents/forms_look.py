"""How a kind of paper looks: its words, the municipality's logo, and one's own signature drawn by hand (CRS-10)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.documents import fields as known
from foundation.documents.markup import to_html
from foundation.documents.merging import UnknownField, fields_in, fill
from foundation.documents.models import Template
from foundation.documents.pictures import Picture, cleaned
from foundation.documents.texts import texts
from foundation.people.models import Person

#: What a certificate is no certificate without.
NEEDED = {"course_certificate": ("volunteer.name", "course.title", "course.date", "code", "verify_url")}
SAMPLE_CODE = "H4XR-2PLW"


class PictureForm(forms.Form):
    picture = forms.FileField(
        label=gettext_lazy("Which picture?"),
        help_text=gettext_lazy("PNG or JPEG, at most 5 MB. On white or see-through it looks best."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        error_messages={
            "required": gettext_lazy("Choose a picture."),
            "empty": gettext_lazy("The file is empty."),
        },
    )

    def clean_picture(self) -> bytes:
        return cleaned(self.cleaned_data["picture"])

    def save(self, kind: str, by: Any, person: Person | None = None) -> Picture:
        return Picture.put(kind, self.cleaned_data["picture"], by=by, person=person)


class WordingForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("What is the paper called?"), max_length=200)
    body = forms.CharField(
        label=gettext_lazy("What stands on it?"),
        help_text=gettext_lazy(
            "What stands in curly brackets is filled in for each. # is a large line, ## a smaller one."
        ),
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true"}),
        max_length=6000,
    )

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        self.template, now = template, template.current
        kwargs.setdefault("initial", {"title": now.title, "body": now.body})
        super().__init__(*args, **kwargs)

    def clean_body(self) -> str:
        body = self.cleaned_data["body"].replace("\r\n", "\n").strip() + "\n"
        needed = NEEDED.get(self.template.kind, ())
        if missing := [f"{{{name}}}" for name in needed if name not in fields_in(body)]:
            raise ValidationError(
                _("This must stand somewhere: %(fields)s.") % {"fields": ", ".join(missing)}
            )
        self.seen = self._tried(body)
        return body

    def _tried(self, body: str) -> str:
        try:
            return sample(body, self.template.kind, self.template.language)
        except UnknownField as unknown:
            names = ", ".join(f"{{{name}}}" for name in unknown.names)
            raise ValidationError(
                _("We do not know %(fields)s. Look at how it is written.") % {"fields": names}
            ) from unknown
        except (ValueError, LookupError, StopIteration) as wrong:
            told = _(
                "The table with the signatures is not whole: each line has as many columns as the first."
            )
            raise ValidationError(told) from wrong

    def save(self, by: Any) -> None:
        self.template.write(self.cleaned_data["title"], self.cleaned_data["body"], by=by)


def sample(body: str, kind: str, language: str) -> str:
    """The paper as somebody invented would get it."""
    with translation.override(language):
        given = known.flat({"course": _course(), "volunteer": {"name": "Toril Vik"}})
        extra = {"code": SAMPLE_CODE, "template.version": "1"}
        filled = fill(body, known.values(given, None, None, timezone.localdate(), language, extra))
        to_html(filled, {}, SAMPLE_CODE)  # on paper too
        return to_html(filled, code=SAMPLE_CODE, shift=2)


def _course() -> dict[str, Any]:
    return {
        "title": _("Introduction course"),
        "date": timezone.localdate(),
        "duration": _("3 hours"),
        "place": _("the library"),
        "topics": _("confidentiality, roles, and meeting people with dementia"),
        "leader_name": "Randi Moe",
    }


def house_wording(template: Template) -> tuple[str, str]:
    text = texts()[template.kind, template.language]
    return text.title, text.body
