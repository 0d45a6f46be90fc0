"""The tables of what is on its way into the ledger; they hold what people typed, and are emptied as it arrives."""

from django.db import models


class Draft(models.Model):
    """What somebody has typed and not handed in yet: the fields of the form as they stand."""

    uuid = models.UUIDField(unique=True)
    account = models.UUIDField(db_index=True)
    unit = models.UUIDField(null=True)
    kind = models.CharField(max_length=120, default="")
    content = models.JSONField(default=dict)
    updated_at = models.DateTimeField()


class Waiting(models.Model):
    """A record outside the ledger: it waits to be posted or was returned, or waits for its ``word`` to get a kind.

    ``posts`` tells that it would have been posted at once if its word had named a kind. A record that was posted keeps
    its position; what it said is in the ledger then, and ``content`` is emptied.
    """

    uuid = models.UUIDField(unique=True)
    account = models.UUIDField()
    unit = models.UUIDField()
    kind = models.CharField(max_length=120, default="")
    word = models.CharField(max_length=100, default="")
    content = models.JSONField(default=dict)
    state = models.CharField(max_length=10)
    posts = models.BooleanField(default=False)
    handed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    words = models.CharField(max_length=300, default="")
    seq = models.BigIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state__in=("waiting", "word", "returned", "posted")), name="recording_waiting_state"
            ),
        )
        indexes = (
            models.Index(fields=("state", "unit"), name="recording_waiting_in_unit"),
            models.Index(fields=("account", "state"), name="recording_waiting_own"),
        )


class Staged(models.Model):
    """A file that came with a form or with a record that waits; it becomes evidence when the record is posted.

    It lies in the database, not beside the evidence: what no row of the log cites must not look like evidence.
    """

    uuid = models.UUIDField(unique=True)
    account = models.UUIDField()
    waiting = models.ForeignKey(Waiting, on_delete=models.CASCADE, null=True, related_name="files")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    made_at = models.DateTimeField()


class Usual(models.Model):
    """What somebody records: when last a kind in a unit, and which entry that was.

    It puts one's own kinds first and last time's values into the form; nobody else reads it.
    """

    account = models.UUIDField()
    unit = models.UUIDField()
    kind = models.CharField(max_length=120)
    seq = models.BigIntegerField()
    used_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "unit", "kind"), name="recording_usual_once"),)


class ReviewSwitch(models.Model):
    """That the records of a unit and of all below it are looked at before they count."""

    unit = models.UUIDField(unique=True)
    account = models.UUIDField()
    since = models.DateTimeField()


class Acknowledged(models.Model):
    """What a caller was answered under a key of its own, so that sending the same again does nothing twice."""

    account = models.UUIDField()
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    outcome = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("account", "key"), name="recording_acknowledged_once"),)
