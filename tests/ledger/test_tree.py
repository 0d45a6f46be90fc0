"""The tree against the definitions of RFC 6962 written out plainly."""

import hashlib
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.ledger.tree import (
    ALGORITHMS,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

PROOFS = Path(__file__).parent.parent.parent / "docs" / "proofs.md"


def digest(data: bytes, algorithm: str) -> bytes:
    return hashlib.new(algorithm, data).digest()


def split(size: int) -> int:
    power = 1
    while power * 2 < size:
        power *= 2
    return power


def mth(rows: list[bytes], algorithm: str) -> bytes:
    """MTH of section 2.1."""
    if not rows:
        return digest(b"", algorithm)
    if len(rows) == 1:
        return digest(b"\x00" + rows[0], algorithm)
    k = split(len(rows))
    return digest(b"\x01" + mth(rows[:k], algorithm) + mth(rows[k:], algorithm), algorithm)


def path(m: int, rows: list[bytes], algorithm: str) -> list[bytes]:
    """PATH of section 2.1.1."""
    if len(rows) == 1:
        return []
    k = split(len(rows))
    if m < k:
        return [*path(m, rows[:k], algorithm), mth(rows[k:], algorithm)]
    return [*path(m - k, rows[k:], algorithm), mth(rows[:k], algorithm)]


def subproof(m: int, rows: list[bytes], algorithm: str, *, whole: bool = True) -> list[bytes]:
    """SUBPROOF of section 2.1.2."""
    if m == len(rows):
        return [] if whole else [mth(rows, algorithm)]
    k = split(len(rows))
    if m <= k:
        return [*subproof(m, rows[:k], algorithm, whole=whole), mth(rows[k:], algorithm)]
    return [*subproof(m - k, rows[k:], algorithm, whole=False), mth(rows[:k], algorithm)]


def written(count: int) -> list[bytes]:
    return [b"row %d" % number for number in range(count)]


def hashes(rows: list[bytes], algorithm: str = "sha256") -> list[bytes]:
    return [leaf_hash(row, algorithm=algorithm) for row in rows]


trees = st.tuples(st.integers(1, 70), st.sampled_from(ALGORITHMS))


def test_known_roots_of_the_rows_row_0_to_row_6():
    roots = {
        0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        1: "000c835b247f77f7f1a2ade1f76cd63e3760a4b5407fb46a7969c55413496358",
        7: "24899c626be4891069fde2736efa2b6963b085fd44978687dfc5a74eb9e936ce",
    }
    assert {count: root_of(hashes(written(count))).hex() for count in roots} == roots


def test_known_root_in_sm3():
    assert (
        root_of(hashes(written(7), "sm3"), algorithm="sm3").hex()
        == "f7e61b52d96bf2b7a1d82e8493842dab5f4ff6d03202e35ee06fe6f6ff00cf76"
    )


def test_leaf_and_node_are_kept_apart_by_their_first_byte():
    left, right = hashes(written(2))
    assert left == digest(b"\x00row 0", "sha256")
    assert node_hash(left, right) == digest(b"\x01" + left + right, "sha256")
    assert node_hash(left, right) != leaf_hash(left + right)


def test_unknown_algorithm_is_an_error():
    with pytest.raises(ValueError, match="md5"):
        Frontier("md5")


@given(trees)
def test_root_is_that_of_the_definition(tree: tuple[int, str]):
    size, algorithm = tree
    rows = written(size)
    assert root_of(hashes(rows, algorithm), algorithm=algorithm) == mth(rows, algorithm)


@given(st.lists(st.integers(0, 20), max_size=8), st.sampled_from(ALGORITHMS))
def test_frontier_has_the_root_whatever_the_batches_and_stops_between(batches: list[int], algorithm: str):
    rows = written(sum(batches))
    leaves = hashes(rows, algorithm)
    frontier, at = Frontier(algorithm), 0
    for batch in batches:
        frontier.extend(leaves[at : at + batch])
        at += batch
        frontier = Frontier.from_bytes(frontier.to_bytes(), size=frontier.size, algorithm=algorithm)
        assert (frontier.size, frontier.root()) == (at, mth(rows[:at], algorithm))


def test_frontier_appended_one_by_one_is_the_one_extended():
    leaves = hashes(written(37))
    single, batch = Frontier(), Frontier()
    batch.extend(leaves)
    for leaf in leaves:
        single.append(leaf)
    assert single.to_bytes() == batch.to_bytes()
    assert len(single.to_bytes()) == 32 * 3  # 37 is 32 + 4 + 1


def test_frontier_of_another_length_is_refused():
    with pytest.raises(ValueError, match="64"):
        Frontier.from_bytes(bytes(64), size=7)


@given(trees, st.data())
def test_inclusion_proof_is_that_of_the_definition_and_holds(tree: tuple[int, str], data: st.DataObject):
    size, algorithm = tree
    rows = written(size)
    leaves = hashes(rows, algorithm)
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(leaves, index=index, algorithm=algorithm)
    assert list(proof) == path(index, rows, algorithm)
    root = mth(rows, algorithm)
    assert verify_inclusion(proof, leaf=leaves[index], index=index, size=size, root=root, algorithm=algorithm)


@given(trees, st.data())
def test_consistency_proof_is_that_of_the_definition_and_holds(tree: tuple[int, str], data: st.DataObject):
    new, algorithm = tree
    rows = written(new)
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(hashes(rows, algorithm), old=old, algorithm=algorithm)
    assert list(proof) == subproof(old, rows, algorithm)
    roots = {"old_root": mth(rows[:old], algorithm), "new_root": mth(rows, algorithm)}
    assert verify_consistency(proof, old=old, new=new, algorithm=algorithm, **roots)


@given(st.integers(2, 70), st.data())
def test_no_other_leaf_place_or_proof_holds(size: int, data: st.DataObject):
    rows = written(size)
    leaves, root = hashes(rows), mth(rows, "sha256")
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda place: place != index))
    proof = inclusion_proof(leaves, index=index)
    spoilt = list(proof)
    spoilt[data.draw(st.integers(0, len(proof) - 1))] = digest(b"another", "sha256")
    wrong = [
        (proof, leaves[other], index),
        (proof, leaves[index], other),
        (spoilt, leaves[index], index),
        (proof[:-1], leaves[index], index),
        ((*proof, root), leaves[index], index),
        (proof, leaves[index], size),
        (proof, leaves[index], -1),
    ]
    assert [verify_inclusion(p, leaf=leaf, index=at, size=size, root=root) for p, leaf, at in wrong] == [False] * 7


