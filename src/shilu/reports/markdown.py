"""Markdown text with markers of bound numbers, read into the inner document."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from shilu.lib.errors import Refused
from shilu.reports.document import (
    Attachment,
    Block,
    Bound,
    Chart,
    Document,
    FrontMatter,
    Heading,
    ListItem,
    Paragraph,
    Run,
    Runs,
    Side,
    Table,
    Text,
)
from shilu.reports.numbering import mark_of, next_counts, without_mark

OPENS, CLOSES = "\ue000", "\ue001"
DASH_MARK = "——"
NO_COUNTS = (0, 0, 0, 0)

_MARKER = re.compile(f"{OPENS}([^{OPENS}{CLOSES}]*){CLOSES}")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")
_STRAY = re.compile(f"[{OPENS}{CLOSES}]")
_ATTACHMENT = re.compile(r"附\s*件\s*(\d*)\s*[：:．.、]?\s*(.*)")
_CAPTION = re.compile(r"表\s*\d*\s*[：:]\s*(.+)")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—" + OPENS + CLOSES + "]")
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table").disable(["code", "html_block", "html_inline"])
_SIDES: Mapping[str, Side] = {"left": "left", "right": "right", "center": "centre"}


def marker(binding_id: str) -> str:
    """What stands in Markdown text for the bound number, record, table or chart ``binding_id``."""
    return f"{OPENS}{binding_id}{CLOSES}"


def literal(words: str) -> str:
    """``words`` as Markdown that prints them as they stand."""
    return _SPECIAL.sub(r"\\\1", words)


def to_document(markdown: str, bindings: Mapping[str, Bound], front: FrontMatter) -> Document:
    """The document that ``markdown`` writes.

    ``#`` is the title (the settings' title where there is none), ``##`` to ``#####`` are headings, counted by the
    program; a table is followed or preceded by nothing special, a paragraph ``表：caption`` directly above it is its
    caption. A thematic break, or a heading 附件, opens an attachment. Refused names the line of a marker that nothing
    is bound to.
    """
    parts = _parts(tuple(_blocks(SyntaxTreeNode(_PARSER.parse(markdown)).children, bindings)))
    attachments = [_Part(part.title, _counted(part.blocks)) for part in parts[1:]]
    return Document(
        title=parts[0].title or front.title,
        front=front,
        blocks=_counted(parts[0].blocks),
        attachments=tuple(
            Attachment(number if len(attachments) > 1 else 0, part.title, part.blocks)
            for number, part in enumerate(attachments, start=1)
        ),
    )


@dataclass(frozen=True, slots=True)
class _Title:
    text: str


@dataclass(frozen=True, slots=True)
class _Opening:
    title: str


@dataclass(frozen=True, slots=True)
class _Part:
    title: str = ""
    blocks: tuple[Block, ...] = field(default_factory=tuple)


def _parts(blocks: Sequence[Block | _Title | _Opening]) -> list[_Part]:
    """The paper itself and then each attachment."""
    parts = [_Part()]
    for block in blocks:
        last = parts[-1]
        if isinstance(block, _Opening):
            parts.append(_Part(block.title))
        elif not isinstance(block, _Title):
            parts[-1] = replace(last, blocks=(*last.blocks, block))
        elif not last.title:
            parts[-1] = replace(last, title=block.text)
        else:
            parts[-1] = replace(last, blocks=(*last.blocks, Heading(1, "", (Text(block.text),))))
    return [parts[0], *(part for part in parts[1:] if part.title or part.blocks)]


def _counted(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    counts: tuple[int, ...] = NO_COUNTS
    done: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            counts = next_counts(counts, block.level)
            done.append(replace(block, number=mark_of(block.level, counts[block.level - 1])))
        else:
            done.append(block)
    return tuple(done)


def _blocks(
    nodes: Sequence[SyntaxTreeNode], bindings: Mapping[str, Bound], lists: tuple[int | None, ...] = ()
) -> Iterator[Block | _Title | _Opening]:
    """The blocks in order; headings are not counted yet, ``lists`` counts the items of the lists around."""
    caption = ""
    for node, after in zip(nodes, [*nodes[1:], None], strict=True):
        if node.type == "table":
            yield _table(node, bindings, caption)
            caption = ""
        elif node.type == "paragraph" and (alone := _alone(_inline(node), bindings)):
            yield from alone
        elif node.type == "paragraph":
            runs = _runs(_inline(node), bindings)
            named = _CAPTION.fullmatch(_shown(runs)) if after is not None and after.type == "table" else None
            if named:
                caption = named.group(1)
            elif lists and node.previous_sibling is None:
                yield ListItem(_item_mark(lists), runs)
            else:
                yield Paragraph(runs)
        else:
            yield from _other(node, bindings, lists)


def _other(
    node: SyntaxTreeNode, bindings: Mapping[str, Bound], lists: tuple[int | None, ...]
) -> Iterator[Block | _Title | _Opening]:
    if node.type == "heading":
        yield _heading(int(node.tag[1]), _runs(_inline(node), bindings))
    elif node.type == "hr":
        yield _Opening("")
    elif node.type == "fence":
        yield from (Paragraph((Text(line.strip()),)) for line in node.content.splitlines() if line.strip())
    elif node.type in {"bullet_list", "ordered_list"}:
        first = int(node.attrs.get("start", 1))
        for at, item in enumerate(node.children):
            count = first + at if node.type == "ordered_list" else None
            yield from _blocks(item.children, bindings, (*lists, count))
    else:
        yield from _blocks(node.children, bindings, lists)


def _inline(node: SyntaxTreeNode) -> Token:
    token = node.children[0].token
    assert token is not None  # noqa: S101 - markdown-it puts one inline token into each paragraph, heading and cell
    return token


def _item_mark(lists: tuple[int | None, ...]) -> str:
    number = lists[-1]
    if number is None:
        return DASH_MARK
    depth = sum(count is not None for count in lists)
    return mark_of(min(2 + depth, 4), number)


def _heading(level: int, runs: Runs) -> Block | _Title | _Opening:
    opening = _ATTACHMENT.fullmatch(_shown(runs))
    if opening:
        return _Opening(opening.group(2).strip())
    if level == 1:
        return _Title(_shown(runs))
    depth = min(level - 1, 4)
    if isinstance(runs[0], Text):
        runs = (replace(runs[0], text=without_mark(depth, runs[0].text)), *runs[1:])
    return Heading(depth, "", tuple(run for run in runs if run.shown))


def _shown(runs: Runs) -> str:
    return "".join(run.shown for run in runs)


def _alone(token: Token, bindings: Mapping[str, Bound]) -> tuple[Block, ...]:
    """The tables and charts of a paragraph that holds nothing but their markers."""
    ids = _MARKER.findall(token.content)
    if not ids or _MARKER.sub("", token.content).strip():
        return ()
    found = [_bound(one, bindings, token) for one in ids]
    blocks = tuple(one for one in found if isinstance(one, Table | Chart))
    return blocks if len(blocks) == len(found) else ()


def _bound(binding_id: str, bindings: Mapping[str, Bound], token: Token) -> Bound:
    bound = bindings.get(binding_id)
    if bound is None:
        raise _stray(token)
    return bound


def _stray(token: Token) -> Refused:
    line = token.map[0] + 1 if token.map else 1
    return Refused(
        _("Line %(line)s of the template holds a sign that Shilu keeps for bound numbers; delete it.") % {"line": line}
    )


def _runs(token: Token, bindings: Mapping[str, Bound]) -> Runs:
    """The runs of one inline token: words, numbers, records; emphasis becomes bold, links their words."""
    runs: list[Run] = []
    bold = 0
    for child in token.children or ():
        if child.type == "strong_open":
            bold += 1
        elif child.type == "strong_close":
            bold -= 1
        elif child.type == "hardbreak":
            runs.append(Text("\n"))
        elif child.type == "softbreak":
            runs.append(Text("\n\n"))
        elif child.content:
            runs.extend(_split(child.content, bindings, token, bold=bold > 0))
    if runs and isinstance(runs[0], Text):
        runs[0] = replace(runs[0], text=runs[0].text.lstrip("\u3000 "))
    return _joined(runs)


def _split(content: str, bindings: Mapping[str, Bound], token: Token, *, bold: bool) -> Iterator[Run]:
    done = 0
    for found in _MARKER.finditer(content):
        if found.start() > done:
            yield Text(_clear(content[done : found.start()], token), bold)
        bound = _bound(found.group(1), bindings, token)
        if isinstance(bound, Table | Chart):
            raise Refused(
                _(
                    "Line %(line)s of the template: a table or a chart stands in a paragraph of its own, with empty lines around it."
                )
                % {"line": token.map[0] + 1 if token.map else 1}
            )
        yield replace(bound, bold=True) if bold else bound
        done = found.end()
    if done < len(content):
        yield Text(_clear(content[done:], token), bold)


def _clear(words: str, token: Token) -> str:
    if _STRAY.search(words):
        raise _stray(token)
    return words


def _joined(runs: list[Run]) -> Runs:
    """Neighbouring words as one run; a line that was broken in the source goes on, with a blank only between Latin words."""
    done: list[Run] = []
    for at, run in enumerate(runs):
        if isinstance(run, Text) and run.text == "\n\n":
            before = done[-1].shown[-1:] if done else ""
            after = runs[at + 1].shown[:1] if at + 1 < len(runs) else ""
            if not before or not after or _WIDE.match(before) or _WIDE.match(after):
                continue
            run = Text(" ")  # noqa: PLW2901 - a soft break is a blank from here on
        last = done[-1] if done else None
        if isinstance(run, Text) and isinstance(last, Text) and last.bold == run.bold:
            done[-1] = Text(last.text + run.text, run.bold)
        else:
            done.append(run)
    return tuple(done) or (Text(""),)


def _table(node: SyntaxTreeNode, bindings: Mapping[str, Bound], caption: str) -> Table:
    rows = [row for part in node.children for row in part.children]
    read = [tuple(_cell(cell, bindings) for cell in row.children) for row in rows]
    styles = [str(cell.attrs.get("style", "")).removeprefix("text-align:") for cell in rows[0].children]
    sides = tuple(_SIDES.get(style, "centre") for style in styles) if any(styles) else ()
    return Table(tuple(read[:1]), tuple(read[1:]), caption=caption, sides=sides)


def _cell(node: SyntaxTreeNode, bindings: Mapping[str, Bound]) -> Runs:
    return tuple(run for run in _runs(_inline(node), bindings) if run.shown)
