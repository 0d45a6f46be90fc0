"""Which codes people may choose: Django's rules, told in the words of the pages."""

from itertools import pairwise
from typing import Final

from django.contrib.auth import password_validation as rules
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from shilu.access.models import Account

_OWN_LEAST: Final = 4
"""How many signs a code must have beside number and name."""


class Length(rules.MinimumLengthValidator):
    """At least so many signs."""

    def get_error_message(self) -> str:
        """What is wrong with a short code."""
        return _("The code is too short; take at least %(least)s signs.") % {"least": self.min_length}


class Likeness(rules.UserAttributeSimilarityValidator):
    """Nothing that anybody knows who knows the person, once or twice over."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """ValidationError where little but number and name is in the code."""
        super().validate(password, user)
        left = password.casefold()
        for known in (user.number, user.name) if user else ():
            left = left.replace(known.casefold(), "")
        if len(left) < _OWN_LEAST:
            raise ValidationError(self.get_error_message())

    def get_error_message(self) -> str:
        """What is wrong with a code like one's own number or name."""
        return _("The code is too much like your staff number or name; take another one.")


class Common(rules.CommonPasswordValidator):
    """None of the twenty thousand codes that are tried first, and no run of digits, however long."""

    def validate(self, password: str, user: Account | None = None) -> None:
        """ValidationError where the code is one of them."""
        super().validate(password, user)
        digits = password.isascii() and password.isdigit()
        if digits and len({(int(after) - int(before)) % 10 for before, after in pairwise(password)}) == 1:
            raise ValidationError(self.get_error_message())

    def get_error_message(self) -> str:
        """What is wrong with a code that everybody takes."""
        return _("The code is one that is tried first; take another one.")
