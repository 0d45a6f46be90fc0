"""The tables of what is due; they are work on its way and no part of the ledger."""

from django.db import models


class Deadline(models.Model):
    """Something that is due once or again and again; ``below`` says whether the unit or those below it have to do it.

    ``until`` is the day from which it comes no more. ``period`` is the canonical name of the first period.
    """

    uuid = models.UUIDField(unique=True)
    unit = models.UUIDField(db_index=True)
    sort = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    first = models.DateField()
    repeats = models.CharField(max_length=12)
    until = models.DateField(null=True)
    period = models.CharField(max_length=60, blank=True)
    below = models.CharField(max_length=60, blank=True)
    to = models.CharField(max_length=200, blank=True)
    template = models.CharField(max_length=200, blank=True)
    form = models.CharField(max_length=80, blank=True)
    form_name = models.CharField(max_length=200, blank=True)
    figures = models.JSONField(default=list)
    account = models.UUIDField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class Done(models.Model):
    """That a unit did what was due for the ``number``-th time."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="done")
    number = models.IntegerField()
    unit = models.UUIDField()
    on = models.DateField()
    how = models.CharField(max_length=200, blank=True)
    account = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("deadline", "number", "unit"), name="deadlines_done_once"),)
