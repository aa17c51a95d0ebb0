"""How people hear of us (ORG-03), and links of our own that count who came (VOL-04, VOL-08)."""

import secrets
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.audit.models import record
from foundation.pages.addresses import address
from foundation.people.models import Person, Workplace
from foundation.tenancy.models import WalledModel

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # nothing that is mistaken for something else, typed from a wall
LENGTH = 5


class Heard(models.TextChoices):
    """The survey's list of recruitment channels."""

    PERSONAL = "personal", _("personal contact")
    SOCIAL = "social", _("social media")
    WEB = "web", _("the municipality’s web pages")
    PORTALS = "portals", _("portals for volunteering")
    NEWSPAPER = "newspaper", _("local or regional newspaper")
    OTHER = "other", _("other")


class Via(models.TextChoices):
    """What the channels are made of."""

    RELATIVE = "relative", _("next of kin")
    VOLUNTEER = "volunteer", _("somebody who volunteers")
    ORGANISATION = "organisation", _("an organisation")
    COORDINATOR = "coordinator", _("somebody who works with volunteering")
    RETIRED = "retired", _("a retired employee")
    FRIVILLIG_NO = "frivillig_no", "frivillig.no"
    FRISKUS = "friskus", "Friskus"
    NYBY = "nyby", "NyBy"
    POSTER = "poster", _("a poster")
    STAND = "stand", _("a stand")
    SCHOOL_TALK = "school_talk", _("a talk at school")


#: Each of them belongs to one channel.
CHANNEL_OF = {
    **dict.fromkeys((Via.RELATIVE, Via.VOLUNTEER, Via.ORGANISATION), Heard.PERSONAL),
    **dict.fromkeys((Via.COORDINATOR, Via.RETIRED), Heard.PERSONAL),
    **dict.fromkeys((Via.FRIVILLIG_NO, Via.FRISKUS, Via.NYBY), Heard.PORTALS),
    **dict.fromkeys((Via.POSTER, Via.STAND, Via.SCHOOL_TALK), Heard.OTHER),
}


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))


class RecruitmentLinkQuerySet(models.QuerySet):
    def hanging(self) -> "RecruitmentLinkQuerySet":
        return self.filter(taken_down_on=None)

    def to_pass_on(self, workplace: Workplace, kind: str) -> "RecruitmentLinkQuerySet":
        """The one that everybody shares: nobody has made it for themself."""
        return self.hanging().filter(workplace=workplace, kind=kind, made_by=None).order_by("made_at", "id")

    def counted(self) -> "RecruitmentLinkQuerySet":
        """With how many came by each."""
        return self.annotate(came=Count("enquiries")).select_related("workplace")


class RecruitmentLink(WalledModel):
    """A short address of its own on a poster, a stand, or passed on by hand. It leads on also when it is taken down."""

    class Kind(models.TextChoices):
        POSTER = "poster", _("a poster")
        RELATIVE = "relative", _("to pass on, by next of kin")
        VOLUNTEER = "volunteer", _("to pass on, by volunteers")
        ORGANISATION = "organisation", _("to an organisation")
        STAND = "stand", _("a stand")
        SCHOOL_TALK = "school_talk", _("a talk at school")

    code = models.CharField(max_length=12, default=new_code)
    kind = models.CharField(_("what it is for"), max_length=12, choices=Kind.choices, default=Kind.POSTER)
    name = models.CharField(_("where it hangs, or who has it"), max_length=120)
    workplace = models.ForeignKey(Workplace, models.CASCADE, related_name="recruitment_links")
    question = models.CharField(_("question"), max_length=120, blank=True)
    text = models.TextField(_("text"), max_length=400, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    taken_down_on = models.DateField(null=True, blank=True)

    places = {"workplace": "workplace", "sector": "workplace__sector"}
    objects = RecruitmentLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("recruitment link")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="recruitment_link_code_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("recruitment_link", self.pk)

    @property
    def path(self) -> str:
        """The short address, as it stands on paper."""
        return reverse("recruitment", args=[self.code])

    @property
    def heard(self) -> tuple[str, str]:
        """(channel, sub-channel) of whoever comes by it."""
        return CHANNEL_OF[Via(self.kind)], self.kind

    @transaction.atomic
    def make(self, by: Any, at: Any = None) -> "RecruitmentLink":
        self.made_by, self.made_at = by.person, at or timezone.now()
        self.save(force_insert=True)
        record(by, "recruitment_link.made", self, changes={"workplace": self.workplace.name}, at=at)
        return self

    @classmethod
    @transaction.atomic
    def pass_on(cls, workplace: Workplace, kind: str) -> "RecruitmentLink":
        """One for each place and kind, whoever passes it on: it names nobody (VOL-08)."""
        Workplace.objects.select_for_update(of=("self",)).get(pk=workplace.pk)
        if link := cls.objects.to_pass_on(workplace, kind).first():
            return link
        link = cls.objects.create(workplace=workplace, kind=kind, name=str(cls.Kind(kind).label).capitalize())
        record(None, "recruitment_link.made", link, changes={"workplace": workplace.name})
        return link

    def take_down(self, by: Any, on: date) -> None:
        if self.taken_down_on is None:
            self.taken_down_on = on
            self.save(update_fields=["taken_down_on"])
            record(by, "recruitment_link.taken_down", self)

    def hang_again(self, by: Any) -> None:
        if self.taken_down_on:
            self.taken_down_on = None
            self.save(update_fields=["taken_down_on"])
            record(by, "recruitment_link.hung_again", self)
