"""A proof as it is handed to somebody else: one written encoding, checked without the ledger; see docs/proofs.md."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from shilu.ledger.tree import ALGORITHMS, leaf_hash, verify_consistency, verify_inclusion
from shilu.lib.errors import Refused

VERSION = 1


@dataclass(frozen=True, slots=True)
class Inclusion:
    """That the row at ``seq`` (from 1) is in the log of ``size`` rows whose root is given.

    ``row`` is the canonical row; it may be left out (empty) where only the leaf hash is shown.
    """

    algorithm: str
    size: int
    root: bytes
    seq: int
    leaf: bytes
    path: tuple[bytes, ...]
    row: str = ""

    def holds(self) -> bool:
        """Whether the row hashes to the leaf and the path leads from the leaf to the root."""
        if self.row and leaf_hash(self.row.encode(), algorithm=self.algorithm) != self.leaf:
            return False
        return verify_inclusion(
            self.path, leaf=self.leaf, index=self.seq - 1, size=self.size, root=self.root, algorithm=self.algorithm
        )

    def written(self) -> dict[str, Any]:
        """The encoding, as plain JSON."""
        named = {"seq": self.seq, "row": self.row, "leaf": self.leaf.hex()}
        return _head("inclusion", self) | named | {"path": _hexed(self.path)}


@dataclass(frozen=True, slots=True)
class Consistency:
    """That the log of ``size`` rows begins with the log of ``old_size`` rows; the roots of both are given."""

    algorithm: str
    size: int
    root: bytes
    old_size: int
    old_root: bytes
    path: tuple[bytes, ...]

    def holds(self) -> bool:
        """Whether the path leads to both roots."""
        return verify_consistency(
            self.path,
            old=self.old_size,
            old_root=self.old_root,
            new=self.size,
            new_root=self.root,
            algorithm=self.algorithm,
        )

    def written(self) -> dict[str, Any]:
        """The encoding, as plain JSON."""
        named = {"old_size": self.old_size, "old_root": self.old_root.hex()}
        return _head("consistency", self) | named | {"path": _hexed(self.path)}


def read_proof(text: str) -> Inclusion | Consistency:
    """The proof that ``text`` writes; Refused where it writes none."""
    try:
        return _parsed(json.loads(text))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(_("This file holds no proof that Shilu wrote.")) from error


def _parsed(data: Mapping[str, Any]) -> Inclusion | Consistency:
    if data["shilu-proof"] != VERSION or data["algorithm"] not in ALGORITHMS:
        raise ValueError(data)
    return {"inclusion": _inclusion, "consistency": _consistency}[data["type"]](data)


def _head(form: str, proof: Inclusion | Consistency) -> dict[str, Any]:
    head = {"shilu-proof": VERSION, "type": form, "algorithm": proof.algorithm}
    return head | {"size": proof.size, "root": proof.root.hex()}


def _hexed(path: tuple[bytes, ...]) -> list[str]:
    return [part.hex() for part in path]


def _inclusion(data: Mapping[str, Any]) -> Inclusion | Consistency:
    row = data.get("row", "")
    if not isinstance(row, str):
        raise TypeError(row)
    row.encode()  # a lone surrogate is no text
    seq, leaf = _whole(data["seq"]), bytes.fromhex(data["leaf"])
    return Inclusion(data["algorithm"], *_size_and_root(data), seq, leaf, _path(data), row)


def _consistency(data: Mapping[str, Any]) -> Inclusion | Consistency:
    old = _whole(data["old_size"]), bytes.fromhex(data["old_root"])
    return Consistency(data["algorithm"], *_size_and_root(data), *old, _path(data))


def _size_and_root(data: Mapping[str, Any]) -> tuple[int, bytes]:
    return _whole(data["size"]), bytes.fromhex(data["root"])


def _path(data: Mapping[str, Any]) -> tuple[bytes, ...]:
    return tuple(bytes.fromhex(part) for part in data["path"])


def _whole(number: Any) -> int:
    if type(number) is not int or not 0 < number < 1 << 63:
        raise ValueError(number)
    return number
