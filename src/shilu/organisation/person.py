"""A person as the table beside the log knows one."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Name and staff number of a person; the number is empty where none was given."""

    uuid: UUID
    name: str
    number: str
