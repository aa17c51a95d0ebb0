"""Templates with numbered versions, documents made from them, and who has signed."""

import hashlib
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.access.links import withdraw_links
from foundation.audit.models import record
from foundation.documents.codes import new_code
from foundation.documents.kinds import PARTIES, look_of
from foundation.documents.pictures import Picture
from foundation.documents.registry import tell_signed
from foundation.pages.addresses import address
from foundation.people.models import Person, Workplace
from foundation.tenancy.models import WalledModel

__all__ = ["Document", "Picture", "Signature", "Template", "TemplateVersion"]
MAX_ATTEMPTS = 5


class Template(WalledModel):
    """One kind of paper in one language."""

    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=2)

    class Meta:
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "kind", "language"], name="template_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}.{self.language}"

    @property
    def current(self) -> "TemplateVersion":
        return self.versions.order_by("-number")[0]

    @transaction.atomic
    def write(self, title: str, body: str, by: Any, from_house: bool = False) -> "TemplateVersion":
        """The municipality's own wording, or the house's again, from now on. What is issued keeps the words it has."""
        Template.objects.select_for_update().get(pk=self.pk)
        former = self.current
        if (former.title, former.body) == (title, body):
            return former
        fields = {"title": title, "body": body, "from_house": from_house}
        made = self.versions.create(number=former.number + 1, **fields)
        record(by, "documents.worded", made, changes={"template": str(self), "number": made.number})
        return made


class TemplateVersion(WalledModel):
    """A text as it stood. Never changed: what was signed can always be read again (PRI-04)."""

    template = models.ForeignKey(Template, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField()
    from_house = models.BooleanField(default=True)  # False: the municipality's own wording
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "template", "number"], name="template_version_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class DocumentQuerySet(models.QuerySet):
    def of(self, person: Person) -> "DocumentQuerySet":
        return self.filter(person=person)

    def valid(self) -> "DocumentQuerySet":
        return self.filter(revoked_at=None)

    def waiting_for(self, person: Person) -> "DocumentQuerySet":
        """What this person is asked to sign, in the order it was issued."""
        unsigned = Signature.objects.filter(person=person, signed_at=None)
        return self.valid().filter(pk__in=unsigned.values("document")).order_by("issued_at", "id")

    def by_code(self, code: str) -> "Document | None":
        rows = self.select_related("person", "workplace", "version").prefetch_related("signatures")
        return rows.filter(code=code).first()

    def signed(self) -> "DocumentQuerySet":
        """Every party has signed (VOL-30, VOL-31). A paper that nobody is asked to sign is not among them."""
        asked = Signature.objects.filter(document=models.OuterRef("pk"))
        return self.valid().filter(models.Exists(asked), ~models.Exists(asked.filter(signed_at=None)))


def _file_name(document: "Document", _name: str) -> str:
    return f"{document.municipality_id}/{uuid.uuid4()}.pdf"


