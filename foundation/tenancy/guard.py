"""The readable error in front of the wall: a query on a walled table with nothing entered."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from foundation.tenancy.context import NoMunicipality, peek_id
from foundation.tenancy.walls import walled_tables


@cache
def _walled() -> re.Pattern[str]:
    return re.compile(r'"(' + "|".join(sorted(walled_tables())) + r')"')


def _guard(execute: Callable, sql: Any, params: Any, many: bool, context: dict) -> Any:
    if peek_id() is None and (found := _walled().search(str(sql))):
        raise NoMunicipality(f"query on {found.group()} with no municipality entered")
    return execute(sql, params, many, context)


def install(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Only on `default`: on `owner` it would stop the schema editor."""
    if connection.alias == "default" and _guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(_guard)
