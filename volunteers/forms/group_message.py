"""A message to several: written, looked at, and sent to those who are still ticked."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.models import GroupMessage


class GroupMessageForm(forms.ModelForm):
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = GroupMessage
        fields = ("subject", "text")
        labels = {"subject": _("What is it about?"), "text": _("What would you like to say?")}
        help_texts = {
            "text": _(
                "“Hi” and the name come first, and your name at the end. Never write of health or of residents."
            )
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 7})}
        error_messages = {
            "subject": {"required": _("Write in a few words what it is about.")},
            "text": {"required": _("Write what you would like to say.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["submission"].initial = uuid.uuid4

    @property
    def message(self) -> GroupMessage:
        """As it stands, not kept."""
        submission = self.cleaned_data["submission"] or uuid.uuid4()
        return GroupMessage(
            subject=self.cleaned_data["subject"], text=self.cleaned_data["text"], submission=submission
        )
