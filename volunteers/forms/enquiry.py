"""Registering interest: at most six questions, by oneself or with an employee at the phone (VOL-12, VOL-13, NET-09)."""

import uuid
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.pages.numbers import national
from foundation.people.forms import NewcomerForm
from foundation.people.models import Workplace
from foundation.tenancy.words import word
from volunteers.forms.recruitment import HeardForm, heard_choices
from volunteers.menu import kinds_at
from volunteers.models import Enquiry

UNSURE = "unsure"


class InterestForm(HeardForm, NewcomerForm):
    """What a visitor is asked. `place` and `activity` may be chosen beforehand by the address."""

    place = forms.ChoiceField(
        label=_("Where would you like to take part?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a place, or that you do not know yet.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("What would you like to do?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    own_idea = forms.CharField(
        label=_("An idea of your own, or something you would like to tell?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = (
        "name",
        "phone",
        "email",
        "place",
        "kinds",
        "own_idea",
        "consent",
        "website",
        "submission",
    )

    def __init__(self, *args: Any, workplaces: list[Workplace], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.workplaces = {str(workplace.pk): workplace for workplace in workplaces}
        self.fields["place"].choices = [
            *((pk, workplace.name) for pk, workplace in self.workplaces.items()),
            (UNSURE, _("Do not know yet")),
        ]
        self.kinds = {kind.code: kind for kind in kinds_at(self.workplace)}
        self.fields["kinds"].choices = [(code, str(kind)) for code, kind in self._offered().items()]

    def _offered(self) -> dict[str, Any]:
        """Those of the place; and what was ticked before the place was changed, so that nothing is lost."""
        ticked = set(self.data.getlist("kinds")) if self.is_bound else set()
        lost = ticked - self.kinds.keys()
        if lost:
            self.kinds |= {kind.code: kind for kind in kinds_at(None) if kind.code in lost}
        return self.kinds

    @property
    def workplace(self) -> Workplace | None:
        """The place that is chosen now, also before anything is sent."""
        chosen = self.data.get("place") if self.is_bound else self.initial.get("place")
        return self.workplaces.get(str(chosen))

    @property
    def answers(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "phone", "email", "own_idea")}

    @property
    def wishes(self) -> list[Any]:
        return [self.kinds[code] for code in self.cleaned_data["kinds"]]

    def save(self, by: Any = None, channel: str = Enquiry.Channel.PORTAL) -> Enquiry:
        """Keep it once, however often the button was pressed."""
        submission = self.cleaned_data["submission"] or uuid.uuid4()
        enquiry = Enquiry(channel=channel, submission=submission, **self.answers, **self.recruited)
        try:
            with transaction.atomic():
                language = "" if by else get_language() or ""
                return enquiry.register(self.workplace, self.wishes, by=by, language=language)
        except IntegrityError:
            return already_sent(submission)


def already_sent(submission: uuid.UUID) -> Enquiry:
    return Enquiry.objects.with_wishes().get(submission=submission)


class CorrectionForm(InterestForm):
    """The same questions again; consent was given the first time."""

    def __init__(self, *args: Any, enquiry: Enquiry, **kwargs: Any) -> None:
        self.enquiry = enquiry
        kwargs.setdefault("initial", _as_written(enquiry))
        super().__init__(*args, **kwargs)
        for name in ("consent", "submission", "heard", "heard_text", "link"):
            del self.fields[name]

    def save(self, by: Any = None, channel: str = "") -> Enquiry:
        self.enquiry.correct(self.wishes, by=by, **self.answers)
        if self.workplace and self.workplace != self.enquiry.volunteer.workplace:
            self.enquiry.hand_on(self.workplace, by=by)
        return self.enquiry


def _as_written(enquiry: Enquiry) -> dict[str, Any]:
    phone = national(enquiry.phone)
    return {
        "name": enquiry.name,
        "phone": phone,
        "email": enquiry.email,
        "place": str(enquiry.volunteer.workplace_id or UNSURE),
        "kinds": [wish.activity_type.code for wish in enquiry.wishes.all()],
        "own_idea": enquiry.own_idea,
    }


class EnteredForm(InterestForm):
    """The same questions, asked by somebody who works here (NET-09)."""

    channel = forms.ChoiceField(label=_("How did it come to us?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["website"]
        self.fields["name"].label = _("What is the person's name?")
        self.fields["place"].label = _("Where would the person like to take part?")
        self.fields["kinds"].label = _("What would the person like to do?")
        self.fields["own_idea"].label = _("What else did the person tell?")
        self.fields["consent"].label = _(
            "The person knows that we keep this to get in touch, and has said yes."
        )
        ways = [Enquiry.Channel.PHONE, Enquiry.Channel.EMPLOYEE, Enquiry.Channel.OTHER]
        self.fields["consent"].error_messages["required"] = _(
            "Ask whether it is all right, and tick. Otherwise we may not keep anything."
        )
        self.fields["channel"].choices = [(one.value, _said_by(one)) for one in ways]
        self.fields["channel"].initial = Enquiry.Channel.PHONE
        self.fields["heard"].label = _("How did they hear of us?")
        self.fields["heard"].required = True
        self.fields["heard"].choices = heard_choices(_("Ask them"))
        self.fields["heard"].error_messages["required"] = _("Ask how they heard of us, or choose “Other”.")

    def _out_of_reach(self, cleaned: dict[str, Any]) -> None:
        """Many have neither, and are volunteers all the same: then it must be said where to find them (VOL-20)."""
        if not cleaned.get("own_idea"):
            told = _(
                "Without phone and e-mail: write where the person is to be found, or an address to write to."
            )
            self.add_error("own_idea", told)

    def save(self, by: Any = None, channel: str = "") -> Enquiry:
        return super().save(by=by, channel=self.cleaned_data["channel"])


def _said_by(channel: Enquiry.Channel) -> str:
    by_employee = channel == Enquiry.Channel.EMPLOYEE
    return capfirst(word("employee", "indefinite") if by_employee else str(channel.label))
