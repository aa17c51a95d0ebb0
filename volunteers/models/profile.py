"""What a volunteer has told of themself (VOL-14 to VOL-18, VOL-21 to VOL-23, VOL-36), and what they told before they told it anew."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.people.models import Partner
from foundation.tenancy.models import WalledModel
from volunteers.models.volunteer import Volunteer

MOST_HOURS = 150  # a month: nobody volunteers a whole position
TOLD_AT = {
    "workplace": "volunteer__workplace",
    "sector": "volunteer__workplace__sector",
    "person": "volunteer__person",
}


class Profile(WalledModel):
    """One per volunteer relation: it is told to a contact, and another place hears it anew or not at all.

    Everything is optional. Tags are codes of `volunteers.tags`; own words stand beside them, never instead of them.
    """

    class Mode(models.TextChoices):
        FIXED = "fixed", _("fixed times")
        FLEXIBLE = "flexible", _("when it suits")

    class Commitment(models.TextChoices):
        ONCE = "once", _("a single time")
        PERIOD = "period", _("for a period")
        ONGOING = "ongoing", _("for as long as it is good")

    class Connection(models.TextChoices):
        RELATIVE = "relative", _("I have somebody close here")
        BEREAVED = "bereaved", _("I had somebody close here")
        WORKED_HERE = "worked_here", _("I have worked here")
        RETIRED_HERE = "retired_here", _("I am retired from here")
        NEIGHBOUR = "neighbour", _("I live close by")
        NONE = "none", _("none in particular")

    class Affiliation(models.TextChoices):
        UNAFFILIATED = "unaffiliated", _("No, I come by myself")
        ORGANISATION = "organisation", _("Yes, through an organisation")

    volunteer = models.OneToOneField(Volunteer, models.CASCADE, related_name="profile")
    # What one likes, can and has done
    interests = models.JSONField(_("interests"), default=list, blank=True)
    passion = models.TextField(_("could talk about for an hour"), blank=True)
    hobbies = models.TextField(_("hobbies"), blank=True)
    skills = models.JSONField(_("good at"), default=list, blank=True)
    profession = models.CharField(_("work or profession"), max_length=120, blank=True)
    experience = models.TextField(_("experience"), blank=True)
    resources = models.TextField(_("has to share"), blank=True)
    # What one speaks
    languages = models.JSONField(_("languages"), default=list, blank=True)
    other_languages = models.CharField(_("other languages"), max_length=120, blank=True)
    country = models.CharField(_("grew up in"), max_length=120, blank=True)
    wants_language_training = models.BooleanField(_("wants to practise Norwegian"), default=False)
    # Why, and what would make them stay
    why = models.TextField(_("why"), blank=True)
    contribution = models.TextField(_("wants to contribute"), blank=True)
    in_return = models.TextField(_("hopes to get in return"), blank=True)
    would_stay = models.TextField(_("would stay for"), blank=True)
    # When, and how much
    mode = models.CharField(_("fixed or flexible"), max_length=8, choices=Mode.choices, blank=True)
    commitment = models.CharField(_("for how long"), max_length=7, choices=Commitment.choices, blank=True)
    times = models.JSONField(_("suits"), default=list, blank=True)
    week = models.JSONField(_("in the week"), default=list, blank=True)  # codes of `volunteers.week`
    times_text = models.CharField(_("about when"), max_length=300, blank=True)
    max_hours_month = models.PositiveSmallIntegerField(
        _("at most, hours a month"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    # Limits, and with whom
    own_limits = models.TextField(_("would rather not"), blank=True)
    limits_shared = models.BooleanField(_("those who work there may see it"), default=False)
    comfortable_with = models.JSONField(_("comfortable with"), default=list, blank=True)
    wants_to_learn = models.JSONField(_("wants to learn about"), default=list, blank=True)
    learning_text = models.TextField(_("more about training"), blank=True)
    # Where one comes from
    connection = models.CharField(
        _("connection to the place"), max_length=12, choices=Connection.choices, blank=True
    )
    kinds = models.JSONField(_("comes as"), default=list, blank=True)
    affiliation = models.CharField(
        _("organisation or not"), max_length=12, choices=Affiliation.choices, blank=True
    )
    partner = models.ForeignKey(
        Partner, models.SET_NULL, null=True, blank=True, verbose_name=_("organisation"), related_name="+"
    )
    organisation_name = models.CharField(_("another organisation"), max_length=120, blank=True)
    is_member = models.BooleanField(_("member there"), null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    places = TOLD_AT

    class Meta:
        verbose_name = _("profile")
        constraints = [
            models.CheckConstraint(
                condition=Q(affiliation="organisation")
                | Q(partner__isnull=True, organisation_name="", is_member__isnull=True),
                name="profile_organisation_of_affiliated",
                violation_error_message=_("Say that you come through an organisation, or leave it out."),
            )
        ]

    def __str__(self) -> str:
        return str(self.volunteer)

    @classmethod
    def of(cls, volunteer: Volunteer) -> "Profile":
        """What is told so far; unsaved when nothing is."""
        return getattr(volunteer, "profile", None) or cls(volunteer=volunteer)

    @property
    def reasons(self) -> list[tuple[Any, str]]:
        """What was answered of the four, with its question."""
        asked = (
            (_("Why I want to"), self.why),
            (_("What I would like to give"), self.contribution),
            (_("What I hope to get back"), self.in_return),
            (_("What would make me stay"), self.would_stay),
        )
        return [(question, answer) for question, answer in asked if answer]

    @property
    def organisation(self) -> str:
        return str(self.partner or self.organisation_name)

    @transaction.atomic
    def tell(self, by: Any, at: datetime | None = None, **answers: Any) -> list[str]:
        """Keep new answers, and what stood there before; returns the fields that are different now.

        The log tells which, never what was said: it can never be deleted, and this can.
        """
        self.volunteer.lock()
        profile, _made = Profile.objects.select_for_update().get_or_create(volunteer=self.volunteer)
        before = {name: getattr(profile, name) for name in answers}
        different = [name for name, value in answers.items() if value != before[name]]
        if not different:
            return []
        at = at or timezone.now()
        for name in different:
            setattr(profile, name, answers[name])
        profile.changed_at = at
        profile.full_clean(exclude=["municipality"])
        profile.save(update_fields=[*different, "changed_at"])
        FormerAnswer.keep(profile, {name: before[name] for name in different}, by, at)
        record(by, "profile.told", profile, about=self.volunteer.person, changes={"fields": different}, at=at)
        self.volunteer.profile = profile
        return different


class FormerAnswer(WalledModel):
    """What stood in a field of a profile until somebody told it anew. Goes when the profile goes."""

    profile = models.ForeignKey(Profile, models.CASCADE, related_name="former")
    field = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    until = models.DateTimeField(default=timezone.now)
    changed_by_name = models.CharField(max_length=200, blank=True)

    places = {place: f"profile__{path}" for place, path in TOLD_AT.items()}

    class Meta:
        verbose_name = _("former answer")
        ordering = ["-until", "-id"]

    def __str__(self) -> str:
        return self.field

    @classmethod
    def keep(cls, profile: Profile, before: dict[str, Any], by: Any, at: datetime) -> None:
        """Only what said something: an empty field has no history."""
        name = by.name if by else ""
        cls.objects.bulk_create(
            cls(profile=profile, field=field, value=plain(value), until=at, changed_by_name=name)
            for field, value in before.items()
            if value not in (None, "", [], False)
        )


def plain(value: Any) -> Any:
    """As JSON takes it: a row by its id."""
    return str(value.pk) if isinstance(value, models.Model) else value


def lacking(profile: Profile, names: Iterable[str]) -> bool:
    """Nothing is told in any of these fields."""
    return not any(getattr(profile, name) not in (None, "", [], False) for name in names)
