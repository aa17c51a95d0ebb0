"""Phone numbers as they are kept: read once, however often a page meets them."""

from functools import lru_cache
from typing import Any

from phonenumber_field.modelfields import PhoneNumberField
from phonenumber_field.phonenumber import PhoneNumber, to_python

parsed = lru_cache(maxsize=4096)(
    to_python
)  # of what the database holds: many are empty, the rest are met again and again


class PhoneField(PhoneNumberField):
    def from_db_value(self, value: str, expression: Any, connection: Any) -> PhoneNumber | str | None:
        return parsed(value)

    def deconstruct(self) -> Any:
        """The column is what it was."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "phonenumber_field.modelfields.PhoneNumberField", args, kwargs
