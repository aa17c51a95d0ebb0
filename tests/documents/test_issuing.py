"""Issuing: what stands in the text, in which language, and what is refused."""

from datetime import UTC, datetime

import pytest

from foundation.audit.models import Entry
from foundation.documents.issuing import issue
from foundation.documents.making import page_of
from foundation.documents.merging import UnknownField
from foundation.documents.models import Document, Signature, Template, TemplateVersion
from foundation.documents.seeding import seed_templates
from foundation.documents.texts import texts
from foundation.tenancy.models import Municipality
from foundation.tenancy.settings import choose
from tests.cast import Cast

AT = datetime(2026, 11, 27, 9, tzinfo=UTC)
LETTER = {"tasks": "Sjakk og middag", "period": "fra 12. september 2022 til 27. november 2026"}


def letter(cast: Cast, **given: object) -> Document:
    arguments = {"fields": LETTER, "by": cast.kari, "workplace": cast.solsiden, "at": AT} | given
    return issue("reference_letter", cast.gunnar, **arguments)


def test_person_place_contact_and_date_are_known(cast: Cast, elvebyen: Municipality) -> None:
    document = letter(cast)
    assert document.title == "Attest"
    assert "# Attest for Gunnar Hauge\n\nElvebyen, 27. november 2026\n" in document.text
    assert "Gunnar Hauge har vært frivillig på Solsiden sykehjem i Elvebyen kommune fra 12." in document.text
    assert "| Kari Nygård | Berit Moen |" in document.text
    assert f"**{document.code}** på elvebyen.localhost:8000/ekte." in document.text


def test_fields_without_a_value_leave_no_trace(cast: Cast, elvebyen: Municipality) -> None:
    document = letter(cast)
    assert "Oppgaver" in document.text
    assert "Omfang" not in document.text
    assert "{" not in document.text.replace("{signature.contact}", "").replace("{signature.leader}", "")


def test_a_field_that_does_not_exist_is_refused_by_name_and_nothing_is_kept(
    cast: Cast, elvebyen: Municipality
) -> None:
    with pytest.raises(UnknownField, match=r"\{shoe_size\}"):
        letter(cast, fields=LETTER | {"shoe_size": 43})
    assert not Document.objects.exists()


def test_a_template_with_an_unknown_field_is_refused(cast: Cast, elvebyen: Municipality) -> None:
    template = Template.objects.get(kind="reference_letter", language="nb")
    TemplateVersion.objects.create(
        template=template, number=2, title="Attest", body="{secret}", from_house=False
    )
    with pytest.raises(UnknownField, match=r"\{secret\}"):
        letter(cast)


def test_the_paper_speaks_the_persons_language(cast: Cast, elvebyen: Municipality) -> None:
    cast.gunnar.language = "nn"
    cast.gunnar.save()
    document = letter(cast)
    assert document.language == "nn"
    assert "Oppgåver" in document.text


def test_english_speakers_get_english_papers_with_english_dates(cast: Cast, elvebyen: Municipality) -> None:
    cast.gunnar.language = "en"
    cast.gunnar.save()
    document = letter(cast)
    assert (document.language, document.title) == ("en", "Reference letter")
    assert "\n\nElvebyen, 27 November 2026\n" in document.text
    assert '<html lang="en"' in page_of(document).html


def test_a_language_without_papers_gets_the_municipalitys(cast: Cast, elvebyen: Municipality) -> None:
    cast.gunnar.language = "se"
    assert letter(cast).language == "nb"


def test_clauses_follow_the_municipality_and_may_be_chosen_for_one_paper(
    cast: Cast, elvebyen: Municipality
) -> None:
    def agreement(**fields: object) -> str:
        arguments = {"by": cast.kari, "workplace": cast.solsiden, "at": AT}
        return issue("volunteer_agreement", cast.gunnar, fields, **arguments).text

    assert "Vi har ikke avtalt prøvetid." in agreement()
    assert "## Forsikring" not in agreement()
    choose("insurance", "municipality")
    choose("insurance_name", "Fellesforsikringen")
    choose("insurance_terms_url", "elvebyen.example/vilkår")
    assert "## Forsikring\n\nKommunen har forsikring for frivillige (Fellesforsikringen)." in agreement()
    trial = agreement(**{"clause.trial_period": "agreed", "trial_until": AT.date()})
    assert "Vi prøver til 27. november 2026." in trial
    with pytest.raises(ValueError, match="no variant"):
        agreement(**{"clause.trial_period": "maybe"})


