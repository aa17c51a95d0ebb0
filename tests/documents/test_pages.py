"""Papers on the screen: who sees what, the file, the state that stops asking, and the check by code."""

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from foundation.documents.models import Document
from foundation.documents.views.checking import TIMES
from tests.cast import Cast
from tests.documents.conftest import Issued

# Who may do what: each rule of the table


@pytest.mark.parametrize(
    ("who", "page", "text"),
    [
        ("gunnar", 200, True),  # self
        ("kari", 200, True),  # the contact
        ("jonas", 200, True),  # her deputy
        ("marit", 200, False),  # network coordinator: that it exists, not what it says
        ("eirik", 403, False),  # contact elsewhere
        ("berit", 403, False),  # manager
        ("anne", 403, False),  # employee
        ("ingrid", 403, False),  # another volunteer
        ("solrun", 404, False),  # the other municipality
    ],
)
def test_who_sees_an_agreement(cast: Cast, issued: Issued, who: str, page: int, text: bool) -> None:
    with cast.at("kari"):
        document = made(issued("volunteer_agreement"))
    client = cast.client_for(who)
    response = client.get(reverse("document", args=[document.pk]))
    assert response.status_code == page
    assert ("Den er frivillig for begge parter" in response.content.decode()) is text
    file = client.get(reverse("document_file", args=[document.pk]))
    assert (file.status_code == 200) is text
    assert (client.get(reverse("document_state", args=[document.pk])).status_code == 302) is (page == 200)


@pytest.mark.parametrize(
    ("kind", "who", "status"),
    [
        ("reference_letter", "marit", 200),
        ("course_certificate", "marit", 200),
        ("confidentiality", "marit", 403),
        ("welcome_letter", "marit", 403),
    ],
)
def test_the_network_coordinator_reads_what_is_made_to_be_shown(
    cast: Cast, issued: Issued, kind: str, who: str, status: int
) -> None:
    with cast.at("kari"):
        document = made(issued(kind))
    assert cast.client_for(who).get(reverse("document_file", args=[document.pk])).status_code == status


def test_who_is_asked_to_sign_may_read_it(cast: Cast, issued: Issued) -> None:
    url = "document"
    with cast.at("kari"):
        document = issued("reference_letter", signers={"leader": cast.berit})
        other = issued("reference_letter")
    berit = cast.client_for("berit")
    assert berit.get(reverse(url, args=[document.pk])).status_code == 200
    assert berit.get(reverse(url, args=[other.pk])).status_code == 403


def made(document: Document) -> Document:
    """As if the job had run."""
    document.file.name = default_storage.save(f"{document.pk}.pdf", ContentFile(b"%PDF-1.7"))
    document.state, document.sha256, document.made_of = "made", "0" * 64, "0" * 64
    document.save()
    return document


# The file and its state


