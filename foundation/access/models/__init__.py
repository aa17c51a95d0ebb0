from foundation.access.models.appointment import Appointment
from foundation.access.models.grant import (
    MunicipalityGrant,
    PartnerGrant,
    SectorGrant,
    WorkplaceGrant,
)
from foundation.access.models.handover import Handover
from foundation.access.models.link import Link
from foundation.access.models.open_session import OpenSession

__all__ = [
    "Appointment",
    "Handover",
    "Link",
    "MunicipalityGrant",
    "OpenSession",
    "PartnerGrant",
    "SectorGrant",
    "WorkplaceGrant",
]
