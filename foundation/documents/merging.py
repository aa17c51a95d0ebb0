"""Merge fields: `{dotted.name}` in a Markdown text is replaced by what is known.

Not a template language: no loops, no conditions. A name nobody knows is an error. A known one without a value
takes its sentence, list item, table row or line away, and also the heading or lead-in that is left with nothing
under it. Values are plain text: what looks like Markdown in them is escaped.
"""

import re
from collections.abc import Iterator, Mapping

Value = str | list
LATER = "\0later"  # the field stays in the text and is filled when the page is drawn (signatures)

NAME = r"[a-z_]+(?:\.[a-z_]+)*"
FIELD = re.compile(rf"(?<!\\)\{{({NAME})\}}")
_PLACE = rf"(?<!\\)\{{{NAME}\}}"
_BETWEEN = r"(, | · | )"
_GROUP = re.compile(rf"{_PLACE}(?:{_BETWEEN}{_PLACE})+")
_PREFIX = re.compile(r"^(\s*(?:[-*] (?:\[ \] )?|\d+\. |> |#{1,6} )?)(.*)$", re.DOTALL)
_ABBREVIATION = "".join(rf"(?<!\b{word}\.)" for word in ("kl", "nr", "ca", "tlf", "avd", "eks", "osv"))
_SENTENCE = re.compile(rf"(?:(?<=[.!?]){_ABBREVIATION}(?<!\d\.)|(?<=[.!?]\*\*))\s+(?=[A-ZÆØÅ{{*«“(])")
_HEADING = re.compile(r"^(#{1,6}) ")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|&#~!])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)](?:\s|$)))", re.MULTILINE)


class UnknownField(ValueError):
    """A field that nobody knows; the message names it."""

    def __init__(self, names: set[str]) -> None:
        self.names = sorted(names)
        super().__init__("unknown field: " + ", ".join(f"{{{name}}}" for name in self.names))


class Markdown(str):
    """A value that already is Markdown, from the house's own texts, never from a person's keyboard."""


def fields_in(text: str) -> set[str]:
    return set(FIELD.findall(text))


def fill(text: str, values: Mapping[str, Value]) -> str:
    """The text with every field filled. Raises `UnknownField` for a field that `values` does not hold."""
    if unknown := {name for name in fields_in(text) if not _known(name, values)}:
        raise UnknownField(unknown)
    apart = re.sub(r"^(#{1,6} .*)$", r"\n\1\n", text.strip(), flags=re.MULTILINE)
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", apart) if block.strip()]
    return "\n\n".join(_without_leftovers([(block, _block(block, values)) for block in blocks]))


def fill_clause(text: str, values: Mapping[str, Value]) -> Markdown:
    """A clause is whole or absent: with one field empty, all of it goes."""
    if any(not values.get(name) for name in fields_in(text)):
        return Markdown("")
    return Markdown(fill(text, values))


def escape(value: str) -> str:
    """Plain text as Markdown that reads the same inside a line."""
    value = "".join(sign for sign in value.strip() if sign >= " " or sign == "\n")
    return _SPECIAL.sub(r"\\\1", re.sub(r"[ \t]*\n[ \t]*", "\n", value))


def at_line_start(text: str) -> str:
    """Also at the start of a line nothing becomes a list, a rule or a number."""
    return _LINE_START.sub(lambda m: m[1] + (f"{m[2]}\\" if m[2][0].isdigit() else f"\\{m[2]}"), text)


def _known(name: str, values: Mapping[str, Value]) -> bool:
    return name in values or isinstance(values.get(name.rpartition(".")[0]), list)


# A block: a heading, a paragraph, a list, a quotation or a table. "" when nothing is left of it.


def _block(block: str, values: Mapping[str, Value]) -> str:
    if not fields_in(block):
        return block
    if block.startswith("|"):
        return _table(block, values)
    kept = [filled for line in block.split("\n") if (filled := _line(line, values)) is not None]
    return _renumbered("\n".join(kept))


def _renumbered(block: str) -> str:
    numbers = iter(range(1, 1000))
    return re.sub(r"^\d+\. ", lambda match: f"{next(numbers)}. ", block, flags=re.MULTILINE)


def _line(line: str, values: Mapping[str, Value]) -> str | None:
    prefix, body = _PREFIX.match(line).groups()
    alone = FIELD.fullmatch(body)
    if alone and (value := values[alone[1]]) and value != LATER:
        return _whole(prefix, value)
    kept = [(sentence, _sentence(sentence, values)) for sentence in _SENTENCE.split(body)]
    kept = [(sentence, filled) for sentence, filled in kept if filled is not None]
    if not kept:
        return None
    joined = " ".join(filled for _, filled in kept)
    return prefix + (at_line_start(joined) if kept[0][0].startswith("{") else joined)


def _whole(prefix: str, value: Value) -> str:
    """A field that is alone on its line: a list becomes bullets, a long text keeps its paragraphs."""
    if isinstance(value, list):
        return "\n".join(f"{prefix or '- '}{at_line_start(escape(str(item)))}" for item in value)
    return prefix + (value if isinstance(value, Markdown) else at_line_start(escape(value)))