def test_the_file_is_a_download_that_nobody_keeps(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = made(issued())
    response = cast.client_for("gunnar").get(reverse("document_file", args=[document.pk]))
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert "Gunnar%20Hauge.pdf" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"


def test_a_paper_that_is_not_made_has_no_file(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued()
    assert cast.client_for("gunnar").get(reverse("document_file", args=[document.pk])).status_code == 404


def fragment(client: Client, document: Document) -> str:
    response = client.get(reverse("document_state", args=[document.pk]), headers={"HX-Request": "true"})
    assert response.status_code == 200
    return response.content.decode()


def test_the_state_asks_again_until_it_is_made(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued()
    gunnar = cast.client_for("gunnar")
    assert "hx-trigger" in fragment(gunnar, document)
    with cast.at("kari"):
        made(document)
    html = fragment(gunnar, document)
    assert "hx-trigger" not in html
    assert reverse("document_file", args=[document.pk]) in html


def test_a_failed_one_stops_asking_and_can_be_tried_again(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued()
        Document.objects.filter(pk=document.pk).update(state="failed", error="OSError: pango")
    gunnar = cast.client_for("gunnar")
    html = fragment(gunnar, document)
    assert "hx-trigger" not in html
    assert "pango" not in html
    assert gunnar.post(reverse("document_making", args=[document.pk])).status_code == 303
    assert "hx-trigger" in fragment(gunnar, document)
    assert cast.client_for("eirik").post(reverse("document_making", args=[document.pk])).status_code == 403


def test_my_papers_are_mine_and_the_box_shows_what_the_reader_may_see(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        mine, other = issued(), issued(person=cast.ingrid)
    html = cast.client_for("gunnar").get(reverse("documents")).content.decode()
    assert (mine.get_absolute_url() in html, other.get_absolute_url() in html) == (True, False)
    box = reverse("documents_of_person", args=[cast.gunnar.pk])
    headers = {"HX-Request": "true", "HX-Target": "papers"}
    response = cast.client_for("kari").get(box, headers=headers)
    assert mine.get_absolute_url() in response.content.decode()
    assert "<html" not in response.content.decode()
    assert mine.get_absolute_url() not in cast.client_for("eirik").get(box).content.decode()
    assert cast.client_for("solrun").get(box).status_code == 404


def test_a_list_costs_the_same_for_one_and_for_thirty(
    cast: Cast, issued: Issued, django_assert_max_num_queries: object
) -> None:
    with cast.at("kari"):
        issued(signers=("volunteer",))
    gunnar = cast.client_for("gunnar")
    gunnar.get(reverse("documents"))
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(14) as asked:  # four of them are the test's own savepoints
            gunnar.get(reverse("documents"))
        counts.append(len(asked.captured_queries))
        with cast.at("kari"):
            for _ in range(29):
                issued(signers=("volunteer",))
    assert counts[0] == counts[1]


# Revoking


def test_the_contact_revokes_with_a_reason(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued()
    url = reverse("document_revocation", args=[document.pk])
    assert cast.client_for("gunnar").post(url, {"reason": "Nei"}).status_code == 403
    assert cast.client_for("marit").post(url, {"reason": "Nei"}).status_code == 403
    kari = cast.client_for("kari")
    assert kari.post(url, {"reason": ""}).status_code == 422
    assert kari.post(url, {"reason": "Feil sted"}).status_code == 303
    with cast.at("kari"):
        document.refresh_from_db()
        assert (document.is_revoked, document.revoked_reason) == (True, "Feil sted")


# Is it genuine?


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    cache.clear()


def asked(cast: Cast, code: str, slug: str = "elvebyen") -> tuple[int, str]:
    response = cast.visitor(slug).post(reverse("document_check"), {"code": code})
    return response.status_code, response.content.decode()


def test_the_address_on_the_paper_is_the_page(cast: Cast) -> None:
    assert reverse("document_check") == "/ekte/"
    assert cast.visitor().get("/ekte/?kode=H4XR-2PLW").context["form"].initial == {"code": "H4XR-2PLW"}


def test_a_genuine_paper_says_whose_and_when_but_not_what(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued("reference_letter", fields={"personal_note": "Til å stole på"})
    status, html = asked(cast, document.code.lower().replace("-", " "))
    assert status == 200
    assert 'data-state="done"' in html or "Papiret er ekte" in html or "The paper is genuine" in html
    assert "Gunnar Hauge" in html
    assert "Attest" in html
    assert "Til å stole på" not in html


def test_a_code_nobody_has_and_the_neighbours_code_are_not_known(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued()
    for code, slug in (("ZZZZ-ZZZZ", "elvebyen"), (document.code, "fjordvik")):
        status, html = asked(cast, code, slug)
        assert status == 200
        assert "Gunnar" not in html


def test_a_revoked_paper_says_so_without_the_name(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued()
        document.revoke(by=cast.kari, reason="Hemmelig grunn")
    _status, html = asked(cast, document.code)
    assert "Gunnar" not in html
    assert "Hemmelig" not in html


def test_nonsense_is_said_kindly(cast: Cast) -> None:
    assert asked(cast, "hei")[0] == 422


def test_guessing_is_stopped(cast: Cast, issued: Issued) -> None:
    with cast.at("kari"):
        document = issued()
    for _ in range(TIMES):
        assert asked(cast, "ZZZZ-ZZZZ")[0] == 200
    status, html = asked(cast, document.code)
    assert status == 429
    assert "Gunnar" not in html
