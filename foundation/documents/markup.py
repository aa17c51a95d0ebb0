"""A document's Markdown as clean HTML, for the page where it is read and for the paper."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import nh3
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from foundation.documents.merging import cells

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "breaks": True})
_MARKDOWN.enable("table").disable(["image", "code", "fence", "html_block"])
_TAGS = {
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "br",
    "strong",
    "em",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "hr",
}
_TAGS |= {"table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href"}, "th": {"scope"}, "ol": {"start"}}
_CLASSES = {"p": {"of", "check"}, "table": {"facts"}, "li": {"tick"}}
_PARTY = re.compile(r"^\{signature\.([a-z_]+)\}$")
_GUARDIAN = "{guardian.signature_block}"
_MONTHS = "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember"
_MONTHS += "|january|february|march|may|june|july|october|december"
_TOGETHER = (  # what a line break must not part
    (re.compile(rf"(\d\.?) ((?:{_MONTHS})\b)", re.IGNORECASE), "\\1\u00a0\\2"),
    (re.compile(r"\b(kl\.|nr\.|§) (\d)"), "\\1\u00a0\\2"),
    (re.compile(r"(?<=\d\d) (?=\d\d\b)"), "\u00a0"),
)
_LAST_WORD = re.compile(r"(?<=[^\s]{2}) (?=\S{1,10}$)")  # no word alone on the last line


@dataclass(frozen=True)
class Mark:
    """How one party has signed, in words; a line to write on until then."""

    text: str
    name: str = ""
    picture: str = ""  # address of a signature drawn by hand; decoration, since the name stands below


def to_html(text: str, marks: Mapping[str, Mark] | None = None, code: str = "", shift: int = 0) -> SafeString:
    """The whole text; with `marks` also its places for signatures. `shift` lowers the headings, for a page with an h1."""
    pieces = [
        _signatures(block, marks or {})
        if is_signs
        else _prose(block, code, shift, on_paper=marks is not None)
        for is_signs, block in _blocks(text)
        if marks is not None or not is_signs
    ]
    return mark_safe("\n".join(pieces))  # both kinds come from nh3 or format_html


def parties(text: str) -> list[str]:
    """Who the text has a place for, in the order of the paper."""
    found = re.findall(r"(?<!\\)\{signature\.([a-z_]+)\}", text)
    return found + (["guardian"] if _GUARDIAN in text else [])


def _blocks(text: str) -> Iterator[tuple[bool, str]]:
    """Runs of prose, and tables of signatures by themselves."""
    prose: list[str] = []
    for block in text.split("\n\n"):
        if block == _GUARDIAN or (block.startswith("|") and parties(block)):
            if prose:
                yield False, "\n\n".join(prose)
            yield True, block
            prose = []
        else:
            prose.append(block)
    if prose:
        yield False, "\n\n".join(prose)


def _prose(text: str, code: str, shift: int, on_paper: bool) -> str:
    tokens = _MARKDOWN.parse(text)
    if on_paper:
        _keep_together(tokens)
    _mark_paragraphs(tokens, code)
    _mark_ticks(tokens)
    tokens = _plain_facts(tokens)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + shift)}"
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes=_CLASSES,
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )


def _keep_together(tokens: list[Token]) -> None:
    for token in tokens:
        for child in token.children or []:
            if child.type == "text":
                for pattern, joined in _TOGETHER:
                    child.content = pattern.sub(joined, child.content)
        last = token.children[-1] if token.children else None
        if last and last.type == "text":
            last.content = _LAST_WORD.sub("\u00a0", last.content)


def _mark_paragraphs(tokens: list[Token], code: str) -> None:
    """`of`: the line under the title that is no sentence. `check`: where the code stands."""
    after_title = False
    for opening, inline in zip(tokens, tokens[1:], strict=False):
        if opening.type == "heading_close":
            after_title = opening.tag == "h1"
        if opening.type != "paragraph_open":
            continue
        words = "".join(child.content for child in inline.children or [])
        if code and code in words:
            opening.attrSet("class", "check")
        elif after_title and not words.endswith((".", "!", "?", ":")):
            opening.attrSet("class", "of")
        after_title = False


def _mark_ticks(tokens: list[Token]) -> None:
    for item, _paragraph, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type != "list_item_open" or inline.type != "inline":
            continue
        if inline.content.startswith("[ ] ") and inline.children:
            first = inline.children[0]
            first.content = first.content.removeprefix("[ ] ")
            item.attrSet("class", "tick")


def _plain_facts(tokens: list[Token]) -> list[Token]:
    """A table whose head is empty has its row heads in the first column: say so, and drop the head."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type != "table_open":
            kept.append(token)
            at += 1
            continue
        end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
        kept += _facts(tokens[at : end + 1])
        at = end + 1
    return kept


def _facts(table: list[Token]) -> list[Token]:
    for opening, inline, closing in zip(table, table[1:], table[2:], strict=False):
        opening.attrs.pop("style", None)
        if opening.type == "th_open":
            opening.attrSet("scope", "col")
            if not inline.content:
                opening.tag = closing.tag = "td"
    end = next(i for i, token in enumerate(table) if token.type == "thead_close")
    if any(token.content for token in table[:end] if token.type == "inline"):
        return table
    table[0].attrSet("class", "facts")
    body = table[end + 1 :]
    for row, opening, _inline, closing in zip(body, body[1:], body[2:], body[3:], strict=False):
        if row.type == "tr_open":
            opening.tag = closing.tag = "th"
            opening.attrSet("scope", "row")
    return [table[0], *body]


# Signatures: one block for each party, with a line to write on or the words of how it was signed.


def _signatures(block: str, marks: Mapping[str, Mark]) -> SafeString:
    if block == _GUARDIAN:
        mark = marks.get("guardian", Mark(""))
        columns = [(_("Guardian"), mark, [mark.name], True)]
    else:
        head, _rule, *rows = (cells(line) for line in block.split("\n"))
        columns = [_column(title, lines, marks) for title, *lines in zip(head, *rows, strict=True)]
    return format_html(
        '<div class="signs">{}</div>',
        format_html_join("", "{}", ((_sign(*column),) for column in columns)),
    )


def _column(title: str, lines: list[str], marks: Mapping[str, Mark]) -> tuple[str, Mark, list[str], bool]:
    party = next(match[1] for line in lines if (match := _PARTY.match(line)))
    words = [line for line in lines if line and not line.startswith("{")]
    return title, marks.get(party, Mark("")), words, "{signed_on}" in lines


def _sign(title: str, mark: Mark, lines: list[str], dated: bool) -> SafeString:
    name, *rest = lines
    return format_html(
        '<div class="sign">{}<div class="mark"{}>{}</div><p class="line"><strong>{}</strong>{}</p>{}</div>',
        format_html('<p class="party">{}</p>', _inline(title)) if title else "",
        format_html(' style="background-image: url({})"', mark.picture) if mark.picture else "",
        format_html("<p>{}</p>", mark.text) if mark.text else "",
        _inline(name),
        format_html_join("", "<br>{}", ((_inline(line),) for line in rest)),
        format_html('<p class="date">{}</p>', _("Date")) if dated and not mark.text else "",
    )


def _inline(markdown: str) -> SafeString:
    html = _MARKDOWN.renderInline(capfirst(markdown))
    return mark_safe(nh3.clean(html, tags={"strong", "em"}))
