"""Which roles somebody holds where today: what an appointment gives *and* django-guardian has a grant for.

Asked on every page of everybody, together with who they are, so it is written out: Django's making of the same question costs ten times what
PostgreSQL needs for the answer. `tests/access/test_grants.py` holds it to what `roles_of` and `granted` say in Django's words.
"""

import uuid
from datetime import date
from typing import NamedTuple

from django.db.models import JSONField, QuerySet
from django.db.models.expressions import RawSQL

from foundation.access.models.grant import GRANTS
from foundation.people.models import Partner, Person, Sector, Workplace
from foundation.tenancy.prepared import prepared

_COLUMNS = {Workplace: "workplace_id", Sector: "sector_id", Partner: "partner_id"}
_GRANTED = """EXISTS (
    SELECT FROM "{table}" given JOIN "auth_permission" right_to ON right_to.id = given.permission_id
    WHERE given.user_id = "people_person".user_id AND given.content_object_id = held.{column}
      AND right_to.codename = held.role)"""
_HELD = """
SELECT coalesce(jsonb_agg(jsonb_build_array(
    held.role,
    coalesce(held.workplace_id, held.sector_id, held.partner_id, held.municipality_id),
    coalesce(workplace.name, sector.name, partner.name)
  ) ORDER BY held.person_id <> "people_person".id, workplace.name, held.role, held.starts_on, held.id), '[]')
FROM "access_appointment" held
LEFT JOIN "people_workplace" workplace ON workplace.id = held.workplace_id
LEFT JOIN "people_sector" sector ON sector.id = held.sector_id
LEFT JOIN "people_partner" partner ON partner.id = held.partner_id
WHERE held.starts_on <= %s AND (held.ends_on IS NULL OR held.ends_on >= %s)
  AND (held.person_id = "people_person".id OR held.deputy_id = "people_person".id OR EXISTS (
    SELECT FROM "access_handover" taken WHERE taken.appointment_id = held.id AND taken.to_id = "people_person".id
      AND taken.starts_on <= %s AND (taken.ends_on IS NULL OR taken.ends_on >= %s)))
  AND CASE WHEN held.workplace_id IS NOT NULL THEN {workplace_id}
           WHEN held.sector_id IS NOT NULL THEN {sector_id}
           WHEN held.partner_id IS NOT NULL THEN {partner_id}
           ELSE {municipality_id} END"""
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


def person_here(user_id: uuid.UUID, today: date) -> Person | None:
    """Whom this log-in is here, with the log-in, and what they hold today: all in one breath."""
    person = _here.first(user_id, today)
    if person:
        person.held_on = today
    return person


def held_by(person: Person, today: date) -> list[Held]:
    """Own roles first, then those of whom one stands in for. The wall keeps to this municipality."""
    is_known = getattr(person, "held_on", None) == today
    rows = person.holding if is_known else _holding.first(person.pk, today)
    return [Held(role, uuid.UUID(scope), name) for role, scope, name in rows or ()]


@prepared
def _here(user_id: uuid.UUID, today: date) -> QuerySet[Person]:
    people = Person.objects.filter(user_id=user_id).select_related("user").order_by()
    return people.annotate(holding=_on(today))


@prepared
def _holding(person_id: uuid.UUID, today: date) -> QuerySet[Person]:
    people = Person.objects.filter(pk=person_id).order_by()
    return people.annotate(holding=_on(today)).values_list("holding", flat=True)


def _on(today: date) -> RawSQL:
    return RawSQL(f"({_SQL})", [today] * 4, output_field=JSONField())