@given(st.integers(2, 70), st.data())
def test_no_rewritten_log_is_consistent(new: int, data: st.DataObject):
    rows = written(new)
    old = data.draw(st.integers(1, new - 1))
    changed = data.draw(st.integers(0, old - 1))
    rewritten = [*rows[:changed], b"rewritten", *rows[changed + 1 :]]
    proof = consistency_proof(hashes(rewritten), old=old)
    roots = {"old_root": mth(rows[:old], "sha256"), "new_root": mth(rewritten, "sha256")}
    assert not verify_consistency(proof, old=old, new=new, **roots)
    honest = consistency_proof(hashes(rows), old=old)
    assert not verify_consistency(honest, old=old, new=new, **roots)
    assert not verify_consistency(
        honest[:-1], old=old, new=new, old_root=roots["old_root"], new_root=mth(rows, "sha256")
    )


def test_nothing_extends_the_empty_log():
    empty = digest(b"", "sha256")
    assert not verify_consistency((), old=0, old_root=empty, new=0, new_root=empty)
    with pytest.raises(ValueError, match="0"):
        consistency_proof(hashes(written(3)), old=0)


def test_proofs_of_an_earlier_size_come_from_the_longer_log():
    rows = written(50)
    leaves = hashes(rows)
    assert list(inclusion_proof(leaves, index=4, size=11)) == path(4, rows[:11], "sha256")
    assert list(consistency_proof(leaves, old=5, new=11)) == subproof(5, rows[:11], "sha256")


def test_worked_example_of_the_documentation_is_true():
    text = PROOFS.read_text(encoding="utf-8")
    shown = dict(re.findall(r"^(\w[\w ]*?) = ([0-9a-f]{64})$", text, re.MULTILINE))
    leaves = hashes(written(3))
    assert shown == {
        "leaf 0": leaves[0].hex(),
        "leaf 1": leaves[1].hex(),
        "leaf 2": leaves[2].hex(),
        "node 0 1": node_hash(leaves[0], leaves[1]).hex(),
        "root": root_of(leaves).hex(),
    }
