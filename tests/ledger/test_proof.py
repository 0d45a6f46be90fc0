import json
from dataclasses import replace

import pytest

from shilu.ledger.proof import Consistency, Inclusion, read_proof
from shilu.ledger.tree import consistency_proof, inclusion_proof, leaf_hash, root_of
from shilu.lib.errors import Refused

ROWS = [f"{seq}\x1fentry\x1f中心组学习 {seq}" for seq in range(1, 12)]
LEAVES = [leaf_hash(row.encode()) for row in ROWS]
INCLUSION = Inclusion("sha256", 11, root_of(LEAVES), 4, LEAVES[3], inclusion_proof(LEAVES, index=3), ROWS[3])
CONSISTENCY = Consistency("sha256", 11, root_of(LEAVES), 6, root_of(LEAVES[:6]), consistency_proof(LEAVES, old=6))


@pytest.mark.parametrize("proof", [INCLUSION, CONSISTENCY, replace(INCLUSION, row="")])
def test_proof_is_read_as_written_and_holds(proof: Inclusion | Consistency):
    read = read_proof(json.dumps(proof.written(), ensure_ascii=False, indent=1))
    assert (read, read.holds()) == (proof, True)


@pytest.mark.parametrize(
    "proof",
    [
        replace(INCLUSION, row=ROWS[3] + "改"),
        replace(INCLUSION, seq=5),
        replace(INCLUSION, size=8),
        replace(INCLUSION, root=root_of(LEAVES[:10])),
        replace(INCLUSION, path=INCLUSION.path[:-1]),
        replace(INCLUSION, algorithm="sm3"),
        replace(CONSISTENCY, old_size=5),
        replace(CONSISTENCY, old_root=root_of(LEAVES[:5])),
        replace(CONSISTENCY, path=()),
        replace(INCLUSION, size=1, seq=1, row="", leaf=b"", root=b"", path=()),
    ],
)
def test_proof_that_was_changed_does_not_hold(proof: Inclusion | Consistency):
    assert not read_proof(json.dumps(proof.written())).holds()


@pytest.mark.parametrize(
    "change",
    [
        {"shilu-proof": 2},
        {"algorithm": "md5"},
        {"type": "other"},
        {"size": "11"},
        {"size": True},
        {"size": 1 << 63},
        {"root": "zz"},
        {"path": ["0"]},
        {"path": None},
        {"seq": None},
        {"row": 3},
        {"row": "\ud800"},
    ],
)
def test_text_that_writes_no_proof_is_refused(change: dict[str, object]):
    with pytest.raises(Refused, match=r"^这个文件里没有实录写出的校验证明。$"):
        read_proof(json.dumps(INCLUSION.written() | change))


@pytest.mark.parametrize("text", ["", "{}", "[]", "3", "null", "[" * 100_000])
def test_other_json_is_refused(text: str):
    with pytest.raises(Refused):
        read_proof(text)
