"""Events and who takes part. The database guards the places: never more taken than there are, never two for one."""

from foundation.events.models.event import Event
from foundation.events.models.participation import Participation
from foundation.events.models.seating import Full
from foundation.events.seats import SeatQuota

__all__ = ["Event", "Full", "Participation", "SeatQuota"]
