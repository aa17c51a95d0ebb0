"""Who answers for an organisation."""

from datetime import date

from foundation.access.models import Appointment
from foundation.people.models import Partner, Person


def representatives(partner: Partner, today: date) -> list[Person]:
    rows = Appointment.objects.current(today).filter(partner=partner, role="partner_contact")
    return list({one.person_id: one.person for one in rows.select_related("person")}.values())
