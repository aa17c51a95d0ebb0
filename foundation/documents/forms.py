"""Signing, registering what was signed on paper, revoking, and asking whether a paper is genuine."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.documents.codes import read_code
from foundation.documents.kinds import PARTIES
from foundation.documents.models import Document, Signature
from foundation.people.models import Person
from foundation.tenancy.context import current
from foundation.tenancy.models import Municipality


class DeedForm(forms.Form):
    """A form that ends in one verb; what the verb refuses becomes an error of the form."""

    def do(self, verb: Callable[[], Any]) -> bool:
        try:
            verb()
        except ValidationError as refused:
            self.add_error(None, refused)
            return False
        return True


class SigningForm(DeedForm):
    read = forms.BooleanField(
        label=_("I have read this and sign"),
        error_messages={"required": _("Tick that you have read it and want to sign.")},
    )
    text = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        self.document = document
        super().__init__(*args, initial={"text": document.text_sha256}, **kwargs)

    def clean(self) -> dict[str, Any]:
        """What is signed is what was on the screen."""
        cleaned = super().clean()
        if cleaned.get("text") != self.document.text_sha256:
            raise ValidationError(
                _("This is another paper than the one you read. Read this one, and sign it.")
            )
        return cleaned

    def save(self, place: Signature, person: Person, method: str, by: Any) -> bool:
        return self.do(lambda: self.document.sign(place.party, person, method, by=by))


class PaperSignatureForm(DeedForm):
    party = forms.ChoiceField(label=_("Who has signed?"), widget=forms.RadioSelect)
    signed_on = forms.DateField(
        label=_("When?"), error_messages={"required": _("Write the date that stands on the paper.")}
    )

    def __init__(self, *args: Any, document: Document, **kwargs: Any) -> None:
        self.document = document
        super().__init__(*args, **kwargs)
        places = document.unsigned()
        self.fields["party"].choices = [(one.party, one.name or PARTIES[one.party]) for one in places]
        self.initial = {"party": places[0].party if places else "", "signed_on": timezone.localdate()}

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise ValidationError(_("That day has not been yet."))
        return day

    def save(self, by: Any) -> bool:
        place = self.document.signature_of(self.cleaned_data["party"])
        noon = timezone.make_aware(datetime.combine(self.cleaned_data["signed_on"], time(12)))
        at = min(noon, timezone.now())
        method = Signature.Method.PAPER
        return self.do(
            lambda: self.document.sign(place.party, place.person, method, by=by, at=at, name=place.name)
        )


class RevocationForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"),
        max_length=200,
        help_text=_("Stands in the log. The person who asks about the code does not see it."),
    )


class CheckForm(forms.Form):
    code = forms.CharField(
        label=_("The code on the paper"),
        max_length=20,
        help_text=_("Eight signs, such as H4XR-2PLW."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )

    issuer = forms.ModelChoiceField(
        Municipality.objects.none(),
        label=_("Which municipality is it from?"),
        required=False,
        empty_label=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issuers = Municipality.objects.active().order_by("name")
        self.fields["issuer"].queryset = issuers
        self.fields["issuer"].initial = current().pk
        self.fields["issuer"].unmarked = True  # chosen beforehand
        if len(issuers) < 2:
            del self.fields["issuer"]

    @property
    def municipality(self) -> Municipality:
        """Whose paper it says it is: the paper tells, and one may ask anywhere."""
        return self.cleaned_data.get("issuer") or current()

    def clean_code(self) -> str:
        if code := read_code(self.cleaned_data["code"]):
            return code
        raise ValidationError(
            _("The code has eight signs, letters and figures. Look at the paper once more.")
        )
