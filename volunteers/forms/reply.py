"""An answer to somebody interested, and the words that answers begin from."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.tenancy.context import current
from volunteers.models import Enquiry, EnquiryReply, ReplyTemplate
from volunteers.models.reply import FIELDS

_SUBJECT = {"required": _("Write in a few words what it is about.")}


class EnquiryReplyForm(forms.ModelForm):
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = EnquiryReply
        fields = ("subject", "text")
        labels = {"subject": _("What is it about?"), "text": _("What would you like to say?")}
        help_texts = {"text": _("“Hi” and the name come first, and your name at the end.")}
        widgets = {"text": forms.Textarea(attrs={"rows": 9})}
        error_messages = {"subject": _SUBJECT, "text": {"required": _("Write what you would like to say.")}}

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.enquiry = enquiry
        self.fields["submission"].initial = uuid.uuid4

    @property
    def reply(self) -> EnquiryReply:
        """As it stands, not kept."""
        return EnquiryReply(
            enquiry=self.enquiry,
            subject=self.cleaned_data["subject"],
            text=self.cleaned_data["text"],
            submission=self.cleaned_data["submission"] or uuid.uuid4(),
        )


class ReplyTemplateForm(forms.ModelForm):
    class Meta:
        model = ReplyTemplate
        fields = ("title", "language", "subject", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 9})}
        labels = {
            "title": _("What do you call it?"),
            "language": _("Which language is it in?"),
            "subject": _("What is it about?"),
            "text": _("What does it say?"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = ", ".join(f"{{{name}}}" for name in FIELDS)
        self.fields["text"].help_text = _("These are filled in by themselves: %(fields)s") % {"fields": known}
        offered = current().languages
        choices = [one for one in ReplyTemplate._meta.get_field("language").choices if one[0] in offered]
        self.fields["language"].choices = choices
        self.fields["language"].initial = current().default_language

    def save(self, by: Any) -> ReplyTemplate:
        return self.instance.keep(by)
