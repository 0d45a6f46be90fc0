"""The error of a cell whose words give no date or no count."""


class Unreadable(ValueError):  # noqa: N818 - it names what the cell is
    """A cell that gives no value; ``reason`` is one line for the clerk, ``key`` the rule that refused it."""

    def __init__(self, reason: str, *, key: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.key = key
