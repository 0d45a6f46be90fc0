"""How the pages before the log-in are asked for: they are open to anybody."""

EXAMPLES: dict[str, object] = {}
OPEN = frozenset({"sign_in", "sign_out", "first_code", "language"})
