"""Queries whose SQL Django writes once: for the few that every request asks, writing it anew takes longer than the answer."""

import threading
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

_Model = TypeVar("_Model", bound=Model)


class Slot(Expression):
    """The place of a value that is given with each question; it stands in a filter where the value would stand."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, Any]:
        """A placeholder, with this slot among the parameters."""
        return "%s", [self]

    def filled(self, given: Mapping[str, Any]) -> Any:
        """Its value as the database takes it; KeyError where none is given."""
        return self.output_field.get_db_prep_value(given[self.name], connection)


class Prepared:
    """A query with slots, of ``values_list`` or of all columns of a model, asked as often as one likes.

    ``build`` makes it from the managers of models, so that it runs when the models are there: at a thread's first
    question, for what turns values into the types of the models belongs to the thread's own connection.
    """

    def __init__(self, build: Callable[[], "QuerySet[Any, Any]"]) -> None:
        self._build: Final = build
        self._of_thread: Final = threading.local()

    def rows(self, **given: Any) -> list[tuple[Any, ...]]:
        """The answer, in the types of the models; ``given`` fills the slots."""
        written: _Written | None = getattr(self._of_thread, "written", None)
        if written is None:
            written = self._of_thread.written = _written(self._build())
        filled = [part.filled(given) if isinstance(part, Slot) else part for part in written.parameters]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, filled)
            found = cursor.fetchall()
        return [tuple(row) for row in written.compiler.apply_converters(found, written.converters)]

    def objects(self, model: type[_Model], **given: Any) -> list[_Model]:
        """The answer as objects of ``model``, where the query asks for all its columns."""
        names = [field.attname for field in model._meta.concrete_fields]
        return [model.from_db(DEFAULT_DB_ALIAS, names, row) for row in self.rows(**given)]


class _Written(NamedTuple):
    sql: str
    parameters: tuple[Any, ...]
    compiler: SQLCompiler
    converters: dict[int, Any]


def _written(rows: "QuerySet[Any, Any]") -> _Written:
    compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
    sql, parameters = compiler.as_sql()
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    return _Written(sql, tuple(parameters), compiler, converters)
