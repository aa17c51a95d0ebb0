"""Whoever comes by another room's page in the portal, to a course, is answered as everybody who registers interest."""

from django.db import IntegrityError, transaction

from foundation.people.models import Person
from foundation.people.newcomers import Newcomer, receives
from foundation.tenancy.elements import in_use
from volunteers.models import Enquiry


@receives
def answer(newcomer: Newcomer) -> Person | None:
    """An enquiry without a place: the network coordinator answers it."""
    if not in_use("volunteer_contacts"):
        return None
    told = {"name": newcomer.name, "email": newcomer.email, "phone": newcomer.phone}
    enquiry = Enquiry(own_idea=newcomer.wants, submission=newcomer.submission, **told)
    try:
        with transaction.atomic():
            enquiry.register(None, language=newcomer.language)
    except IntegrityError:
        enquiry = Enquiry.objects.with_wishes().get(submission=newcomer.submission)
    return enquiry.volunteer.person