def test_what_a_person_writes_is_never_markdown(cast: Cast, elvebyen: Municipality) -> None:
    document = letter(cast, fields=LETTER | {"personal_note": "# Fin *mann*\n\n| <b> |"})
    assert "\\# Fin \\*mann\\*\n\n\\| \\<b\\> \\|" in document.text


def test_signers_are_asked_in_the_order_of_the_paper(cast: Cast, elvebyen: Municipality) -> None:
    document = issue(
        "confidentiality",
        cast.gunnar,
        {},
        by=cast.kari,
        workplace=cast.solsiden,
        signers=("contact", "volunteer"),
        at=AT,
    )
    asked = list(document.signatures.values_list("party", "person", "name", "signed_at"))
    assert asked == [
        ("volunteer", cast.gunnar.pk, "Gunnar Hauge", None),
        ("contact", cast.kari.pk, "Kari Nygård", None),
    ]
    assert document.is_signed is False
    assert list(Document.objects.waiting_for(cast.gunnar)) == [document]


def test_a_signer_the_paper_has_no_place_for_is_refused(cast: Cast, elvebyen: Municipality) -> None:
    with pytest.raises(ValueError, match="no place for the signature of partner"):
        letter(cast, signers=("partner",))
    assert not Signature.objects.exists()


def test_issuing_is_written_in_the_log(cast: Cast, elvebyen: Municipality) -> None:
    document = letter(cast)
    entry = Entry.objects.get(verb="documents.issued")
    assert (entry.object_id, entry.actor_name, entry.about_id) == (document.pk, "Kari Nygård", cast.gunnar.pk)


def test_seeding_again_adds_nothing_and_a_new_text_adds_a_version(cast: Cast, elvebyen: Municipality) -> None:
    assert seed_templates(elvebyen) == 0
    first = TemplateVersion.objects.get(template__kind="confidentiality", template__language="nb")
    TemplateVersion.objects.filter(pk=first.pk).update(body="Før.")
    assert seed_templates(elvebyen) == 1
    assert list(first.template.versions.values_list("number", flat=True)) == [2, 1]
    assert first.template.current.body.startswith("# Taushetserklæring")


def test_the_municipalitys_own_wording_is_never_replaced(cast: Cast, elvebyen: Municipality) -> None:
    template = Template.objects.get(kind="confidentiality", language="nb")
    TemplateVersion.objects.create(template=template, number=2, title="Vår", body="Vår.", from_house=False)
    assert seed_templates(elvebyen) == 0
    assert template.current.title == "Vår"


def test_the_neighbour_has_its_own_templates(cast: Cast) -> None:
    with cast.at("solrun"):
        assert TemplateVersion.objects.count() == len(texts())
        document = issue("welcome_letter", cast.torgeir, {}, by=cast.endre, workplace=cast.sjukeheimen)
        assert document.language == "nn"
    with cast.at("kari"):
        assert not Document.objects.exists()


def test_fields_may_come_nested(cast: Cast, elvebyen: Municipality) -> None:
    given = {"course": {"title": "Introduksjonskurs", "date": AT.date(), "place": "Rådhuset"}}
    document = issue("course_certificate", cast.gunnar, given, by=cast.kari, at=AT)
    assert "## Introduksjonskurs\n\nRådhuset, 27. november 2026" in document.text
    assert document.fields["course.date"] == "27. november 2026"


def test_nobody_signs_a_certificate_twice(cast: Cast, elvebyen: Municipality) -> None:
    given = {"course.title": "Introduksjonskurs", "course.leader_name": "Marit Haugland"}
    document = issue("course_certificate", cast.gunnar, given, by=cast.marit, at=AT)
    assert document.text.count("Marit Haugland") == 1
    assert "| {signature.course_leader} |\n| Marit Haugland |\n| nettverkskoordinator |" in document.text
