"""The tables of the log, and those beside it that are projections of the log or hold what can be erased.

The log is written with bulk statements (see log.py); days are stored as yyyymmdd, amounts as thousandths, instants as
microseconds since 1970 UTC, so that every database stores, compares and sums the same integers.
"""

from django.db import models


class Head(models.Model):
    """The one row that says how long the log is; a post locks it, so that positions have no gap."""

    workspace = models.UUIDField()
    algorithm = models.CharField(max_length=16)
    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=b"")


class Row(models.Model):
    """One row of the log, of any type; never changed, and under ``leaf`` with every column."""

    seq = models.BigIntegerField(primary_key=True)
    type = models.CharField(max_length=16)
    uuid = models.CharField(max_length=32)
    received = models.BigIntegerField()
    account = models.CharField(max_length=64)
    kind = models.IntegerField(null=True)
    unit = models.IntegerField(null=True)
    first = models.IntegerField(null=True)
    last = models.IntegerField(null=True)
    whole = models.SmallIntegerField(default=0)
    labels = models.TextField(default="")
    quantities = models.TextField(default="")
    target = models.BigIntegerField(null=True)
    batch = models.BigIntegerField(null=True)
    body = models.TextField(default="")
    commitment = models.BinaryField(default=b"")
    leaf = models.BinaryField()

    class Meta:
        indexes = (
            # Rows that are no records have no kind; a condition without values is one that SQLite matches with queries.
            models.Index(fields=("type", "seq"), name="ledger_row_of_type", condition=models.Q(kind__isnull=True)),
            models.Index(fields=("target",), name="ledger_row_target", condition=models.Q(target__isnull=False)),
            models.Index(fields=("batch",), name="ledger_row_batch", condition=models.Q(batch__isnull=False)),
            # Lists of records go by day; with what they are mostly narrowed by, a rare one is found without the table.
            models.Index(fields=("last", "seq", "unit", "kind", "type", "whole", "first"), name="ledger_row_day"),
            models.Index(fields=("account", "last", "seq"), name="ledger_row_account"),
        )


class Text(models.Model):
    """The free text of a row, hashed into it as a salted commitment; erased together with its salt."""

    seq = models.BigIntegerField(primary_key=True)
    salt = models.BinaryField()
    title = models.TextField(default="")
    details = models.TextField(default="")
    file = models.TextField(default="")
    sheet = models.TextField(default="")
    line = models.IntegerField(null=True)


class Evidence(models.Model):
    """Where the file of an evidence row lies, and the salt of its commitment."""

    seq = models.BigIntegerField(primary_key=True)
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)
    name = models.TextField()
    size = models.BigIntegerField()


class Kind(models.Model):
    """A small id for a kind of record."""

    uuid = models.UUIDField(unique=True)
    key = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.key


class Series(models.Model):
    """A small id for what can be summed together: a kind, one of its quantities, and a set of labels."""

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT)
    quantity = models.CharField(max_length=40)
    labels = models.TextField(default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "quantity", "labels"), name="ledger_series_interned"),)


class Amount(models.Model):
    """A projection of entries and reversals: one row a quantity, ready to be summed.

    An amount counts in the periods that contain ``since`` to ``last``: for a fact of known days both are its last day,
    for one that sums a month they are the month's ends. A reversal repeats its entry's row with the opposite sign.
    """

    seq = models.BigIntegerField()
    entry = models.BigIntegerField()
    series = models.IntegerField()
    unit = models.IntegerField()
    since = models.IntegerField()
    last = models.IntegerField()
    amount = models.BigIntegerField()

    class Meta:
        indexes = (models.Index(fields=("series", "last", "unit", "since", "amount"), name="ledger_amount_counted"),)


class Attendance(models.Model):
    """Who attended an entry's event, by person; outside the hashes and erasable."""

    entry = models.BigIntegerField()
    person = models.UUIDField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("entry", "person"), name="ledger_attendance_once"),)
