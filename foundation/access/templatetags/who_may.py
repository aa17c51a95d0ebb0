"""«Who can see this?», answered from the tables and today's appointments (PRI-05)."""

from typing import Any

from django import template
from django.db.models import Model

from foundation.access.who_may import names
from foundation.people.models import Person

register = template.Library()


@register.simple_tag(takes_context=True)
def who_may(
    context: dict[str, Any], action: str, obj: Model, also: Person | None = None, without: str = ""
) -> list[str]:
    """`{% who_may "volunteers.read_notes" volunteer also=volunteer.person as people %}`: names, yourself first as «you»."""
    return names(action, obj, context["request"].member, also, without)
