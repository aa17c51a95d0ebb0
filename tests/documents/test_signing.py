"""Signing: the exact text, by link without log-in, logged in, or on paper."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.access.links import make_link
from foundation.access.models import Link
from foundation.audit.models import Entry
from foundation.documents import registry
from foundation.documents.models import Document, TemplateVersion
from foundation.documents.signing import signing_path
from foundation.notices.models import Notice
from foundation.tenancy.models import Municipality
from tests.cast import Cast
from tests.documents.conftest import Issued

BOTH = ("volunteer", "contact")
AT = datetime(2026, 11, 2, 13, 10, tzinfo=UTC)


def ticked(document: Document) -> dict[str, str]:
    return {"read": "on", "text": document.text_sha256}


# The verb


def test_a_signature_keeps_who_how_when_and_the_exact_text(
    cast: Cast, elvebyen: Municipality, issued: Issued
) -> None:
    document = issued(signers=BOTH)
    signature = document.sign("volunteer", cast.gunnar, "link", by=cast.gunnar, at=AT)
    assert (signature.name, signature.method, signature.signed_at) == ("Gunnar Hauge", "link", AT)
    assert signature.text_sha256 == document.text_sha256
    assert document.is_signed is False
    entry = Entry.objects.get(verb="documents.signed")
    assert entry.changes == {"party": "volunteer", "method": "link"}


def test_it_is_signed_when_all_have_and_then_the_rooms_hear_it_once(
    cast: Cast, elvebyen: Municipality, issued: Issued
) -> None:
    heard: list[Document] = []
    registry.on_signed("confidentiality")(heard.append)
    document = issued(signers=BOTH)
    document.sign("volunteer", cast.gunnar, "login", by=cast.gunnar)
    assert heard == []
    document.sign("contact", cast.kari, "login", by=cast.kari)
    registry._signed["confidentiality"].remove(heard.append) if heard.append in registry._signed[
        "confidentiality"
    ] else None
    assert (document.is_signed, heard) == (True, [document])
    assert list(Document.objects.signed()) == [document]


def test_a_paper_nobody_is_asked_to_sign_is_not_signed(elvebyen: Municipality, issued: Issued) -> None:
    assert issued("welcome_letter").is_signed is False
    assert not Document.objects.signed().exists()


def test_nobody_signs_twice_and_nobody_signs_what_is_revoked(
    cast: Cast, elvebyen: Municipality, issued: Issued
) -> None:
    document = issued(signers=BOTH)
    document.sign("volunteer", cast.gunnar, "login", by=cast.gunnar)
    with pytest.raises(ValidationError, match="Gunnar Hauge"):
        document.sign("volunteer", cast.gunnar, "login", by=cast.gunnar)
    document.revoke(by=cast.kari, reason="Feil sted")
    with pytest.raises(ValidationError):
        document.sign("contact", cast.kari, "login", by=cast.kari)
    assert document.signature_of("contact").signed_at is None


def test_a_text_that_is_changed_afterwards_is_found_out(
    cast: Cast, elvebyen: Municipality, issued: Issued
) -> None:
    document = issued(signers=BOTH)
    document.sign("volunteer", cast.gunnar, "login", by=cast.gunnar)
    assert document.is_intact
    Document.objects.filter(pk=document.pk).update(text=document.text + "\n\nOg mer til.")
    assert Document.objects.get(pk=document.pk).is_intact is False


def test_a_new_version_leaves_what_was_signed_alone(
    cast: Cast, elvebyen: Municipality, issued: Issued
) -> None:
    document = issued(signers=BOTH)
    document.sign("volunteer", cast.gunnar, "login", by=cast.gunnar)
    template = document.version.template
    TemplateVersion.objects.create(template=template, number=2, title="Ny", body="Ny.", from_house=False)
    document = Document.objects.get(pk=document.pk)
    assert (document.version.number, document.is_intact) == (1, True)
    assert issued().version.number == 2


# By a one-time link


@pytest.fixture
def linked(cast: Cast, issued: Issued) -> tuple[Document, str, Client]:
    with cast.at("kari"):
        document = issued(signers=BOTH)
        return document, signing_path(cast.gunnar), cast.visitor()


def test_the_link_shows_the_whole_text_to_somebody_without_a_log_in(
    linked: tuple[Document, str, Client],
) -> None:
    _document, path, visitor = linked
    response = visitor.get(path)
    assert response.status_code == 200
    html = response.content.decode()
    assert "Når du er frivillig hos oss, kommer du tett på folk." in html
    assert "no-store" in response["Cache-Control"]


def test_signing_by_link_works_once_and_is_thanked(cast: Cast, linked: tuple[Document, str, Client]) -> None:
    document, path, visitor = linked
    response = visitor.post(path, ticked(document))
    assert (response.status_code, response.url) == (303, reverse("signing_thanks"))
    assert visitor.get(response.url).status_code == 200
    with cast.at("kari"):
        signature = document.signatures.get(party="volunteer")
        assert (signature.method, signature.person) == ("link", cast.gunnar)
    assert visitor.get(path).status_code == 410
    assert visitor.post(path, ticked(document)).status_code == 410


def test_without_the_tick_nothing_is_signed(cast: Cast, linked: tuple[Document, str, Client]) -> None:
    document, path, visitor = linked
    response = visitor.post(path, {"text": document.text_sha256})
    assert response.status_code == 422
    with cast.at("kari"):
        assert document.signatures.filter(signed_at=None).count() == 2


def test_only_what_was_on_the_screen_can_be_signed(cast: Cast, linked: tuple[Document, str, Client]) -> None:
    document, path, visitor = linked
    assert visitor.post(path, {"read": "on", "text": "0" * 64}).status_code == 422
    with cast.at("kari"):
        assert document.signatures.filter(signed_at=None).count() == 2


def test_two_papers_come_one_after_another_by_the_same_link(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        first, second = issued(signers=BOTH), issued("volunteer_agreement", signers=BOTH)
        path = signing_path(cast.gunnar)
    visitor = cast.visitor()
    assert visitor.post(path, ticked(first)).url == path
    assert "Avtale om frivillig innsats" in visitor.get(path).content.decode()
    assert visitor.post(path, ticked(second)).url == reverse("signing_thanks")
    assert visitor.get(path).status_code == 410


def test_a_link_about_one_paper_opens_that_paper_only(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        issued(signers=BOTH)
        second = issued("volunteer_agreement", signers=BOTH)
        path = signing_path(cast.gunnar, second)
    visitor = cast.visitor()
    assert "Avtale om frivillig innsats" in visitor.get(path).content.decode()
    assert visitor.post(path, ticked(second)).url == reverse("signing_thanks")


def test_an_unknown_an_old_and_a_revoked_link_are_told_kindly(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued(signers=BOTH)
        old, about = signing_path(cast.gunnar), signing_path(cast.gunnar, document)
        Link.objects.exclude(about_id=document.pk).update(expires_at=timezone.now() - timedelta(days=1))
        document.revoke(by=cast.kari, reason="Feil")
    visitor = cast.visitor()
    assert visitor.get(reverse("signing", args=["no-such-secret"])).status_code == 404
    assert visitor.get(old).status_code == 410
    assert visitor.get(about).status_code == 410


def test_a_link_for_something_else_signs_nothing(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        issued(signers=BOTH)
        secret = make_link("meeting", cast.gunnar)
    assert cast.visitor().get(reverse("signing", args=[secret])).status_code == 404


def test_the_neighbours_host_does_not_know_the_link(linked: tuple[Document, str, Client], cast: Cast) -> None:
    _document, path, _visitor = linked
    assert cast.visitor("fjordvik").get(path).status_code == 404


# Logged in, and on paper


def test_the_volunteer_signs_logged_in_and_the_contact_for_the_workplace(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued(signers=BOTH)
    url = reverse("document_signature", args=[document.pk])
    assert cast.client_for("gunnar").post(url, ticked(document)).status_code == 303
    assert cast.client_for("kari").post(url, ticked(document)).status_code == 303
    with cast.at("kari"):
        document = Document.objects.get(pk=document.pk)
        signed = [(one.party, one.name, one.method) for one in document.signatures.all()]
        assert signed == [("volunteer", "Gunnar Hauge", "login"), ("contact", "Kari Nygård", "login")]


def test_the_deputy_signs_in_the_contacts_place_with_their_own_name(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued(signers=BOTH)
    url = reverse("document_signature", args=[document.pk])
    assert cast.client_for("jonas").post(url, ticked(document)).status_code == 303
    with cast.at("kari"):
        signature = document.signatures.get(party="contact")
        assert (signature.name, signature.person) == ("Jonas Berg", cast.jonas)


def test_another_volunteer_cannot_sign_and_the_stranger_does_not_find_it(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued(signers=BOTH)
    url = reverse("document_signature", args=[document.pk])
    assert cast.client_for("ingrid").post(url, ticked(document)).status_code == 403
    assert cast.client_for("eirik").post(url, ticked(document)).status_code == 403
    assert cast.client_for("solrun").post(url, ticked(document)).status_code == 404
    with cast.at("kari"):
        assert document.signatures.filter(signed_at=None).count() == 2


def test_the_contact_registers_what_was_signed_on_paper(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued(person=cast.oddvar, signers=BOTH)
    url = reverse("document_paper_signature", args=[document.pk])
    kari = cast.client_for("kari")
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert kari.post(url, {"party": "volunteer", "signed_on": tomorrow}).status_code == 422
    assert kari.post(url, {"party": "volunteer", "signed_on": "2026-11-02"}).status_code == 303
    with cast.at("kari"):
        signature = document.signatures.get(party="volunteer")
        told = (
            signature.method,
            signature.name,
            signature.registered_by,
            timezone.localdate(signature.signed_at),
        )
        assert told == ("paper", "Oddvar Lien", cast.kari, datetime(2026, 11, 2, tzinfo=UTC).date())
    assert (
        cast.client_for("gunnar").post(url, {"party": "contact", "signed_on": "2026-11-02"}).status_code
        == 403
    )


def test_the_contact_sends_a_new_link_which_works(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued(signers=BOTH)
    response = cast.client_for("kari").post(reverse("document_link", args=[document.pk]))
    assert response.status_code == 303
    with cast.at("kari"):
        notice = Notice.objects.get(kind="documents_to_sign", channel="email")
        assert notice.person == cast.gunnar
    assert cast.visitor().get(notice.url).status_code == 200
