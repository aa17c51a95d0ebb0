"""Signing up from the portal, known or not (CRS-03)."""

import uuid

from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses.models import CourseSession
from foundation.events.models import Participation
from foundation.pages.moments import dated
from foundation.people.forms import NewcomerForm
from foundation.people.newcomers import Newcomer, make_known
from foundation.tenancy.context import current


class SignUpForm(NewcomerForm):
    @transaction.atomic
    def save(self, session: CourseSession) -> Participation:
        """A seat or a place on the waiting list; whoever is new is answered as everybody who registers interest."""
        data = self.cleaned_data
        with translation.override(current().default_language):
            told = {"course": session, "day": dated(session.event.starts_at)}
            wants = _("Signed up in the portal for %(course)s, %(day)s.") % told
        person = make_known(
            Newcomer(
                name=data["name"],
                email=data["email"],
                phone=data["phone"],
                language=get_language() or "",
                wants=wants,
                submission=data["submission"] or uuid.uuid4(),
            )
        )
        return session.enrol(person, by=person)
