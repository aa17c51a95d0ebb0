"""One world for all walks of a module: made once, in one transaction, and rolled back."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.middleware import csrf
from django.test import override_settings

import coordination.waiting
from foundation.access.adapters import AccountAdapter
from foundation.access.members import Member
from foundation.tenancy import context
from foundation.tenancy.context import current_id
from tests.conftest import present_cast
from tests.house.forms import MAILED_CODE
from tests.house.world import World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with made_world(django_db_blocker) as world:
        yield world


@contextmanager
def made_world(django_db_blocker: Any) -> Iterator[World]:
    patch = pytest.MonkeyPatch()
    patch.setattr(
        csrf, "_mask_cipher_secret", lambda secret: secret * 2
    )  # the same form twice is the same bytes
    patch.setattr(context, "_SECONDS", 3600)  # what is remembered does not run out in the middle of a count
    patch.setattr(AccountAdapter, "generate_login_code", lambda adapter: MAILED_CODE)
    cache.clear()
    with (
        django_db_blocker.unblock(),
        tempfile.TemporaryDirectory() as folder,
        override_settings(**_files(folder), **dict.fromkeys(TIMEOUTS, 14_400)),  # however slowly we walk
        transaction.atomic(),
    ):
        try:
            yield World(present_cast())
        finally:
            transaction.set_rollback(True)
            patch.undo()


TIMEOUTS = ("ACCOUNT_LOGIN_BY_CODE_TIMEOUT", "ACCOUNT_LOGIN_TIMEOUT")  # of a code, and of a log-in half done


@pytest.fixture(scope="module")
def hurry() -> Iterator[None]:
    """Nobody's appointments change during a walk, and the red figure in the bar is a number: asked for once per person
    instead of once per question."""
    patch = pytest.MonkeyPatch()
    patch.setattr(coordination.waiting, "_late", _figure({}, coordination.waiting._late))
    for name in ("_given", "appointed"):
        remembered = cached_property(_remembered({}, getattr(Member, name).func))
        remembered.__set_name__(Member, name)
        patch.setattr(Member, name, remembered)
    yield
    patch.undo()


def _remembered(known: dict[Any, Any], ask: Callable[[Member], Any]) -> Callable[[Member], Any]:
    def answer(member: Member) -> Any:
        if member.pk not in known:
            known[member.pk] = ask(member)
        return known[member.pk]

    return answer


def _figure(
    known: dict[Any, int], ask: Callable[[Member, datetime], int]
) -> Callable[[Member, datetime], int]:
    def answer(member: Member, now: datetime) -> int:
        key = current_id(), member.pk, member.proven
        if key not in known:
            known[key] = ask(member, now)
        return known[key]

    return answer


def _files(folder: str) -> dict[str, Any]:
    from django.conf import settings

    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    return {"STORAGES": settings.STORAGES | {"default": storage}}
