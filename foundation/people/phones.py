"""Phone numbers as they are kept: read once, however often a page meets them."""

from functools import cached_property, lru_cache
from typing import Any

from phonenumber_field.modelfields import PhoneNumberField
from phonenumber_field.phonenumber import PhoneNumber, to_python


class KeptNumber(PhoneNumber):
    """One that the database holds. Whether it is valid takes ten times as long to find out as all else about it."""

    def is_valid(self) -> bool:
        return self._is_valid

    @cached_property
    def _is_valid(self) -> bool:
        return super().is_valid()


@lru_cache(maxsize=4096)
def parsed(value: str | None) -> PhoneNumber | str | None:
    """Of what the database holds: many are empty, the rest are met again and again."""
    number = to_python(value)
    if not isinstance(number, PhoneNumber):
        return number
    kept = KeptNumber()
    kept.merge_from(number)
    return kept


class PhoneField(PhoneNumberField):
    def from_db_value(self, value: str, expression: Any, connection: Any) -> PhoneNumber | str | None:
        return parsed(value)

    def deconstruct(self) -> Any:
        """The column is what it was."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "phonenumber_field.modelfields.PhoneNumberField", args, kwargs
