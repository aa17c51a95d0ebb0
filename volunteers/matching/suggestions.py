"""Who could suit whom, and why, in words (ASG-02). Never a score: in order of name, and the contact decides."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, F, Func, OuterRef, QuerySet, Subquery, TextField, Value
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from foundation.pages.moments import day
from foundation.pages.templatetags.samspill import and_list
from foundation.people.demands import Demand
from foundation.people.models import Qualification
from volunteers import tags, week
from volunteers.matching.models import Match, Recipient
from volunteers.models import ActivityType, Pause, Wish
from volunteers.models.readiness import LACKING

NORWEGIAN = {"nob", "nno"}  # goes without saying
ADULT = 18
EACH = dict(
    zip(
        week.DAYS,
        (
            gettext_lazy("Mondays"),
            gettext_lazy("Tuesdays"),
            gettext_lazy("Wednesdays"),
            gettext_lazy("Thursdays"),
            gettext_lazy("Fridays"),
            gettext_lazy("Saturdays"),
            gettext_lazy("Sundays"),
        ),
        strict=True,
    )
)


@dataclass
class Suggestion:
    """One volunteer and one recipient: what the two share, what else speaks for it, what is in the way, what is good to know."""

    volunteer: Any
    recipient: Recipient
    shared: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def reasons(self) -> list[str]:
        return self.shared + self.also

    @property
    def is_suitable(self) -> bool:
        return bool(self.shared) and not self.obstacles

    @property
    def why(self) -> str:
        return " ".join(self.reasons)


def known(volunteers: QuerySet, today: date) -> QuerySet:
    """Volunteers with everything that a suggestion asks about, in one query whatever their number."""
    here = OuterRef("pk")
    missing = Func(F("pk"), Value(False), function="volunteers_lacks", output_field=ArrayField(TextField()))
    pauses = Pause.objects.current(today).filter(volunteer=here)
    courses = Qualification.objects.current(today).filter(person=OuterRef("person")).order_by("code")
    wishes = Wish.objects.filter(enquiry__volunteer=here).order_by()
    matches = Match.objects.current(today).filter(volunteer=here).order_by()
    return (
        volunteers.ongoing()
        .select_related("person", "workplace", "profile", "ending")
        .annotate(
            missing=missing,
            paused=Exists(pauses),
            paused_until=Subquery(pauses.values("until")[:1]),
            courses=ArraySubquery(courses.values("code")),
            wished=ArraySubquery(wishes.values("activity_type__code")),
            visits=ArraySubquery(matches.values("recipient")),
        )
        .order_by("person__name", "id")
    )


def suggest(
    recipient: Recipient, volunteers: Iterable[Any], kind: ActivityType | None, today: date
) -> list[Suggestion]:
    """In the order the volunteers come; all of them, so that it is told why somebody is not suggested."""
    return [pair(volunteer, recipient, kind, today) for volunteer in volunteers]


def pair(volunteer: Any, recipient: Recipient, kind: ActivityType | None, today: date) -> Suggestion:
    """`volunteer` comes from `known`."""
    found = Suggestion(volunteer, recipient)
    found.obstacles = list(obstacles(volunteer, recipient, kind, today))
    found.shared = list(shared(volunteer, recipient, kind))
    found.also = list(also(volunteer, recipient, kind))
    found.notes = list(notes(volunteer))
    if not found.shared and not found.obstacles:
        found.obstacles = [_("We know of nothing that the two have in common yet.")]
    return found


# What speaks for it


def shared(volunteer: Any, recipient: Recipient, kind: ActivityType | None) -> Iterator[str]:
    profile = getattr(volunteer, "profile", None)
    if profile:
        yield from _both_like(profile.interests, recipient.interests)
        yield from _speaks(profile.languages, recipient.languages)
        yield from _is_free(profile.week, recipient.week)
    if kind and kind.code in volunteer.wished:
        yield _("Has wished for just this: %(kind)s.") % {"kind": str(kind).lower()}


def also(volunteer: Any, recipient: Recipient, kind: ActivityType | None) -> Iterator[str]:
    """True of many, so it is no reason by itself."""
    if kind:
        yield from _has_learnt(volunteer.courses, kind)
    if volunteer.workplace_id == recipient.workplace_id and volunteer.is_active:
        yield _("Knows the place.")


def _both_like(theirs: list[str], ours: list[str]) -> Iterator[str]:
    if both := _in_words("interests", set(theirs) & set(ours)):
        yield _("Both like %(what)s.") % {"what": and_list(both)}


def _speaks(theirs: list[str], ours: list[str]) -> Iterator[str]:
    if said := _in_words("languages", set(theirs) & set(ours) - NORWEGIAN):
        yield _("Speaks %(languages)s.") % {"languages": and_list(said)}


def _is_free(theirs: list[str], ours: list[str]) -> Iterator[str]:
    if both := set(theirs) & set(ours):
        days = [str(words) for code, words in EACH.items() if _any(code, both)]
        yield _("Both are free on %(days)s.") % {"days": and_list(days)}


def _any(code: str, parts: set[str]) -> bool:
    return any(part.startswith(f"{code}_") for part in parts)


def _has_learnt(taken: list[str], kind: ActivityType) -> Iterator[str]:
    if titles := [_quoted(one) for one in kind.demands if one.code in taken]:
        yield _("Has taken the course %(courses)s.") % {"courses": and_list(titles)}


def _quoted(course: Demand) -> str:
    return _("“%(title)s”") % {"title": course.title}


def _in_words(group: str, codes: set[str]) -> list[str]:
    return [tags.label(group, code, _language()) for code in tags.tags()[group] if code in codes]


def _language() -> str:
    return get_language() or tags.FALLBACK


# What is in the way


def obstacles(volunteer: Any, recipient: Recipient, kind: ActivityType | None, today: date) -> Iterator[str]:
    name = {"name": volunteer.first_name}
    if recipient.pk in volunteer.visits:
        yield _("Comes already.")
    if volunteer.paused:
        until = volunteer.paused_until
        yield _("Has a break until %(day)s.") % {"day": day(until, "plain")} if until else _("Has a break.")
    if getattr(volunteer, "ending", None):
        yield _("Stops %(day)s.") % {"day": day(volunteer.ending.last_day, "plain")}
    yield from (str(LACKING[code]) % name for code in volunteer.missing)
    yield from _no_shared_language(volunteer, recipient)
    yield from _not_their_wish(volunteer, kind)
    if kind:
        yield from _not_allowed_yet(volunteer, kind, today)


def _no_shared_language(volunteer: Any, recipient: Recipient) -> Iterator[str]:
    profile = getattr(volunteer, "profile", None)
    spoken = set(profile.languages) if profile else set()
    if spoken and recipient.languages and not _as_one(spoken) & _as_one(set(recipient.languages)):
        wanted = and_list(_in_words("languages", set(recipient.languages)))
        yield _("Does not speak %(languages)s.") % {"languages": wanted}


def _as_one(codes: set[str]) -> set[str]:
    """Whoever writes the one Norwegian speaks with whoever writes the other."""
    return {"nob" if code in NORWEGIAN else code for code in codes}


def _not_their_wish(volunteer: Any, kind: ActivityType | None) -> Iterator[str]:
    profile = getattr(volunteer, "profile", None)
    if profile is None or kind is None:
        return
    if str(kind).lower() in profile.own_limits.lower():
        yield _("Would rather not: “%(limits)s”") % {"limits": profile.own_limits}
    alone = kind.form == ActivityType.Form.ONE_TO_ONE
    company = profile.comfortable_with
    if alone and "groups" in company and "one_to_one" not in company:
        yield _("Is most at ease when there are several.")


def _not_allowed_yet(volunteer: Any, kind: ActivityType, today: date) -> Iterator[str]:
    asked = [one for one in kind.demands if one.stands_in_the_way(volunteer.started_on, today)]
    if titles := [_quoted(one) for one in asked if one.code not in volunteer.courses]:
        yield ngettext(
            "Has not taken the course %(courses)s, which is mandatory for this.",
            "Has not taken the courses %(courses)s, which are mandatory for this.",
            len(titles),
        ) % {"courses": and_list(titles)}
    born = volunteer.person.birth_year
    if kind.adults_only and born and today.year - born < ADULT:
        yield _("Only those who are 18 do this.")


# What is good to know


def notes(volunteer: Any) -> Iterator[str]:
    """The contact weighs it: own words are never judged by a machine."""
    profile = getattr(volunteer, "profile", None)
    if profile and profile.own_limits:
        yield _("Would rather not: “%(limits)s”") % {"limits": profile.own_limits}
    if profile and profile.comfortable_with:
        yield _("At ease with: %(whom)s.") % {
            "whom": and_list(_in_words("recipients", set(profile.comfortable_with)))
        }
    if profile and profile.times_text:
        yield _("About when: “%(when)s”") % {"when": profile.times_text}
    if volunteer.visits:
        yield _("Has somebody to visit from before.")
