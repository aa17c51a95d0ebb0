"""Who signs for which party, and the one-time link for those who do not log in."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from foundation.access.gate import can
from foundation.access.links import Link, make_link
from foundation.access.members import Member
from foundation.audit.models import record
from foundation.documents.models import Document, Signature
from foundation.notices.outbox import notify, occasion
from foundation.people.models import Person

WORKPLACE_PARTIES = ("contact",)


def signing_path(person: Person, document: Document | None = None, days: int = 14) -> str:
    """The secret address where a person signs one paper, or (without one) all that wait for them, one after another."""
    return reverse("signing", args=[make_link("sign", person, about=document, days=days)])


def waiting_behind(link: Link) -> QuerySet[Document]:
    """The papers that a link opens, while they wait for that person's signature."""
    waiting = Document.objects.waiting_for(link.person)
    return waiting.filter(pk=link.about_id) if link.about_id else waiting


def place_of(person: Person, document: Document) -> Signature | None:
    """The place on the paper that is still empty and this person's own."""
    return next((one for one in document.unsigned() if one.person_id == person.pk), None)


def place_for(member: Member, document: Document) -> Signature | None:
    """The place this member may sign on: their own, or the workplace's when they are its contact or deputy."""
    if own := place_of(member.person, document):
        return own
    ours = [one for one in document.unsigned() if one.party in WORKPLACE_PARTIES]
    return ours[0] if ours and can(member, "documents.sign_for_workplace", document) else None


@transaction.atomic
def send_link(signature: Signature, by: Any) -> bool:
    """Ask once more, by mail or SMS. False when nothing reaches this person."""
    document, person = signature.document, signature.person
    if person is None or signature.signed_at:
        return False
    key = occasion("sign", document.pk, timezone.now())  # each link is its own message
    told = {"contact": by.person, "document": document, "workplace": document.workplace}
    record(by, "documents.asked", document, about=person, changes={"party": signature.party})
    sent = notify(person, "documents_to_sign", told, url=signing_path(person), key=key, about=document)
    return any(notice.is_outward for notice in sent)
