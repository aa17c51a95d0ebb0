"""How the demonstration's volunteers heard of us, what was written to them, and who was shown on: by the verbs of real use."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from coordination.demo.days import Days
from coordination.demo.town import Town
from foundation.access.roles import answering
from foundation.people.models import Partner, Person, Workplace
from volunteers.columns import guessed
from volunteers.models import (
    Enquiry,
    EnquiryReply,
    GroupMessage,
    RecruitmentLink,
    Referral,
    RegisterImport,
    Volunteer,
)
from volunteers.models.recruitment import CHANNEL_OF, Heard, Via

TEXTS = Path(__file__).resolve().parent.parent / "texts" / "demo_lists.yaml"
#: In turn, as people come: most of them by somebody they know.
HEARD = (Via.VOLUNTEER, Via.POSTER, Heard.WEB, Via.RELATIVE, Via.FRIVILLIG_NO, Heard.SOCIAL, Via.RETIRED)


class Lists:
    def __init__(self, town: Town, days: Days) -> None:
        self.town, self.days = town, days
        self.told: dict[str, Any] = yaml.safe_load(TEXTS.read_text("utf-8"))[town.language]
        self.place: Workplace = next(iter(town.places.values()))
        self.contact: Person = answering(self.place, days.today)

    def tell(self) -> None:
        links = self._links()
        self._heard(links)
        self._answered()
        self._written()
        self._shown_on()
        self._once_before()
        self._register()

    def _ago(self, count: int) -> datetime:
        return self.days.now - timedelta(days=count)

    def _links(self) -> dict[str, RecruitmentLink]:
        made = [RecruitmentLink(workplace=self.place, **link) for link in self.told["links"]]
        return {link.kind: link.make(by=self.contact, at=self._ago(200)) for link in made}

    def _heard(self, links: dict[str, RecruitmentLink]) -> None:
        """What the form would have kept; those who came by the poster came to its place."""
        for number, enquiry in enumerate(Enquiry.objects.select_related("volunteer").order_by("received_at")):
            way = HEARD[number % len(HEARD)]
            here = enquiry.volunteer.workplace_id == self.place.pk
            enquiry.heard = CHANNEL_OF.get(way, way)
            enquiry.heard_via = way if way in CHANNEL_OF else ""
            enquiry.link = links.get(way) if here else None
            enquiry.save(update_fields=["heard", "heard_via", "link"])

    def _answered(self) -> None:
        """The newest that have an answer, in writing too."""
        answered = Enquiry.objects.filter(answered_at__isnull=False, volunteer__workplace=self.place)
        for enquiry in answered.select_related("volunteer__person").order_by("-answered_at")[:2]:
            EnquiryReply(enquiry=enquiry, **self.told["reply"]).send(by=self.contact, at=enquiry.answered_at)

    def _written(self) -> None:
        group = Volunteer.objects.active().with_people().filter(workplace=self.place)
        GroupMessage(**self.told["message"]).send(list(group), by=self.contact, at=self._ago(4))

    def _shown_on(self) -> None:
        name, wish = self.told["shown_on"]
        enquiry = Enquiry(name=name, phone="+4747000399", own_idea=wish, heard=Heard.NEWSPAPER)
        enquiry.register(self.place, at=self._ago(21))
        enquiry.answer(by=self.contact, at=self._ago(20))
        referral = Referral(
            enquiry=enquiry,
            partner=Partner.objects.first(),
            consent_on=self.days.today - timedelta(days=20),
            consent_how=Referral.How.PHONE,
        )
        referral.refer(by=self.contact, at=self._ago(20))

    def _once_before(self) -> None:
        """Somebody wrote some years before they came; so they stand twice, and are found."""
        known = Volunteer.objects.active().with_people().filter(workplace=self.place).order_by("started_on")
        person = known[1].person
        then = self._ago(1200)
        again = Enquiry(name=person.name, phone=str(person.phone), own_idea=self.told["once_before"])
        volunteer = again.register(self.place, at=then).volunteer
        again.answer(by=self.contact, at=then + timedelta(days=1))
        volunteer.close(Volunteer.Closed.NOT_RELEVANT, on=(then + timedelta(days=9)).date())

    def _register(self) -> None:
        """Looked at, and not brought in yet: the rows show their fate."""
        told = self.told["register"]
        here = Volunteer.objects.active().with_people().filter(workplace=self.place).first()
        rows = [*told["rows"], [here.name, "", here.person.email, ""]]
        register = RegisterImport(
            file_name=told["file"],
            workplace=self.place,
            head=told["head"],
            columns=guessed(told["head"]),
        )
        register.keep([[str(cell) for cell in row] for row in rows], by=self.contact)
