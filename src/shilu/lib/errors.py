"""The one error that is meant for a reader: it says what is wrong, where, and what to do."""


class Refused(Exception):  # noqa: N818 - it names what happened to the request
    """Input that cannot be taken; ``str()`` is one clear line in the reader's language, and nothing was changed."""
