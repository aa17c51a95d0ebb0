from volunteers.boards.models.member import SchemeMember
from volunteers.boards.models.scheme import ClosedDay, Route, Scheme
from volunteers.boards.models.slot import Slot, StaffTurn
from volunteers.boards.models.standing import Away, Standing
from volunteers.boards.models.swap import Swap

__all__ = ["Away", "ClosedDay", "Route", "Scheme", "SchemeMember", "Slot", "StaffTurn", "Standing", "Swap"]
