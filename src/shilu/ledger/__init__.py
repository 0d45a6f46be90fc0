"""One log of typed rows: entries, their reversal, evidence, occasions, proofs and import."""
