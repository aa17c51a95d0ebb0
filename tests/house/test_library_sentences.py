"""What Django, allauth and others say on our forms is said in nynorsk too: they ship little or none of it."""

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_second_factor_adapter
from django import forms
from django.contrib.auth.password_validation import get_default_password_validators
from django.utils.functional import Promise
from django.utils.translation import override

from foundation.people.models import User
from tests.house.languages import LANGUAGES, astray
from tests.house.tree import ROOMS

Sentence = str | Promise


def load_forms() -> None:
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            if ".forms" in module.name:
                importlib.import_module(module.name)


def our_forms(kind: type = forms.BaseForm) -> Iterator[type]:
    for form in kind.__subclasses__():
        if form.__module__.split(".")[0] in ROOMS:
            yield form
        yield from our_forms(form)


def of_field(field: forms.Field) -> Iterator[Sentence]:
    yield from field.error_messages.values()
    for validator in field.validators:
        yield getattr(validator, "message", "")


def of_forms() -> Iterator[tuple[str, Sentence]]:
    load_forms()
    for form in set(our_forms()):
        for name, field in getattr(form, "base_fields", {}).items():
            yield from ((f"{form.__name__}.{name}", sentence) for sentence in of_field(field))


def of_log_in() -> Iterator[tuple[str, Sentence]]:
    for adapter in (get_adapter(), get_second_factor_adapter()):
        yield from adapter.error_messages.items()


def said(sentence: Sentence, language: str) -> str:
    """A plural says nothing until it is told a number."""
    with override(language):
        return str(sentence) or str(sentence % {"limit_value": 7, "show_value": 8, "max": 7, "length": 8})


def untranslated(sentences: Iterator[tuple[str, Sentence]], language: str) -> list[Any]:
    """Those that are English still, or in the other Norwegian."""
    found = [(where, said(one, "en"), said(one, language)) for where, one in sentences if one]
    assert len(found) > 20
    return [row for row in found if row[1] == row[2] or astray(row[2], language)]


@pytest.mark.parametrize("language", LANGUAGES[:2])
def test_what_a_form_can_answer_is_translated(language: str) -> None:
    assert untranslated(of_forms(), language) == []


@pytest.mark.parametrize("language", LANGUAGES[:2])
def test_what_log_in_can_answer_is_translated(language: str) -> None:
    assert untranslated(of_log_in(), language) == []


@pytest.mark.parametrize("password", ["short", "1q2w3e4r5t6y", "ingrid.solheim@elvebyen.example"])
def test_what_is_wrong_with_a_password_is_told_in_nynorsk(password: str) -> None:
    ingrid = User(email="ingrid.solheim@elvebyen.example")
    told = {language: list(refusals(password, ingrid, language)) for language in ("nn", "en")}
    assert told["nn"]
    assert not set(told["nn"]) & set(told["en"])
    assert not astray(" ".join(told["nn"]), "nn")


def refusals(password: str, user: Any, language: str) -> Iterator[str]:
    with override(language):
        for validator in get_default_password_validators():
            try:
                validator.validate(password, user)
            except forms.ValidationError as refused:
                yield from refused.messages
