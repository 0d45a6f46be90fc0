"""Tables beside the log: small ids for units, and what is known of people, which the log never holds."""

from django.db import models


class Unit(models.Model):
    """A unit as it is now; a projection of the log's organisation rows, with a small id for sums."""

    uuid = models.UUIDField(unique=True)
    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT)

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """The name and staff number of a person; erasable, the log knows only the uuid."""

    uuid = models.UUIDField(unique=True)
    name = models.CharField(max_length=100)
    number = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name
