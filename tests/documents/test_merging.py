"""The merge engine: what is filled, what disappears, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from foundation.documents.merging import LATER, Markdown, UnknownField, escape, fill, fill_clause


def test_a_field_is_filled() -> None:
    assert fill("Hei, {volunteer.first_name}.", {"volunteer.first_name": "Åse"}) == "Hei, Åse."


def test_an_unknown_field_is_refused_by_name() -> None:
    with pytest.raises(UnknownField, match=r"\{volunteer\.shoe_size\}"):
        fill("{volunteer.name} {volunteer.shoe_size}", {"volunteer.name": "Åse"})


def test_a_sentence_goes_with_its_empty_field_and_the_rest_stays() -> None:
    text = "Kontakten er **{a}**, telefon {b}. Er {a} borte, svarer {c}, telefon {d}. Haster det, spør du en ansatt."
    values = {"a": "Kari", "b": "00 00 00 13", "c": "", "d": ""}
    assert fill(text, values) == "Kontakten er **Kari**, telefon 00 00 00 13. Haster det, spør du en ansatt."


def test_a_line_goes_with_its_empty_field() -> None:
    assert fill("**Når:** {a}\n**Hvem:** {b}", {"a": "kl. 14", "b": ""}) == "**Når:** kl. 14"


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    assert fill("Den {a} kl. {b} her. Velkommen.", {"a": "26. november", "b": ""}) == "Velkommen."


def test_a_list_item_goes_and_the_numbers_close_up() -> None:
    text = "1. {a}: ring\n2. {b}: ring\n3. {c}: ring"
    assert fill(text, {"a": "", "b": "Kari", "c": "Marit"}) == "1. Kari: ring\n2. Marit: ring"


def test_a_table_row_goes_with_its_empty_field() -> None:
    text = "| | |\n|---|---|\n| Oppgaver | {a} |\n| Kurs | {b} |"
    assert fill(text, {"a": "Sjakk", "b": ""}) == "|  |  |\n| --- | --- |\n| Oppgaver | Sjakk |".replace(
        "---", "---"
    )


def test_a_table_without_rows_goes_with_its_heading() -> None:
    text = "# Attest\n\n## Kurs\n\n| | |\n|---|---|\n| Kurs | {a} |\n\n## Takk\n\nTakk."
    assert fill(text, {"a": ""}) == "# Attest\n\n## Takk\n\nTakk."


def test_neighbouring_fields_lose_only_the_empty_one() -> None:
    text = "| Sted | {a}, {b} |"
    head = "| | |\n|---|---|\n"
    assert fill(head + text, {"a": "Solsiden", "b": ""}).endswith("| Sted | Solsiden |")
    assert fill(head + text, {"a": "", "b": "Avdeling 2"}).endswith("| Sted | Avdeling 2 |")
    assert fill(head + text, {"a": "", "b": ""}) == ""


def test_a_lead_in_goes_with_what_it_led_to() -> None:
    assert fill("Det jeg ønsker:\n\n> {a}\n\nTakk.", {"a": ""}) == "Takk."


def test_a_heading_of_higher_rank_keeps_what_stands_in_its_sections() -> None:
    text = "# En\n\n## To\n\n{a}\n\n## Tre\n\nTekst."
    assert fill(text, {"a": ""}) == "# En\n\n## Tre\n\nTekst."


def test_a_row_repeats_for_each_entry() -> None:
    text = "| Dag | Hva |\n|---|---|\n| {plan.day} | {plan.activity} |"
    plan = [{"day": "mandag", "activity": "Sjakk"}, {"day": "tirsdag", "activity": "Sang"}]
    assert fill(text, {"plan": plan}).splitlines()[2:] == ["| mandag | Sjakk |", "| tirsdag | Sang |"]
    assert fill(text, {"plan": []}) == ""


def test_a_list_alone_becomes_bullets_and_in_a_sentence_words() -> None:
    values = {"tasks": ["stell", "medisin"]}
    assert fill("{tasks}", values) == "- stell\n- medisin"
    assert fill("- [ ] Aldri: {tasks}", values) == "- [ ] Aldri: stell, medisin"


def test_a_long_text_keeps_its_paragraphs() -> None:
    assert fill("{note}", {"note": "Takk.\r\n\r\nVi ses."}) == "Takk.\n\nVi ses."


def test_a_clause_is_whole_or_absent() -> None:
    clause = "Vi er forsikret ({insurance.name}). Den gjelder her."
    assert fill_clause(clause, {"insurance.name": ""}) == ""
    filled = fill_clause(clause, {"insurance.name": "Gjensam"})
    text = "## Forsikring\n\n{clause.insurance}"
    assert fill(text, {"clause.insurance": filled}).endswith("Vi er forsikret (Gjensam). Den gjelder her.")
    assert fill(text, {"clause.insurance": Markdown("")}) == ""


def test_signatures_stay_for_later_and_a_column_without_a_name_goes() -> None:
    text = "| | |\n|---|---|\n| {signature.contact} | {signature.leader} |\n| {a} | {b} |\n| {c}, {d} | Leder, {d} |"
    values = {
        "signature.contact": LATER,
        "signature.leader": LATER,
        "a": "Kari",
        "b": "",
        "c": "kontakt",
        "d": "Sol",
    }
    assert fill(text, values).splitlines()[2:] == ["| {signature.contact} |", "| Kari |", "| kontakt, Sol |"]
    assert len(fill(text, values | {"b": "Berit"}).splitlines()) == 5


def test_markdown_in_a_value_is_only_text() -> None:
    value = "**Stor** <b>x</b> [her](http://x.example) {volunteer.name} | 1. `k` # nei"
    filled = fill("{note}", {"note": value})
    assert MarkdownIt().render(filled) == (
        "<p>**Stor** &lt;b&gt;x&lt;/b&gt; [her](http://x.example) {volunteer.name} | 1. `k` # nei</p>\n"
    )


@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"])
        | st.just(" "),
        max_size=60,
    )
)
def test_every_value_reads_the_same_after_markdown(value: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse("x " + escape(value))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    text = "".join(child.content for child in tokens[1].children)
    assert text == ("x " + value.strip()).strip()


@pytest.mark.parametrize(
    "value", ["- a", "+ a", "1. a", "1) a", "=== a", "> a", "# a", "| a | b |", "--- ", "12. mai"]
)
def test_a_value_at_the_start_of_a_line_makes_no_list_heading_or_rule(value: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(fill("{a}", {"a": value}))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
