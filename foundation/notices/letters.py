"""From a kind and its values to the words that are sent."""

import re
import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from foundation.notices.attachments import File
from foundation.notices.fields import say, tame
from foundation.notices.kinds import FALLBACK, FIELD, LANGUAGES, OPTIONAL, WORDS, Kind, layout
from foundation.tenancy.context import current, peek_id
from foundation.tenancy.words import forms_of

A_LINK = "\0"
TO_A_LINK = re.compile(rf"(?:,? (?:her|here))?:? ?{A_LINK}")
OF_A_FILE = re.compile(r"[^.\n]*(?:kalenderfil|calendar file)[^.\n]*\.[^\S\n]*", re.IGNORECASE)  # a sentence
ENDS = ".!?:"


@dataclass(frozen=True)
class Letter:
    """What goes out: for one address, by one channel, in one language."""

    channel: str
    to: str  # an e-mail address or a phone number
    name: str
    subject: str
    text: str
    message_id: str
    sender_name: str = ""
    reply_to: str = ""
    attachments: tuple[File, ...] = ()


def write(
    kind: Kind,
    channel: str,
    to: Any,
    values: dict[str, Any],
    url: str = "",
    message_id: uuid.UUID | None = None,
    attachments: tuple[File, ...] = (),
) -> Letter:
    """`to` has name, first_name, email, phone and reads: a Person or an Address."""
    name, address = _house()
    known = values | {
        "recipient.first_name": tame("name", to.first_name),
        "municipality.name": name,
        "url": address(url) if url else "",
        "settings_url": _settings_url(to, address),
    }
    host = address("").partition("://")[2].partition(":")[0]
    return Letter(
        channel=channel,
        to=str(to.phone) if channel == "sms" else to.email,
        name=tame("name", to.name),
        subject=subject(kind, known, to.reads),
        text=sms(kind, known, to.reads) if channel == "sms" else email(kind, known, to.reads),
        message_id=f"<{message_id or uuid.uuid4()}@{host}>",
        sender_name=name,
        reply_to=values.get("sender.email", ""),
        attachments=attachments,
    )


def _house() -> tuple[str, Any]:
    """Who writes, and how its addresses are made: the municipality, or Samspill itself at the root host."""
    if peek_id():
        return current().name, current().url
    return "Samspill", lambda path: f"{settings.SCHEME}://{settings.BASE_DOMAIN}{path}"


def _settings_url(to: Any, address: Any) -> str:
    """Only somebody who can log in can choose."""
    try:
        return address(reverse("notice_choices")) if getattr(to, "user_id", None) else ""
    except NoReverseMatch:
        return ""


def spoken(language: str) -> str:
    """The language a text exists in: Northern Sámi and others are answered in bokmål until they are translated."""
    return language if language in LANGUAGES else FALLBACK


def fill(template: str, values: dict[str, Any], language: str) -> str:
    """What stands in [ ] goes when a value inside it is empty. Values are never read as templates themselves."""

    def keep(optional: Any) -> str:
        return optional[1] if all(values.get(field) for field in FIELD.findall(optional[1])) else ""

    def put(field: Any) -> str:
        if field[1] in WORDS:
            code, form = WORDS[field[1]]
            return forms_of(code, language).form(form, language)
        return say(field[1], values[field[1]], language)

    return FIELD.sub(put, OPTIONAL.sub(keep, template))


def subject(kind: Kind, values: dict[str, Any], language: str) -> str:
    language = spoken(language)
    return _begin(" ".join(fill(kind.text(language).subject, values, language).split()))


def sms(kind: Kind, values: dict[str, Any], language: str) -> str:
    language = spoken(language)
    return _begin(fill(kind.text(language).sms, values, language))


def email(kind: Kind, values: dict[str, Any], language: str) -> str:
    """Greeting, body, closing and footer, as plain text."""
    language = spoken(language)
    around = layout(language)
    pieces = (around.greeting, kind.text(language).body, around.closing, f"-- \n{around.footer}")
    filled = (fill(piece, values, language).strip("\n") for piece in pieces)
    return "\n\n".join(_begin_each(text) for text in filled) + "\n"


def aloud(kind: Kind, to: Any, values: dict[str, Any]) -> str:
    """The body as somebody says it: without addresses of pages and files, since whoever hears it has no screen."""
    language = spoken(to.reads)
    name, _address = _house()
    known = values | {
        "recipient.first_name": tame("name", to.first_name),
        "municipality.name": name,
        "url": A_LINK,
    }
    body = OF_A_FILE.sub("", fill(kind.text(language).body, known, language))
    said = [one.strip() for one in TO_A_LINK.sub("", body).strip().split("\n\n") if one.strip()]
    return _begin_each("\n\n".join(one if one[-1:] in ENDS else f"{one}." for one in said))


def _begin_each(text: str) -> str:
    return "\n\n".join(_begin(paragraph) for paragraph in text.split("\n\n"))


def _begin(text: str) -> str:
    """A weekday may come first, and weekdays are written small."""
    return text if text.startswith("http") else text[:1].upper() + text[1:]
