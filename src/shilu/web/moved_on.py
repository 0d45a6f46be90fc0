"""What was asked is not to be done any more, because somebody else was quicker: one is brought to where it stands now."""

from shilu.lib.errors import Refused


class MovedOn(Refused):
    """What happened meanwhile, told on ``page``; nothing was changed."""

    def __init__(self, line: str, *, page: str) -> None:
        super().__init__(line)
        self.page = page
