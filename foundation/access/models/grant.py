"""django-guardian's object permissions with direct keys, behind the wall. Its generic and group tables are never used."""

from django.db import models
from guardian.models import UserObjectPermissionBase

from foundation.people.models import Partner, Sector, Workplace
from foundation.tenancy.models import Municipality, WalledModel

_ONCE = [
    "municipality",
    "user",
    "permission",
    "content_object",
]  # guardian's own lacks the municipality


class WorkplaceGrant(UserObjectPermissionBase, WalledModel):
    content_object = models.ForeignKey(Workplace, models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        unique_together = _ONCE


class SectorGrant(UserObjectPermissionBase, WalledModel):
    content_object = models.ForeignKey(Sector, models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        unique_together = _ONCE


class PartnerGrant(UserObjectPermissionBase, WalledModel):
    content_object = models.ForeignKey(Partner, models.CASCADE)

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        unique_together = _ONCE


class MunicipalityGrant(UserObjectPermissionBase, WalledModel):
    content_object = models.ForeignKey(Municipality, models.CASCADE)  # guardian finds us by the reverse name

    class Meta(UserObjectPermissionBase.Meta):
        abstract = False
        unique_together = _ONCE


#: What a role is held on -> where its grants are kept.
GRANTS = {
    Municipality: MunicipalityGrant,
    Sector: SectorGrant,
    Workplace: WorkplaceGrant,
    Partner: PartnerGrant,
}