class Document(WalledModel):
    """A paper issued to one person: the exact text, where its PDF is, and its code."""

    class State(models.TextChoices):
        QUEUED = "queued", _("being made")
        MADE = "made", _("ready")
        FAILED = "failed", _("could not be made")

    kind = models.CharField(max_length=40)
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="documents")
    workplace = models.ForeignKey(Workplace, models.PROTECT, null=True, related_name="+")
    version = models.ForeignKey(TemplateVersion, models.PROTECT, related_name="+")
    text = models.TextField()
    fields = models.JSONField(default=dict)  # what the issuing room gave
    pictures = models.JSONField(default=dict)  # logo or party -> the picture as it was when it was issued
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True)
    code = models.CharField(max_length=9, default=new_code)
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=200, blank=True)

    state = models.CharField(max_length=6, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(
        max_length=200, blank=True
    )  # for the log and the operator, never a person's data
    file = models.FileField(upload_to=_file_name, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of the file
    made_of = models.CharField(max_length=64, blank=True)  # sha256 of the page the file was drawn from
    made_at = models.DateTimeField(null=True)

    places = {"workplace": "workplace", "sector": "workplace__sector", "person": "person"}
    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        ordering = ["-issued_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="document_code_once"),
            models.CheckConstraint(
                condition=~Q(state="made") | (~Q(sha256="") & ~Q(file="")), name="document_made_has_file"
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "person", "-issued_at"], name="document_person"),
            models.Index(fields=["municipality", "about_id"], name="document_about"),
            models.Index(
                fields=["municipality", "queued_at"], condition=Q(state="queued"), name="document_queued"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} – {self.person.name}" if self.person else self.title

    def get_absolute_url(self) -> str:
        return address("document", self.pk)

    @property
    def name_on_paper(self) -> str:
        """As it was when the paper was issued: people change their names, papers do not."""
        return self.fields.get("volunteer.name") or (self.person.name if self.person else "")

    @property
    def look(self) -> str:
        return look_of(self.kind)

    @property
    def text_sha256(self) -> str:
        """Of the exact text and the version it was made from: what a signature stands for."""
        told = "\n".join([self.kind, self.language, str(self.version.number), self.title, self.text])
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def is_signed(self) -> bool:
        """Every party has signed, and there is at least one."""
        signatures = list(self.signatures.all())
        return bool(signatures) and all(signature.signed_at for signature in signatures)

    @property
    def is_slow(self) -> bool:
        """Queued for so long that nobody should sit and wait."""
        return timezone.now() - self.queued_at > timedelta(seconds=30)

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    @property
    def is_intact(self) -> bool:
        """No signature stands under another text than its own."""
        return all(one.text_sha256 == self.text_sha256 for one in self.signatures.all() if one.signed_at)

    def unsigned(self) -> "list[Signature]":
        return [signature for signature in self.signatures.all() if not signature.signed_at]

    def waits_for(self) -> list[str]:
        """The names of those who have not signed, else what they are to the paper."""
        return [one.name or str(one.party_name) for one in self.unsigned()]

    @property
    def last_signed_at(self) -> datetime | None:
        return max((one.signed_at for one in self.signatures.all() if one.signed_at), default=None)

    def signature_of(self, party: str) -> "Signature | None":
        return next((one for one in self.signatures.all() if one.party == party), None)

    @transaction.atomic
    def sign(
        self,
        party: str,
        person: Person | None,
        method: str,
        by: Any,
        at: datetime | None = None,
        name: str = "",
    ) -> "Signature":
        """Sign for one party. The last signature tells the rooms above; each one makes the paper anew."""
        document = Document.objects.select_for_update().get(pk=self.pk)
        if document.is_revoked:
            raise ValidationError(_("This paper is no longer valid and cannot be signed."))
        signature = document.signature_of(party)
        if signature is None:
            raise ValueError(f"{party} is no party to {document.kind}")
        if signature.signed_at:
            raise ValidationError(
                _("This paper is already signed by %(name)s."), params={"name": signature.name}
            )
        signature.put(person, name or (person.name if person else ""), method, by, at or timezone.now())
        about = document.person
        record(
            by, "documents.signed", document, about=about, changes={"party": party, "method": method}, at=at
        )
        document.queue()
        self.refresh_from_db()
        if document.is_signed:
            tell_signed(document)
        return signature

    @transaction.atomic
    def revoke(self, by: Any, reason: str, at: datetime | None = None) -> None:
        """The paper no longer counts; the verification page says so. Open signing links are used up."""
        self.revoked_at, self.revoked_reason = at or timezone.now(), reason
        self.save(update_fields=["revoked_at", "revoked_reason"])
        withdraw_links("sign", self.pk)
        record(by, "documents.revoked", self, about=self.person, changes={"reason": reason}, at=at)

    def queue(self) -> None:
        """Have the PDF made after commit. Also for a second try, and when a signature has come."""
        from foundation.documents.tasks import ask_for

        self.state, self.queued_at, self.attempts, self.error = self.State.QUEUED, timezone.now(), 0, ""
        self.save(update_fields=["state", "queued_at", "attempts", "error"])
        ask_for(self.pk)


class Signature(WalledModel):
    """One party's place on a document: asked for when it is issued, filled when it is signed."""

    class Method(models.TextChoices):
        LINK = "link", _("by a personal link")
        LOGIN = "login", _("logged in")
        PAPER = "paper", _("on paper")

    document = models.ForeignKey(Document, models.CASCADE, related_name="signatures")
    party = models.CharField(max_length=20)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)  # order on the paper
    name = models.CharField(max_length=200, blank=True)  # as signed
    method = models.CharField(max_length=5, choices=Method.choices, blank=True)
    signed_at = models.DateTimeField(null=True)
    registered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    text_sha256 = models.CharField(max_length=64, blank=True)

    places = {"workplace": "document__workplace", "person": "document__person"}

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "document", "party"], name="signature_once"),
            models.CheckConstraint(
                condition=Q(signed_at=None, text_sha256="", method="")
                | (Q(signed_at__isnull=False) & ~Q(text_sha256="") & ~Q(method="")),
                name="signature_whole",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "person"], condition=Q(signed_at=None), name="signature_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.name}"

    @property
    def party_name(self) -> Any:
        return PARTIES[self.party]

    def put(self, person: Person | None, name: str, method: str, by: Any, at: datetime) -> None:
        """Called by `Document.sign`, which locks and checks."""
        self.person, self.name, self.method, self.signed_at = person or self.person, name, method, at
        self.registered_by = by.person if by else None
        self.text_sha256 = self.document.text_sha256
        self.save()
