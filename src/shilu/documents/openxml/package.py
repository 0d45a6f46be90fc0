"""The zip that an Excel or Word file is: its parts in order, how they point at each other, and the same with a few parts changed."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from posixpath import normpath, relpath
from typing import Final, Self

from django.utils.translation import gettext as _

from shilu.documents.border import BROKEN, damaged
from shilu.documents.openxml.spans import Edits, Node, Unreadable, as_utf8, attribute_text, parsed
from shilu.lib.errors import Refused

HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MOST_BYTES: Final = 8 * 2**20  # of one part, unpacked: about 250,000 cells, which take seconds and 400 MB
_TYPES: Final = "[Content_Types].xml"
_TYPES_SPACE: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS_SPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Link:
    """A relation of one part: ``target`` is the part that it points at, "" where that lies outside the file."""

    id: str
    sort: str
    target: str


@dataclass(frozen=True)
class Package:
    """The parts by name in the order of the zip; ``name`` is the file's, for refusals. A change gives a new package."""

    name: str
    parts: Mapping[str, bytes] = field(repr=False)
    entries: Mapping[str, zipfile.ZipInfo] = field(repr=False)

    @classmethod
    def read(cls, content: bytes, *, name: str) -> Self:
        """The package of a file's bytes; Refused where the zip is damaged."""
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                entries = {entry.filename: entry for entry in archive.infolist()}
                return cls(name, {part: archive.read(entry) for part, entry in entries.items()}, entries)
        except BROKEN as fault:
            raise damaged(name) from fault

    def opened(self, part: str) -> tuple[Node, Edits]:
        """The root of a part and its edits, which go by the root's places.

        Refused where the part is missing, no XML, or too large to be taken apart tag by tag.
        """
        if len(self.parts.get(part, b"")) > MOST_BYTES:
            told = {"file": self.name, "most": MOST_BYTES // 2**20}
            raise Refused(_("%(file)s holds more than %(most)d MB in one sheet; hand in the form alone.") % told)
        try:
            data = as_utf8(self.parts[part])
            return parsed(data), Edits(data)
        except (KeyError, Unreadable) as fault:
            raise damaged(self.name) from fault

    def xml(self, part: str) -> Node:
        """The root of a part that is only read."""
        return self.opened(part)[0]

    def with_part(self, part: str, data: bytes) -> Self:
        """The package with a part changed, or added at the end."""
        return replace(self, parts={**self.parts, part: data})

    def edited(self, part: str, edits: Edits) -> Self:
        """The package with the edits of a part, which stays byte for byte where there are none."""
        return self.with_part(part, edits.applied()) if edits else self

    def without(self, part: str) -> Self:
        """The package without a part, what declares its type, and the relations that point at it."""
        package = replace(self, parts={name: data for name, data in self.parts.items() if name != part})
        pointing = {name: owner for name in package.parts if (owner := _owner(name)) is not None}
        for name in (_TYPES, *pointing):
            root, edits = package.opened(name)
            for node in root.children:
                named = node.attributes.get("PartName", "").lstrip("/")
                if (self._target(pointing[name], node) if name in pointing else named) == part:
                    edits.remove(node)
            package = package.edited(name, edits)
        return package

    def links(self, part: str) -> tuple[Link, ...]:
        """The relations of a part, in order; ``part`` is "" for the file itself."""
        if (links := _links_part(part)) not in self.parts:
            return ()
        return tuple(
            Link(
                node.attributes.get("Id", ""),
                node.attributes.get("Type", "").rpartition("/")[2],
                self._target(part, node),
            )
            for node in self.xml(links).children
            if node.name == "Relationship"
        )

    def _target(self, part: str, link: Node) -> str:
        """The part that a relation points at, by the name that the zip has; some programs differ in capitals."""
        if link.attributes.get("TargetMode") == "External":
            return ""
        target = link.attributes.get("Target", "")
        name = normpath(target.lstrip("/") if target.startswith("/") else str(PurePosixPath(part).parent / target))
        if name in self.parts:
            return name
        return next((one for one in self.parts if one.casefold() == name.casefold()), name)

    def linked(self, part: str, sort: str) -> tuple[str, ...]:
        """The parts that ``part`` points at by relations of one sort (``comments``, ``drawing``)."""
        return tuple(link.target for link in self.links(part) if link.sort == sort and link.target in self.parts)

    def with_link(self, part: str, *, to: str, sort: str) -> tuple[Self, str]:
        """The package with a relation from one part to another, and the relation's id."""
        links = _links_part(part)
        package = self
        if links not in self.parts:
            package = self.with_part(links, f'{HEAD}<Relationships xmlns="{_LINKS_SPACE}"></Relationships>'.encode())
        root, edits = package.opened(links)
        taken = {node.attributes.get("Id") for node in root.children}
        key = next(key for number in range(1, len(taken) + 2) if (key := f"rId{number}") not in taken)
        target = attribute_text(relpath(to, str(PurePosixPath(part).parent)))
        space = _own_space(root, _LINKS_SPACE)
        edits.append(root, f'<Relationship{space} Id="{key}" Type="{_OFFICE}{sort}" Target="{target}"/>')
        return package.edited(links, edits), key

    def with_type(self, part: str, sort: str) -> Self:
        """The package that declares what a part is."""
        root, edits = self.opened(_TYPES)
        if not any(node.attributes.get("PartName", "").lstrip("/") == part for node in root.children):
            space = _own_space(root, _TYPES_SPACE)
            edits.append(root, f'<Override{space} PartName="/{attribute_text(part)}" ContentType="{sort}"/>')
        return self.edited(_TYPES, edits)

    def with_ending(self, ending: str, sort: str) -> Self:
        """The package that declares what parts are whose name has this ending."""
        root, edits = self.opened(_TYPES)
        if not any(node.attributes.get("Extension", "").lower() == ending for node in root.children):
            space = _own_space(root, _TYPES_SPACE)
            edits.insert(root.opened, f'<Default{space} Extension="{ending}" ContentType="{sort}"/>')
        return self.edited(_TYPES, edits)

    def new_part(self, pattern: str) -> str:
        """A name that no part has yet, by a pattern with a number in it (``xl/comments{}.xml``)."""
        taken = {name.casefold() for name in self.parts}
        return next(
            name for number in range(1, len(taken) + 2) if (name := pattern.format(number)).casefold() not in taken
        )

    def content(self) -> bytes:
        """The zip: the parts in their old order with their old dates, new ones after them."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self.parts.items():
                entry = zipfile.ZipInfo(name, _STAMP)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 0
                if (old := self.entries.get(name)) is not None:
                    entry.date_time, entry.external_attr = old.date_time, old.external_attr
                    entry.create_system = old.create_system
                    if old.compress_type == zipfile.ZIP_STORED:
                        entry.compress_type = zipfile.ZIP_STORED
                archive.writestr(entry, data)
        return stream.getvalue()


def _links_part(part: str) -> str:
    path = PurePosixPath(part)
    return str(path.parent / "_rels" / f"{path.name}.rels")


def _owner(links: str) -> str | None:
    """The part whose relations a part holds, "" for those of the file itself; None where it holds none."""
    path = PurePosixPath(links)
    if not path.name.endswith(".rels") or path.parent.name != "_rels":
        return None
    name = path.name.removesuffix(".rels")
    return str(path.parent.parent / name) if name else ""


def _own_space(root: Node, space: str) -> str:
    """What a new element says about its namespace: nothing where the root's needs no prefix."""
    return f' xmlns="{space}"' if root.prefix else ""
