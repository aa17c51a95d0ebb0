"""What the templates may not hold: script or style of their own, other hosts, text that no translator has seen."""

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOMS, ROOT, templates

#: Words that are the same in every language.
NAMES = {"Samspill"}

COMMENT = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|<!--.*?-->", re.S)
SIZE = re.compile(r"\{%\s*block size\s*%\}\w+\{%\s*endblock[^%]*%\}")  # a word for the style sheet
MARKED = re.compile(r"\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}", re.S)
TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
DATA = re.compile(r"<(script|style|svg)\b.*?</\1>", re.S)
ELEMENT = re.compile(r"<[a-zA-Z/!](?:\"[^\"]*\"|'[^']*'|[^>\"'])*>", re.S)
SPOKEN = re.compile(r'\s(?:aria-label|aria-description|alt|title|placeholder|label)="([^"]*)"')
LETTERS = re.compile(r"[^\W\d_]{2,}")

INLINE = {
    "a script of its own": re.compile(r"<script(?![^>]*\b(?:src|type=\"application/json\"))[^>]*>"),
    "a style element": re.compile(r"<style\b"),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*="),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "hx-on": re.compile(r"\bhx-on\b"),
    "js: in htmx": re.compile(r"\bhx-[a-z]+=[\"']?\s*(?:js|javascript):"),
    "javascript:": re.compile(r"=[\"']\s*javascript:"),
}
#: The namespaces of SVG and XLink are names, not addresses.
NAMESPACE = re.compile(r"https?://www\.w3\.org/\S+")
FETCHED = re.compile(
    r"(?:src|href|action|srcset|poster|data|hx-\w+)=[\"']?(?:https?:)?//|url\(\s*[\"']?(?:https?:)?//"
)
LINK = re.compile(r"<a\s[^>]*>", re.S)


def sayings(source: str) -> list[str]:
    """Texts that reach a reader without having passed a translator."""
    text = DATA.sub(" ", MARKED.sub(" ", SIZE.sub(" ", COMMENT.sub(" ", source))))
    plain = TAG.sub(" ", text)
    said = [*SPOKEN.findall(plain), *ELEMENT.sub("\n", plain).split("\n")]
    said = [re.sub(r"&\w+;", " ", one).strip() for one in said]
    return [one for one in said if set(LETTERS.findall(one)) - NAMES]


def inline(source: str) -> list[str]:
    plain = TAG.sub("", COMMENT.sub("", source))
    return [what for what, found in INLINE.items() if found.search(plain)]


def hosts(source: str) -> list[str]:
    """Addresses of other hosts that a browser would fetch by itself; a link that a person follows is none."""
    return FETCHED.findall(LINK.sub("", NAMESPACE.sub("", source)))


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def own(*suffixes: str) -> list[Path]:
    folders = [ROOT / "static", ROOT / "templates", *(ROOT / room for room in ROOMS)]
    found = (path for folder in folders for path in folder.rglob("*") if path.suffix in suffixes)
    return sorted(path for path in found if "vendor" not in path.parts)


def served() -> list[Path]:
    """Papers are drawn by WeasyPrint and never seen by a browser."""
    papers = ROOT / "templates" / "documents" / "print"
    return [path for path in templates() if path.suffix == ".html" and not path.is_relative_to(papers)]


@pytest.mark.parametrize("path", served(), ids=named)
def test_a_template_has_no_script_or_style_of_its_own(path: Path) -> None:
    assert inline(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", templates(), ids=named)
def test_every_text_of_a_template_is_marked_for_translation(path: Path) -> None:
    assert sayings(path.read_text(encoding="utf-8")) == [], (
        "use {% translate %} or {% blocktranslate trimmed %}"
    )


@pytest.mark.parametrize("path", own(".html", ".css", ".js", ".svg", ".webmanifest"), ids=named)
def test_nothing_is_fetched_from_another_host(path: Path) -> None:
    assert hosts(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", ["package-lock.json", "requirements.txt", "requirements-dev.txt"])
def test_a_lock_file_names_no_host(name: str) -> None:
    assert "://" not in (ROOT / name).read_text(encoding="utf-8")


FAULTS = {
    "<script>alert(1)</script>": "a script of its own",
    "<style>p {}</style>": "a style element",
    '<p class="x" style="color: red">': "a style attribute",
    '<button onclick="go()">': "an event attribute",
    '<p hx-on:click="go()">': "hx-on",
    "<p hx-vals='js:{a: 1}'>": "js: in htmx",
    '<a href="javascript:go()">': "javascript:",
}


@pytest.mark.parametrize("source", FAULTS)
def test_each_inline_fault_is_seen(source: str) -> None:
    assert inline(source) == [FAULTS[source]]


@pytest.mark.parametrize(
    "source",
    [
        '<script src="/a.js" defer></script>',
        '<script type="application/json">{}</script>',
        '<meta name="htmx-config" content="{}">',
        '{# <p style="x"> #}<p data-on="x">',
    ],
)
def test_what_is_sound_is_no_inline_fault(source: str) -> None:
    assert inline(source) == []


def test_unmarked_text_is_seen_and_marked_text_is_not() -> None:
    assert sayings("<h1>Velkommen</h1>") == ["Velkommen"]
    assert sayings('<button aria-label="Lukk">{% icon "x" %}</button>') == ["Lukk"]
    assert sayings('<p>{% translate "Hello" %} · {{ name }}</p>') == []
    assert sayings("{% blocktranslate trimmed with x=y %}Hello {{ x }}{% endblocktranslate %}") == []
    assert sayings('<p title="{% translate "Close" %}">&nbsp;Samspill</p>{# a word #}') == []


def test_an_address_that_is_fetched_is_seen_and_a_link_is_not() -> None:
    assert hosts('<img src="https://example.org/a.png">')
    assert hosts('<link rel="stylesheet" href="//example.org/a.css">')
    assert hosts("p { background: url(https://example.org/a.png) }")
    assert not hosts('<a href="https://www.datatilsynet.no/">x</a><svg xmlns="http://www.w3.org/2000/svg">')
