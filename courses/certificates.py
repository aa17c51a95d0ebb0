"""From «was there» to a certificate in the hand: qualification, document, and a mail with a link when it is made."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from courses.links import addresses_for
from courses.models import Certificate, CourseSession
from foundation.access.roles import coordinator
from foundation.documents.issuing import issue, language_of
from foundation.documents.models import Document
from foundation.documents.registry import on_made
from foundation.notices.outbox import Promise, notify_all, occasion
from foundation.people.models import Person
from foundation.people.qualifications import grant


def award(session: CourseSession, person: Person, by: Any, at: datetime | None = None) -> Certificate:
    """Qualify the person and issue the certificate. The job makes the PDF; the mail goes when it is there."""
    found = Certificate.objects.filter(session=session, person=person).first()
    if found:
        return found
    taken_on = timezone.localdate(session.event.ends_at)
    grant(
        person,
        code=session.course.code,
        title=session.course.title,
        on=taken_on,
        source_id=session.pk,
        by=by,
        until=session.course.valid_until(taken_on),
    )
    document = _paper(session, person, by, at)
    return Certificate.objects.create(session=session, person=person, document=document)


@transaction.atomic
def renew(certificate: Certificate, by: Any) -> Certificate:
    """The name has changed since: a new paper with the new one; the old is revoked, and says so to whoever asks."""
    session, person, old = certificate.session, certificate.person, certificate.document
    if old.name_on_paper == person.name:
        return certificate
    old.revoke(by=by, reason=gettext("Issued anew with another name."))
    certificate.document = _paper(session, person, by)
    certificate.save(update_fields=["document"])
    return certificate


def revoked_of(session: CourseSession) -> dict[uuid.UUID, list[Document]]:
    """person -> the certificates of this session that no longer count, the newest first: what was is never forgotten. One query."""
    found: dict[uuid.UUID, list[Document]] = {}
    rows = Document.objects.filter(kind="course_certificate", about_id=session.pk, revoked_at__isnull=False)
    for paper in rows.order_by("-revoked_at"):
        found.setdefault(paper.person_id, []).append(paper)
    return found


def _paper(session: CourseSession, person: Person, by: Any, at: datetime | None = None) -> Document:
    with translation.override(language_of(person)):
        fields = facts(session)
    hands = {"course_leader": session.leader, "contact": coordinator(timezone.localdate(at))}
    return issue("course_certificate", person, fields, by=by, about=session, at=at, hands=hands)


@on_made("course_certificate")
def tell(documents: list[Document]) -> None:
    """The certificates are drawn: to each a mail with a link. Drawn again, it is the same message."""
    rows = Certificate.objects.filter(document__in=documents).select_related("session__course", "person")
    papers, found = {document.pk: document for document in documents}, list(rows)
    urls = addresses_for([(one.session.event_id, one.person) for one in found])
    notify_all(_told(one, papers[one.document_id], url) for one, url in zip(found, urls, strict=True))


def _told(certificate: Certificate, paper: Document, url: str) -> Promise:
    fields = {"course": {"title": certificate.session.course}}
    key = occasion("certificate", certificate.pk, paper.code)
    return Promise(certificate.person, "certificate_ready", fields, url, key, about=paper)


def facts(session: CourseSession) -> dict[str, Any]:
    """The certificate's merge fields that this room knows, in the language that is active."""
    covered = session.covered.select_related("topic").order_by("topic__number")
    leader = session.leader
    return {
        "course": {
            "title": str(session),
            "date": timezone.localdate(session.event.starts_at),
            "duration": _duration(session),
            "place": session.event.place or gettext("on the net"),
            "topics": ", ".join(_inside(str(row.topic)) for row in covered),
            "leader_name": leader.name if leader else "",
            "leader_title": "",
        }
    }


def _inside(title: str) -> str:
    """A title inside a sentence begins with a small letter, unless it is an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _duration(session: CourseSession) -> str:
    minutes = (session.event.ends_at - session.event.starts_at).seconds // 60
    hours = round(minutes / 60, 1)
    shown = number_format(int(hours) if hours.is_integer() else hours)
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == 1 else 2) % {"hours": shown}
