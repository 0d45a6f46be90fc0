"""The Merkle tree of RFC 6962 over the log: its root, what to keep so as to append, and proofs."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Self

LEAF, NODE = b"\x00", b"\x01"
ALGORITHMS = ("sha256", "sm3")

Range = tuple[int, int]  # leaves from the first to before the second
Digest = Callable[[bytes], bytes]


def digest_of(algorithm: str) -> Digest:
    """The hash function of that name; ValueError where it is none of ours or this OpenSSL has it not."""
    if algorithm not in ALGORITHMS:
        raise ValueError(algorithm)
    if algorithm == "sha256":
        return lambda data: hashlib.sha256(data).digest()
    make = partial(hashlib.new, algorithm)
    make(b"")
    return lambda data: make(data).digest()


def leaf_hash(data: bytes, *, algorithm: str = "sha256") -> bytes:
    """H(0x00 ‖ data): RFC 6962, section 2.1."""
    return digest_of(algorithm)(LEAF + data)


def node_hash(left: bytes, right: bytes, *, algorithm: str = "sha256") -> bytes:
    """H(0x01 ‖ left ‖ right): RFC 6962, section 2.1."""
    return digest_of(algorithm)(NODE + left + right)


class Frontier:
    """The roots of the full subtrees of a log of ``size`` leaves: all that appending needs, one hash a set bit."""

    def __init__(self, algorithm: str = "sha256") -> None:
        self.size = 0
        self.algorithm = algorithm
        self._digest = digest_of(algorithm)
        self._peaks: dict[int, bytes] = {}  # by height

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes in order."""
        nodes = list(leaves)
        self.size += len(nodes)
        height = 0
        while nodes:
            if height in self._peaks:
                nodes.insert(0, self._peaks.pop(height))
            if len(nodes) % 2:
                self._peaks[height] = nodes.pop()
            nodes = _paired(nodes, algorithm=self.algorithm)
            height += 1

    def root(self) -> bytes:
        """The root over all leaves; of none, the hash of nothing."""
        peaks = self._rising()
        root = next(peaks, None)
        if root is None:
            return self._digest(b"")
        for peak in peaks:
            root = self._digest(NODE + peak + root)
        return root

    def to_bytes(self) -> bytes:
        """The hashes from the largest subtree to the smallest; with the size it is the whole state."""
        return b"".join(reversed(list(self._rising())))

    @classmethod
    def from_bytes(cls, data: bytes, *, size: int, algorithm: str = "sha256") -> Self:
        """The frontier that ``to_bytes`` wrote at ``size``; ValueError where the length does not fit."""
        frontier = cls(algorithm)
        width = len(frontier._digest(b""))
        heights = [height for height in reversed(range(size.bit_length())) if size >> height & 1]
        if len(data) != width * len(heights):
            raise ValueError(len(data))
        frontier.size = size
        frontier._peaks = {height: data[at * width : (at + 1) * width] for at, height in enumerate(heights)}
        return frontier

    def _rising(self) -> Iterator[bytes]:
        """The subtrees' roots from the smallest, which stands last, to the largest."""
        return (self._peaks[height] for height in sorted(self._peaks))


def root_of(leaves: Iterable[bytes], *, algorithm: str = "sha256") -> bytes:
    """The root over leaf hashes."""
    frontier = Frontier(algorithm)
    frontier.extend(leaves)
    return frontier.root()


def inclusion_ranges(index: int, size: int) -> tuple[Range, ...]:
    """The ranges of leaves whose roots prove that leaf ``index`` is in the first ``size``, the nearest first."""
    if not 0 <= index < size:
        raise ValueError(index)
    ranges: list[Range] = []
    first, end = 0, size
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((first, middle))
            first = middle
    return tuple(reversed(ranges))


def consistency_ranges(old: int, new: int) -> tuple[Range, ...]:
    """The ranges of leaves whose roots prove that the first ``new`` leaves extend the first ``old``."""
    if not 0 < old <= new:
        raise ValueError(old)
    ranges: list[Range] = []
    first, end = 0, new
    while old != end:
        middle = first + _split(end - first)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((first, middle))
            first = middle
    if first:
        ranges.append((first, end))
    return tuple(reversed(ranges))


def inclusion_proof(
    leaves: Sequence[bytes], *, index: int, size: int | None = None, algorithm: str = "sha256"
) -> tuple[bytes, ...]:
    """The proof that leaf ``index`` (from 0) is in the first ``size`` of ``leaves``: RFC 6962, section 2.1.1.

    ``leaves`` is only sliced, so it may fetch what a slice needs.
    """
    ranges = inclusion_ranges(index, len(leaves) if size is None else size)
    return tuple(root_of(leaves[first:end], algorithm=algorithm) for first, end in ranges)


def consistency_proof(
    leaves: Sequence[bytes], *, old: int, new: int | None = None, algorithm: str = "sha256"
) -> tuple[bytes, ...]:
    """The proof that the first ``new`` of ``leaves`` begin with the first ``old``: RFC 6962, section 2.1.2."""
    ranges = consistency_ranges(old, len(leaves) if new is None else new)
    return tuple(root_of(leaves[first:end], algorithm=algorithm) for first, end in ranges)


def verify_inclusion(
    proof: Sequence[bytes], *, leaf: bytes, index: int, size: int, root: bytes, algorithm: str = "sha256"
) -> bool:
    """Whether ``proof`` shows that the leaf hash stands at ``index`` of the tree of that size and root."""
    digest = digest_of(algorithm)
    if not 0 <= index < size or not _hashes((leaf, root, *proof), digest):
        return False
    found, at, last = leaf, index, size - 1
    rest = iter(proof)
    while last:
        if at % 2 or at != last:
            sister = next(rest, None)
            if sister is None:
                return False
            found = digest(NODE + (sister + found if at % 2 else found + sister))
        at, last = at // 2, last // 2
    return next(rest, None) is None and found == root


def verify_consistency(
    proof: Sequence[bytes], *, old: int, old_root: bytes, new: int, new_root: bytes, algorithm: str = "sha256"
) -> bool:
    """Whether ``proof`` shows that the tree of size ``new`` begins with that of size ``old``; nothing begins with 0."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    digest = digest_of(algorithm)
    if not _hashes((old_root, new_root, *proof), digest):
        return False
    at, last = old - 1, new - 1
    while at % 2:
        at, last = at // 2, last // 2
    rest = iter(proof)
    begun = next(rest, None) if at else old_root  # a full tree is its own first node
    if begun is None:
        return False
    before = after = begun
    while last:
        if at % 2 or at != last:
            sister = next(rest, None)
            if sister is None:
                return False
            if at % 2:
                before, after = digest(NODE + sister + before), digest(NODE + sister + after)
            else:
                after = digest(NODE + after + sister)
        at, last = at // 2, last // 2
    return next(rest, None) is None and before == old_root and after == new_root


def _hashes(parts: Iterable[bytes], digest: Digest) -> bool:
    """Whether each part is as long as a hash: what is shorter or longer was never a node."""
    width = len(digest(b""))
    return all(len(part) == width for part in parts)


def _split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def _paired(nodes: list[bytes], *, algorithm: str) -> list[bytes]:
    """The parents of an even number of nodes; a loop of its own, because a million of them are a second."""
    pairs = zip(nodes[::2], nodes[1::2], strict=True)
    if algorithm == "sha256":
        sha256 = hashlib.sha256
        return [sha256(b"\x01%b%b" % pair).digest() for pair in pairs]
    digest = digest_of(algorithm)
    return [digest(NODE + left + right) for left, right in pairs]
