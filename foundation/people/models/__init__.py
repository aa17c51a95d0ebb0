from foundation.people.models.confirmation import PartnerConfirmation
from foundation.people.models.person import Person, Qualification, User
from foundation.people.models.place import (
    Department,
    District,
    Partner,
    Sector,
    Workplace,
)

__all__ = [
    "Department",
    "District",
    "Partner",
    "PartnerConfirmation",
    "Person",
    "Qualification",
    "Sector",
    "User",
    "Workplace",
]
