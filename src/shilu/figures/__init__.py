"""Named queries over the ledger: definitions, roll-up, results."""
