"""Which roles somebody holds where today: what an appointment gives *and* django-guardian has a grant for.

Asked on every page of everybody, so it is written out: Django's making of the same question costs ten times what
PostgreSQL needs for the answer. `tests/access/test_grants.py` holds it to what `roles_of` and `granted` say in Django's words.
"""

import uuid
from datetime import date
from typing import NamedTuple

from django.db import connection

from foundation.access.models.grant import GRANTS
from foundation.people.models import Partner, Person, Sector, User, Workplace

_COLUMNS = {Workplace: "workplace_id", Sector: "sector_id", Partner: "partner_id"}
_GRANTED = """EXISTS (
    SELECT FROM "{table}" given JOIN "auth_permission" right_to ON right_to.id = given.permission_id
    WHERE given.user_id = %(user)s AND given.content_object_id = held.{column} AND right_to.codename = held.role)"""
_HELD = """
SELECT held.role, coalesce(held.workplace_id, held.sector_id, held.partner_id, held.municipality_id),
       coalesce(workplace.name, sector.name, partner.name)
FROM "access_appointment" held
LEFT JOIN "people_workplace" workplace ON workplace.id = held.workplace_id
LEFT JOIN "people_sector" sector ON sector.id = held.sector_id
LEFT JOIN "people_partner" partner ON partner.id = held.partner_id
WHERE held.starts_on <= %(today)s AND (held.ends_on IS NULL OR held.ends_on >= %(today)s)
  AND (held.person_id = %(person)s OR held.deputy_id = %(person)s OR EXISTS (
    SELECT FROM "access_handover" taken WHERE taken.appointment_id = held.id AND taken.to_id = %(person)s
      AND taken.starts_on <= %(today)s AND (taken.ends_on IS NULL OR taken.ends_on >= %(today)s)))
  AND CASE WHEN held.workplace_id IS NOT NULL THEN {workplace_id}
           WHEN held.sector_id IS NOT NULL THEN {sector_id}
           WHEN held.partner_id IS NOT NULL THEN {partner_id}
           ELSE {municipality_id} END
ORDER BY held.person_id <> %(person)s, workplace.name, held.role, held.starts_on, held.id"""
_SQL = _HELD.format(
    **{
        column: _GRANTED.format(table=model._meta.db_table, column=column)
        for column, model in (
            (_COLUMNS.get(kind, "municipality_id"), model) for kind, model in GRANTS.items()
        )
    }
)


class Held(NamedTuple):
    role: str
    scope: uuid.UUID
    name: str | None  # of the place; none for the whole municipality


def held_by(person: Person, user: User, today: date) -> list[Held]:
    """Own roles first, then those of whom one stands in for. The wall keeps to this municipality."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL, {"person": person.pk, "user": user.pk, "today": today})
        return [Held(*row) for row in cursor.fetchall()]
