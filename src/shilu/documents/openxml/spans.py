"""XML whose elements know the bytes they stand in, so that a change leaves every other byte as it was."""

import re
from collections.abc import Iterator
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import unescape

_START_TAG: Final = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")
_NAME: Final = re.compile(rb"</?((?:[^\s/>:]+:)?)([^\s/>]+)")
_DECLARATION: Final = re.compile(r"\A<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"'][^>]*\?>")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_DEEPEST: Final = 200  # elements within each other; Word and Excel stay far below
_DROPPED: Final = {
    code: None for code in (*range(0x20), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)) if code not in {9, 10, 13}
}


class Unreadable(Exception):  # noqa: N818 - says what went wrong
    """A part is no XML, is nested without end, or declares a document type of its own."""


class Node:
    """An element: the bytes from ``start`` to ``end``, with its content from ``opened`` to ``closing``.

    ``space`` is its namespace, ``prefix`` what stands before its name in the file, with the colon. ``attributes`` has those
    without a namespace by name and the others as ``{namespace}name``. ``text`` is what stands directly in it.
    """

    __slots__ = ("attributes", "children", "closing", "end", "name", "opened", "prefix", "space", "start", "text")

    def __init__(self, name: str, space: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.space = space
        self.attributes = attributes
        self.prefix = b""
        self.children: list[Node] = []
        self.text = ""
        self.start = self.opened = self.closing = self.end = 0

    @property
    def closed(self) -> bool:
        """Whether it is written as one tag, without room for content."""
        return self.end == self.opened

    def child(self, name: str) -> "Node | None":
        """The first element of that local name directly below."""
        return next((one for one in self.children if one.name == name), None)

    def every(self, name: str) -> Iterator["Node"]:
        """Elements of that local name anywhere below, in order."""
        for one in self.children:
            if one.name == name:
                yield one
            yield from one.every(name)

    def all(self) -> Iterator["Node"]:
        """Itself and everything below."""
        yield self
        for one in self.children:
            yield from one.all()


def as_utf8(data: bytes) -> bytes:
    """The same XML in UTF-8, which is what it is already in nearly every file."""
    coding = _coding(data)
    if coding in {"utf-8", "utf8"}:
        return data
    try:
        text = data.decode(coding)
    except (LookupError, UnicodeDecodeError) as fault:
        raise Unreadable(str(fault)) from fault
    return _DECLARATION.sub('<?xml version="1.0" encoding="UTF-8" standalone="yes"?>', text).encode()


def _coding(data: bytes) -> str:
    """How a part's letters are kept: by its first bytes, else as it says itself."""
    if data.startswith(_UTF16):
        return "utf-16" if data[:2] in _UTF16[:2] else "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"
    found = _DECLARATION.match(data[:200].removeprefix(b"\xef\xbb\xbf").decode("latin-1"))
    return found[1].lower() if found else "utf-8"


def parsed(data: bytes) -> Node:
    """The root of an XML part in UTF-8; raises Unreadable."""
    reader = _Reader(data)
    reader.read()
    return reader.root


class _Reader:
    """One pass of expat, which knows the byte that each tag begins at."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._open: list[Node] = []
        self._texts: list[list[str]] = []
        self.root = Node("", "", {})
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self) -> None:
        try:
            self._parser.Parse(self._data, True)
        except expat.ExpatError as fault:
            raise Unreadable(str(fault)) from fault

    def _doctype(self, *_about: object) -> None:
        raise Unreadable("document type")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        start = self._parser.CurrentByteIndex
        space, _blank, local = name.rpartition(" ")
        node = Node(local, space, {_attribute(key): value for key, value in attributes.items()})
        tag = _START_TAG.match(self._data, start)
        named = _NAME.match(self._data, start)
        if tag is None or named is None or len(self._open) > _DEEPEST:
            raise Unreadable(name)
        node.start, node.opened, node.prefix = start, tag.end(), named[1]
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)
        self._texts.append([])

    def _end(self, _name: str) -> None:
        node = self._open.pop()
        node.text = "".join(self._texts.pop())
        if self._data[node.opened - 2 : node.opened] == b"/>":
            node.closing = node.end = node.opened
        else:
            node.closing = self._parser.CurrentByteIndex
            node.end = self._data.index(b">", node.closing) + 1

    def _characters(self, text: str) -> None:
        self._texts[-1].append(text)


def _attribute(key: str) -> str:
    space, _blank, local = key.rpartition(" ")
    return f"{{{space}}}{local}" if space else local


class Edits:
    """Changes to one part, each of its own bytes; what is put at one place keeps the order in which it was said."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._changes: list[tuple[int, int, bytes]] = []

    def __bool__(self) -> bool:
        return bool(self._changes)

    def replace(self, start: int, end: int, put: bytes | str) -> None:
        """Put other bytes in the place of those from ``start`` to ``end``."""
        self._changes.append((start, end, put.encode() if isinstance(put, str) else put))

    def insert(self, at: int, put: bytes | str) -> None:
        """Put bytes before the byte ``at``."""
        self.replace(at, at, put)

    def remove(self, node: Node) -> None:
        """Take an element out."""
        self.replace(node.start, node.end, b"")

    def append(self, node: Node, put: bytes | str) -> None:
        """Put markup at the end of an element's content; two such to an element that is one tag are not possible."""
        put = put.encode() if isinstance(put, str) else put
        if node.closed:
            self.replace(node.opened - 2, node.opened, b">" + put + b"</" + qualified(node) + b">")
        else:
            self.insert(node.closing, put)

    def set_content(self, node: Node, put: bytes | str) -> None:
        """Put other markup in the place of an element's content."""
        if node.closed:
            self.append(node, put)
        else:
            self.replace(node.opened, node.closing, put)

    def set_attribute(self, node: Node, name: str, value: str | None) -> None:
        """Give an attribute that has no namespace another value, add it, or take it away (None)."""
        tag = self.data[node.start : node.opened]
        found = re.search(rb"\s" + re.escape(name.encode()) + rb"\s*=\s*(\"[^\"]*\"|'[^']*')", tag)
        if found is None:
            if value is not None:
                end = node.opened - (2 if tag.endswith(b"/>") else 1)
                self.insert(end, f' {name}="{attribute_text(value)}"')
        elif value is None:
            self.replace(node.start + found.start(), node.start + found.end(), b"")
        else:
            self.replace(node.start + found.start(1), node.start + found.end(1), f'"{attribute_text(value)}"')

    def applied(self) -> bytes:
        """The part with all changes."""
        done = bytearray()
        at = 0
        for start, end, put in sorted(self._changes, key=lambda one: (one[0], one[1])):
            if start < at:
                raise ValueError(f"two changes of one place: {self.data[start:at]!r}")
            done += self.data[at:start]
            done += put
            at = end
        done += self.data[at:]
        return bytes(done)


def qualified(node: Node) -> bytes:
    """The element's name as the file writes it, with its prefix."""
    return node.prefix + node.name.encode()


def markup_text(text: str) -> str:
    """Text as the content of an element; what XML cannot hold is dropped."""
    return (
        text.translate(_DROPPED).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    )


def attribute_text(text: str) -> str:
    """Text as the value of an attribute in double quotes."""
    return markup_text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def plain_text(markup: str) -> str:
    """The text behind what ``markup_text`` or ``attribute_text`` wrote."""
    return unescape(markup, {"&quot;": '"', "&#10;": "\n", "&#9;": "\t", "&#13;": "\r"})
