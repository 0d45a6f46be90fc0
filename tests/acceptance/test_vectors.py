"""The 196 proof vectors of transparency-dev/merkle: those that want an error must fail, the others hold."""

import json
import os
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from shilu.ledger.tree import verify_consistency, verify_inclusion

pytestmark = pytest.mark.acceptance


def vectors() -> dict[str, dict[str, Any]]:
    folder = os.environ.get("SHILU_ACCEPTANCE")
    if not folder:
        return {}
    return json.loads((Path(folder) / "vectors" / "rfc6962.json").read_text(encoding="utf-8"))["vectors"]


def holds(name: str, vector: dict[str, Any]) -> bool:
    def hashed(key: str) -> bytes:
        return b64decode(vector[key] or "")

    proof = [b64decode(part or "") for part in vector["proof"] or []]
    if name.startswith("inclusion/"):
        return verify_inclusion(
            proof, leaf=hashed("leafHash"), index=vector["leafIdx"], size=vector["treeSize"], root=hashed("root")
        )
    return verify_consistency(
        proof, old=vector["size1"], old_root=hashed("root1"), new=vector["size2"], new_root=hashed("root2")
    )


@pytest.mark.skipif("SHILU_ACCEPTANCE" not in os.environ, reason="SHILU_ACCEPTANCE names no folder")
def test_vectors_hold_exactly_where_no_error_is_wanted():
    read = vectors()
    wrong = [name for name, vector in read.items() if holds(name, vector) == vector["wantErr"]]
    assert wrong == []
    assert (len(read), sum(vector["wantErr"] for vector in read.values())) == (196, 184)
