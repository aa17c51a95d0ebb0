"""The parts of a profile: what each asks, who may see the answers, and the answers in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from volunteers import tags, week
from volunteers.forms import profile as forms
from volunteers.models import Profile, Volunteer

OPEN, TOLD = "volunteers.see", "volunteers.read_notes"
#: field -> the group that its codes belong to
GROUPS = {
    "interests": "interests",
    "skills": "skills",
    "languages": "languages",
    "times": "availability",
    "comfortable_with": "recipients",
    "wants_to_learn": "trainings",
    "kinds": "kinds",
}


@dataclass(frozen=True)
class Part:
    title: str | Promise
    form: type[forms.PartForm]
    seen_by: str  # the action that opens the answers

    @property
    def names(self) -> list[str]:
        return list(self.form.base_fields)


#: in the order in which one is asked
PARTS = {
    "liker": Part(_("Interests"), forms.LikesForm, OPEN),
    "kan": Part(_("Good at"), forms.SkillsForm, OPEN),
    "sprak": Part(_("Languages"), forms.LanguagesForm, OPEN),
    "hvorfor": Part(_("Why"), forms.MotivationForm, TOLD),
    "nar": Part(_("When it suits"), forms.TimesForm, OPEN),
    "grenser": Part(_("Limits"), forms.LimitsForm, TOLD),
    "hvem": Part(_("Comfortable with"), forms.CompanyForm, OPEN),
    "bakgrunn": Part(_("Background"), forms.BackgroundForm, TOLD),
    "organisasjon": Part(_("Organisation"), forms.OrganisationForm, OPEN),
}


def after(code: str) -> str:
    """The next part, or "" after the last."""
    codes = [*PARTS, ""]
    return codes[codes.index(code) + 1]


@dataclass(frozen=True)
class Told:
    """One part as it is told so far, for a reader who may see it."""

    code: str
    title: str | Promise
    seen_by: str
    facts: list[tuple[str, str]]
    url: str


def told(volunteer: Volunteer, may_read: bool) -> list[Told]:
    profile = Profile.of(volunteer)
    return [
        Told(code, part.title, part.seen_by, list(facts(profile, part)), _url(volunteer, code))
        for code, part in PARTS.items()
        if may_read or part.seen_by == OPEN
    ]


def _url(volunteer: Volunteer, code: str) -> str:
    return reverse("profile_part", args=[volunteer.pk, code])


def facts(profile: Profile, part: Part) -> Iterator[tuple[str, str]]:
    """What has been answered, with the field's own name before it."""
    for name in part.names:
        if text := in_words(profile, name):
            yield capfirst(str(Profile._meta.get_field(name).verbose_name)), text


def in_words(profile: Profile, name: str) -> str:
    value = getattr(profile, name)
    if name in GROUPS:
        return tags.in_words(GROUPS[name], value, get_language() or tags.FALLBACK)
    if name == "week":
        return ", ".join(week.in_words(value))
    if isinstance(value, bool):
        return _yes(name, value)
    if Profile._meta.get_field(name).choices:
        return str(getattr(profile, f"get_{name}_display")())
    return "" if value is None else str(value)


def _yes(name: str, value: bool) -> str:
    """A tick that is not set says nothing; a question that was answered with no does."""
    if value:
        return gettext("Yes")
    return gettext("No") if Profile._meta.get_field(name).null else ""


def former(profile: Profile) -> list[dict[str, Any]]:
    """What was told before, in words, the newest first."""
    if profile._state.adding:
        return []
    rows = profile.former.all()[:50]
    return [
        {
            "field": capfirst(str(Profile._meta.get_field(row.field).verbose_name)),
            "text": _as_told(row.field, row.value),
            "until": row.until,
            "by": row.changed_by_name,
            "seen_by": _seen_by(row.field),
        }
        for row in rows
    ]


def _as_told(name: str, value: Any) -> str:
    if name == "partner":
        return gettext("another organisation")
    return in_words(Profile(**{name: value}), name)


def _seen_by(name: str) -> str:
    return next(part.seen_by for part in PARTS.values() if name in part.names)
