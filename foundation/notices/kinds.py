"""The kinds of notices: `texts.yaml`, read once and checked while it is read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from foundation.notices.groups import GROUPS, REMINDERS, SECURITY, Group

LANGUAGES = ("nb", "nn", "en")
FALLBACK = "nb"
CHANNELS = ("email", "sms", "in_app")
FIELD = re.compile(r"\{([a-z_.]+)\}")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
#: The municipality's own words (SYS-02), said in the reader's language when the letter is written.
WORDS = {
    "words.the_contact": ("volunteer_contact", "definite"),
    "words.the_deputy": ("deputy_contact", "definite"),
    "words.deputy": ("deputy_contact", "singular"),
}
#: Filled by the house, never by the one who calls `notify`.
OURS = frozenset({"url", "settings_url", "recipient.first_name", "municipality.name", *WORDS})

_TEXTS = Path(__file__).with_name("texts.yaml")


class BadText(ValueError):
    """Something in texts.yaml that could not be sent."""


@dataclass(frozen=True)
class Text:
    """One kind in one language."""

    subject: str
    body: str = ""
    sms: str = ""

    def parts(self) -> Iterator[str]:
        return (part for part in (self.subject, self.body, self.sms) if part)


@dataclass(frozen=True)
class Kind:
    key: str
    audience: tuple[str, ...]
    channels: tuple[str, ...]
    texts: dict[str, Text]
    group: Group
    at_once: bool = False
    max_age: timedelta = timedelta(days=3)
    is_followed: bool = False  # the room that sends it sees to it itself that everybody knows

    def text(self, language: str) -> Text:
        return self.texts.get(language) or self.texts[FALLBACK]

    @property
    def disturbs(self) -> bool:
        """Whether it waits while the reader sleeps: not what they wait for, nor what they must know of at once."""
        return not self.at_once and self.group.code != SECURITY

    @property
    def fields(self) -> frozenset[str]:
        """Every field of its texts, in any language."""
        return frozenset(
            field for text in self.texts.values() for part in text.parts() for field in FIELD.findall(part)
        )

    @property
    def needed(self) -> frozenset[str]:
        """The fields that `notify` must be given a value for."""
        return self._required - OURS

    @property
    def needs_url(self) -> bool:
        return "url" in self._required

    @property
    def _required(self) -> frozenset[str]:
        parts = (OPTIONAL.sub("", part) for text in self.texts.values() for part in text.parts())
        return frozenset(field for part in parts for field in FIELD.findall(part))


@dataclass(frozen=True)
class Layout:
    greeting: str
    closing: str
    footer: str


@cache
def _read() -> dict[str, Any]:
    return yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))


@cache
def samples() -> dict[str, Any]:
    """Every field that a text may use, with a sample value."""
    return _read()["fields"]


@cache
def layout(language: str) -> Layout:
    layouts = _read()["layout"]
    return Layout(**layouts.get(language, layouts[FALLBACK]))


@cache
def kinds() -> dict[str, Kind]:
    read = [_kind(entry) for entry in _read()["notices"]]
    if len(by_key := {kind.key: kind for kind in read}) != len(read):
        raise BadText("a kind is written twice in texts.yaml")
    return by_key


@cache
def reminders() -> tuple[str, ...]:
    """Of no use when the time they tell of has come."""
    return tuple(one.key for one in kinds().values() if one.group.code == REMINDERS)


def kind(key: str) -> Kind:
    """A KeyError here is a misspelt kind."""
    return kinds()[key]


def _kind(entry: dict[str, Any]) -> Kind:
    audience, channels = entry["audience"], tuple(entry["channels"])
    texts = {language: _text(entry["key"], channels, entry[language]) for language in LANGUAGES}
    return Kind(
        key=entry["key"],
        audience=(audience,) if isinstance(audience, str) else tuple(audience),
        channels=channels,
        texts=texts,
        group=_group(entry),
        at_once=entry.get("at_once", False),
        max_age=timedelta(hours=entry.get("max_age", 72)),
        is_followed=entry.get("followed", False),
    )


def _group(entry: dict[str, Any]) -> Group:
    try:
        return GROUPS[entry["group"]]
    except KeyError as error:
        raise BadText(f"{entry['key']} belongs to no group that people choose about") from error


def _text(key: str, channels: tuple[str, ...], entry: dict[str, str]) -> Text:
    text = Text(**{part: value.strip() for part, value in entry.items()})
    if unknown := set(channels) - set(CHANNELS):
        raise BadText(f"{key} has unknown channels: {unknown}")
    if ("email" in channels) != bool(text.body) or ("sms" in channels) != bool(text.sms):
        raise BadText(
            f"{key} must have a body exactly when it can be an e-mail, and sms exactly when it can be an SMS"
        )
    if "sms" in channels and "email" not in channels:
        raise BadText(f"{key} can be an SMS, so it must have an e-mail too: each person chooses")
    for part in text.parts():
        _check(key, part)
    return text


def _check(key: str, part: str) -> None:
    bare = OPTIONAL.sub(r"\1", part)
    if set("[]") & set(bare) or set("{}") & set(FIELD.sub("", bare)):
        raise BadText(f"{key} has a bracket without its other half: {part[:60]}")
    if unknown := set(FIELD.findall(bare)) - set(samples()):
        raise BadText(f"{key} uses fields that are not on the list: {unknown}")
