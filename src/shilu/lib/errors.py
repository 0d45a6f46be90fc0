"""The one error that is meant for a reader: it says what is wrong, where, and what to do."""


class Refused(Exception):  # noqa: N818 - it names what happened to the request
    """Input that cannot be taken; ``str()`` is one clear line in the reader's language, and nothing was changed.

    ``field`` names what was given wrongly, where one thing was; a form that has such a field shows the line there.
    """

    def __init__(self, line: str = "", *, field: str = "") -> None:
        super().__init__(line)
        self.field = field