def _sentence(sentence: str, values: Mapping[str, Value]) -> str | None:
    """None when a field in it is empty. Fields with only a comma, dot or space between them count as one."""
    absent = [name for name in fields_in(_GROUP.sub("", sentence)) if not values[name]]
    groups = [[values[name] for name in FIELD.findall(group[0])] for group in _GROUP.finditer(sentence)]
    if absent or any(not any(group) for group in groups):
        return None
    shortened = _GROUP.sub(lambda group: _shortened(group[0], values), sentence)
    return FIELD.sub(lambda match: _inline(match[1], values), shortened)


def _shortened(group: str, values: Mapping[str, Value]) -> str:
    first, *rest = re.split(rf"{_BETWEEN}(?={_PLACE})", group)
    kept = [first] if values[first[1:-1]] else []
    for between, place in zip(rest[::2], rest[1::2], strict=True):
        if values[place[1:-1]]:
            kept += [between, place] if kept else [place]
    return "".join(kept)


def _inline(name: str, values: Mapping[str, Value]) -> str:
    value = values[name]
    if value == LATER:
        return f"{{{name}}}"
    if isinstance(value, list):
        value = ", ".join(str(item) for item in value)
    flat = re.sub(r"\s*\n\s*", " ", value)
    return flat if isinstance(value, Markdown) else escape(flat)


# Tables: a row goes when its fields are empty; a table of signatures goes column by column.


def _table(block: str, values: Mapping[str, Value]) -> str:
    head, rule, *rows = (cells(line) for line in block.split("\n"))
    if any(name.startswith("signature.") for name in fields_in(block)):
        return _signatures([head, *rows], values)
    filled = [
        row for template in rows for each in _repeated(template, values) if (row := _row(template, each))
    ]
    if not filled:
        return ""
    return "\n".join(map(line_of, [[_cell(cell, values) for cell in head], rule, *filled]))


def cells(line: str) -> list[str]:
    """The cells of a table line, without the outer pipes."""
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", inner)]


def line_of(row: list[str]) -> str:
    return "| " + " | ".join(row) + " |"


def _repeated(row: list[str], values: Mapping[str, Value]) -> Iterator[Mapping[str, Value]]:
    """One set of values, or one for each entry when the row's fields belong to a list (`{plan.day}`)."""
    names = fields_in(" ".join(row))
    lists = {name.rpartition(".")[0] for name in names if name not in values or not values[name]}
    for prefix in lists:
        if isinstance(entries := values.get(prefix), list):
            for entry in entries:
                yield {
                    **values,
                    **{
                        name: entry.get(name.rpartition(".")[2], "")
                        for name in names
                        if name.startswith(f"{prefix}.")
                    },
                }
            return
    yield values


def _row(template: list[str], values: Mapping[str, Value]) -> list[str]:
    row = [_cell(cell, values) for cell in template]
    told = [
        filled for cell, filled in list(zip(template, row, strict=True))[len(row) > 1 :] if fields_in(cell)
    ]
    return row if not told or any(told) else []


def _cell(cell: str, values: Mapping[str, Value]) -> str:
    return (_line(cell, values) or "").replace("\n", " ")


def _signatures(rows: list[list[str]], values: Mapping[str, Value]) -> str:
    """Columns whose person has no name are left out; within a column empty lines close up."""
    at = next(i for i, row in enumerate(rows) if "{signature." in "".join(row))
    columns = []
    for head, *lines in zip(*rows, strict=True):
        filled = [_cell(line, values) for line in lines]
        if filled[at]:  # the row under the signature holds the name
            columns.append([_cell(head, values), *filter(None, filled)])
    if not columns:
        return ""
    height = max(map(len, columns))
    head, *body = zip(*(column + [""] * (height - len(column)) for column in columns), strict=True)
    return "\n".join(map(line_of, [head, ["---"] * len(columns), *body]))


def _without_leftovers(blocks: list[tuple[str, str]]) -> list[str]:
    """Drops headings and lead-ins (“… her:”) under which something stood and nothing is left."""
    stays = [bool(filled) for _, filled in blocks]
    for at in reversed(range(len(blocks))):
        under = _under(at, [source for source, _ in blocks])
        if under and not any(stays[place] for place in under):
            stays[at] = False
    return [filled for stay, (_, filled) in zip(stays, blocks, strict=True) if stay]


def _under(at: int, sources: list[str]) -> range:
    """The blocks that a heading or a lead-in speaks for."""
    heading = _HEADING.match(sources[at])
    if not heading:
        return range(at + 1, min(at + 2, len(sources)) if sources[at].endswith(":") else at + 1)
    for place in range(at + 1, len(sources)):
        other = _HEADING.match(sources[place])
        if other and len(other[1]) <= len(heading[1]):
            return range(at + 1, place)
    return range(at + 1, len(sources))
