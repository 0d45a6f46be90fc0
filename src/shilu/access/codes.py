"""Which codes people may choose: Django's rules, told in the words of the pages."""

from django.contrib.auth import password_validation as rules
from django.utils.translation import gettext as _


class Length(rules.MinimumLengthValidator):
    """At least so many signs."""

    def get_error_message(self) -> str:
        """What is wrong with a short code."""
        return _("The code is too short; take at least %(least)s signs.") % {"least": self.min_length}


class Likeness(rules.UserAttributeSimilarityValidator):
    """Nothing that anybody knows who knows the person."""

    def get_error_message(self) -> str:
        """What is wrong with a code like one's own number or name."""
        return _("The code is too much like your staff number or name; take another one.")


class Common(rules.CommonPasswordValidator):
    """None of the twenty thousand codes that are tried first."""

    def get_error_message(self) -> str:
        """What is wrong with a code that everybody takes."""
        return _("The code is one that is tried first; take another one.")
