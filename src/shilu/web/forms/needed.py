"""A field that is needed under a condition that its page tells: it is neither required at once nor called optional."""

from django import forms


class SometimesNeeded(forms.CharField):
    """Words that are needed only where something else is asked for, as where a reason is “another one”."""

    needed_when_asked = True
