"""The tables of access: they name people, so every field with such is listed in ``personal.py``."""

from typing import Any, ClassVar, NoReturn

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Account(AbstractBaseUser):
    """Who can sign in; the log knows the uuid alone."""

    uuid = models.UUIDField(unique=True)
    person = models.UUIDField(null=True, unique=True)
    number = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=100)
    is_active = models.BooleanField(default=True)
    must_change = models.BooleanField(default=True)
    language = models.CharField(max_length=10, default="zh-hans")
    made_at = models.DateTimeField()

    objects = BaseUserManager()

    USERNAME_FIELD = "number"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name


class Appointment(models.Model):
    """A role in a unit from a day, until the day before ``until``; ``lines`` are a leader's: units and kinds, by key."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="appointments")
    role = models.CharField(max_length=20)
    unit = models.UUIDField()
    on = models.DateField()
    until = models.DateField(null=True)
    lines = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("on")),
                name="access_appointment_days",
            ),
        )


class Act(models.Model):
    """One act of administration, never changed: who did what to whom, and what was there before and after."""

    at = models.DateTimeField(db_index=True)
    account = models.UUIDField()
    name = models.CharField(max_length=100)
    act = models.CharField(max_length=40)
    unit = models.UUIDField(null=True)
    what = models.CharField(max_length=300)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    def save(self, *arguments: Any, **named: Any) -> None:
        """Write a new act; one that stands is never written again."""
        if self.pk is not None:
            raise TypeError("an act of administration is never changed")
        super().save(*arguments, **named)

    def delete(self, *_arguments: Any, **_named: Any) -> NoReturn:
        """Acts stay; nobody takes one away."""
        raise TypeError("an act of administration is never taken away")


class Token(models.Model):
    """A key to the programming interface; only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    until = models.DateField()
    used_on = models.DateField(null=True)
