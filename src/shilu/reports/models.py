"""The tables of papers on their way: texts, steps, files, what came back edited, and what was kept by hand."""

from typing import ClassVar

from django.db import models


class Paper(models.Model):
    """A paper from its first words to its last sending; ``period`` and ``until`` are what it reports on.

    ``edition`` counts the texts it had, so that nobody writes over what another one wrote. ``issue`` is the uuid under
    which the log keeps it once it is final, ``follows`` the paper that it is a new edition of.
    """

    uuid = models.UUIDField(unique=True)
    account = models.UUIDField()
    unit = models.UUIDField()
    period = models.CharField(max_length=60)
    template = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    text = models.TextField()
    layout = models.BinaryField(null=True)
    stage = models.CharField(max_length=20)
    edition = models.IntegerField(default=1)
    due = models.DateField(null=True)
    issue = models.UUIDField(null=True, unique=True)
    follows = models.UUIDField(null=True)
    began_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=("unit", "stage", "changed_at"), name="reports_paper_of_unit")
        ]

    def __str__(self) -> str:
        return self.title


class Step(models.Model):
    """One move of a paper from stage to stage, never changed: who, when, with which words, and who signed on the sheet.

    ``position`` is the log's at that moment, so that the numbers then and now can be compared.
    """

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    account = models.UUIDField()
    act = models.CharField(max_length=20)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    edition = models.IntegerField()
    position = models.BigIntegerField()
    words = models.CharField(max_length=500, default="")
    signer = models.CharField(max_length=60, default="")


class PaperFile(models.Model):
    """A file of a paper: as issued in each form, or the scan of the signed page."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="files")
    form = models.CharField(max_length=10)
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    size = models.IntegerField()
    at = models.DateTimeField()
    account = models.UUIDField()


class Copy(models.Model):
    """A text as it was when somebody took a draft away as a file, so that the file can be compared when it comes back."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="copies")
    at = models.DateTimeField()
    account = models.UUIDField()
    position = models.BigIntegerField()
    edition = models.IntegerField()
    text = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("paper", "edition", "position"), name="reports_copy_once"),)


class TakenBack(models.Model):
    """An edited file that came back: the text and position it was made from, its lines as edited, and what was found.

    ``found`` are the numbers changed by hand and the lines that differ; ``settled_at`` is when somebody said what
    becomes of each.
    """

    uuid = models.UUIDField(unique=True)
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="taken_back")
    at = models.DateTimeField()
    account = models.UUIDField()
    name = models.CharField(max_length=255)
    position = models.BigIntegerField()
    text = models.TextField()
    lines = models.JSONField()
    found = models.JSONField()
    settled_at = models.DateTimeField(null=True)


class KeptEdit(models.Model):
    """A number that stands in a paper as somebody wrote it, against the ledger: who kept it, and why."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="kept")
    issue = models.UUIDField(null=True, db_index=True)
    query = models.TextField()
    title = models.CharField(max_length=300)
    shown = models.CharField(max_length=100)
    ledger = models.CharField(max_length=100)
    reason = models.CharField(max_length=300)
    account = models.UUIDField()
    at = models.DateTimeField()


class Sending(models.Model):
    """That a final paper went out: to whom, when, how, under which number."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="sendings")
    to = models.CharField(max_length=200)
    on = models.DateField()
    how = models.CharField(max_length=100)
    number = models.CharField(max_length=100, default="")
    words = models.CharField(max_length=300, default="")
    account = models.UUIDField()
    at = models.DateTimeField()
