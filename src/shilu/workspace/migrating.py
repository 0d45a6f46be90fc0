"""Bringing a workspace's tables to what this program needs."""

from collections.abc import Sequence

from django.core.management import call_command
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation

from shilu.ledger.models import Head


def unknown_migrations() -> list[str]:
    """Migrations that the database has and this program has not: a newer one made them."""
    loader = MigrationLoader(connection)
    return sorted(".".join(key) for key in set(loader.applied_migrations) - set(loader.disk_migrations or ()))


def waiting_migrations() -> list[Migration]:
    """Migrations of this program that the database lacks, in the order in which they must run."""
    executor = MigrationExecutor(connection)
    return [migration for migration, _backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())]


def is_additive(migrations: Sequence[Migration]) -> bool:
    """Whether ``migrations`` only add tables, columns with a value for old rows, indexes and constraints."""
    return all(_adds(operation) for migration in migrations for operation in migration.operations)


def _adds(operation: Operation) -> bool:
    if isinstance(operation, AddField):
        return operation.field.null or operation.field.has_default()
    return isinstance(operation, CreateModel | AddIndex | AddConstraint)


def migrate() -> None:
    """Run what waits."""
    call_command("migrate", verbosity=0, interactive=False)


def has_log() -> bool:
    """Whether the database holds a log already."""
    return Head._meta.db_table in connection.introspection.table_names()
