"""Issuing a paper: the exact text is fixed now, the PDF is made by a job after commit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils import timezone, translation

from foundation.access.roles import answering, watch
from foundation.audit.models import record
from foundation.documents import fields as known
from foundation.documents.codes import new_code
from foundation.documents.kinds import DIPLOMA, look_of
from foundation.documents.markup import parties
from foundation.documents.merging import LATER, fill
from foundation.documents.models import Document, Signature, Template, TemplateVersion
from foundation.documents.pictures import pictures_for
from foundation.documents.texts import LANGUAGES
from foundation.people.models import Person, Workplace
from foundation.tenancy.context import current

Signers = Sequence[str] | Mapping[str, Person | None]


@transaction.atomic
def issue(
    kind: str,
    person: Person | None,
    fields: Mapping[str, Any],
    by: Any,
    about: Any = None,
    workplace: Workplace | None = None,
    signers: Signers = (),
    at: datetime | None = None,
    hands: Mapping[str, Person | None] = MappingProxyType({}),
) -> Document:
    """Make a paper for one person and have its PDF drawn.

    `fields` are what only the issuing room knows ("tasks", "course.title", or nested); person, place, contact, date, code and
    clauses are known here. Raises `UnknownField` for a name that does not exist; a field without a value leaves no
    trace. `signers` are the parties who are asked to sign, or party -> person; `hands` those whose drawn signature stands there.
    """
    at, given = at or timezone.now(), known.flat(fields)
    language = language_of(person)
    version = version_of(kind, language)
    code = new_code()
    with translation.override(language):
        extra = {"code": code, "template.version": str(version.number)}
        if "guardian" in signers:
            extra["guardian.signature_block"] = LATER
        day = timezone.localtime(at).date()
        text = fill(version.body, known.values(given, person, workplace, day, language, extra))
        plain = {name: known.readable(value) for name, value in given.items()}
        plain |= {"volunteer.name": person.name} if person else {}
    document = Document.objects.create(
        kind=kind,
        language=language,
        title=version.title,
        person=person,
        workplace=workplace,
        version=version,
        text=text,
        fields=plain,
        pictures=pictures_for(dict(hands)) if look_of(kind) == DIPLOMA else {},
        about_type=about._meta.label_lower if about else "",
        about_id=about.pk if about else None,
        code=code,
        issued_at=at,
        issued_by=by.person if by else None,
    )
    _ask_for_signatures(document, signers)
    record(by, "documents.issued", document, about=person, changes={"kind": kind}, at=at)
    document.queue()
    return document


def language_of(person: Person | None) -> str:
    """The person's own language where papers exist in it, else the municipality's."""
    wanted = (person.reads if person else "", current().default_language)
    return next((language for language in wanted if language in LANGUAGES), LANGUAGES[0])


def version_of(kind: str, language: str) -> TemplateVersion:
    versions = TemplateVersion.objects.filter(template__kind=kind, template__language=language)
    version = versions.order_by("-number").first()
    if version is None:
        raise Template.DoesNotExist(f"there is no template {kind} in {language}: run seed_templates")
    return version


def _ask_for_signatures(document: Document, signers: Signers) -> None:
    places = parties(document.text)
    if missing := [party for party in signers if party not in places]:
        raise ValueError(f"{document.kind} has no place for the signature of {', '.join(missing)}")
    chosen = dict(signers) if isinstance(signers, Mapping) else {}
    for position, party in enumerate(places):
        if party in signers:
            person = chosen.get(party) or _usual(party, document)
            name = person.name if person else ""
            Signature.objects.create(
                document=document, party=party, person=person, name=name, position=position
            )


def _usual(party: str, document: Document) -> Person | None:
    today = timezone.localtime(document.issued_at).date()
    if party == "volunteer":
        return document.person
    if party == "contact":
        return answering(document.workplace, today)
    manager = watch(document.workplace, today).manager if party == "leader" else None
    return manager.person if manager else None
