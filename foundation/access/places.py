"""Places: where a role reaches. Each is one `Q` on a model that says where it is.

A model carries `places = {"workplace": "volunteer__workplace", "person": "volunteer__person"}`: paths as in `filter()`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from foundation.access.members import Member

Place = Callable[["Member", str, type[Model]], Q]
_NOTHING = Q(pk__in=[])


def _path(model: type[Model], place: str) -> str | None:
    return getattr(model, "places", {}).get(place)


def MUNICIPALITY(member: "Member", role: str, model: type[Model]) -> Q:
    return Q()


def WORKPLACE(member: "Member", role: str, model: type[Model]) -> Q:
    path = _path(model, "workplace")
    return Q(**{f"{path}__in": member.scopes(role)}) if path else _NOTHING


def SECTOR(member: "Member", role: str, model: type[Model]) -> Q:
    path = _path(model, "sector")
    return Q(**{f"{path}__in": member.scopes(role)}) if path else _NOTHING


def PARTNER(member: "Member", role: str, model: type[Model]) -> Q:
    path = _path(model, "partner")
    return Q(**{f"{path}__in": member.scopes(role)}) if path else _NOTHING


def OWN(member: "Member", role: str, model: type[Model]) -> Q:
    path = _path(model, "person")
    return Q(**{path: member.person.pk}) if path else _NOTHING


#: In words, after the role; rooms add those they draw themselves.
PLACES: dict[Place, Any] = {
    MUNICIPALITY: _("in the whole municipality"),
    SECTOR: _("in their own sector"),
    WORKPLACE: _("at their own workplace"),
    PARTNER: _("for their own organisation"),
    OWN: _("what is one’s own"),
}
