"""The words of ``words.toml``, in the form in which headings are compared."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from shilu.ledger.importing.vocabulary import bare


@dataclass(frozen=True, slots=True)
class FormWords:
    """``facts`` gives what is asked of the filler (unit, reporter, reviewer, telephone, day, people) by the word for it."""

    facts: Mapping[str, str]
    writing: frozenset[str]
    writing_endings: tuple[str, ...]
    silent: frozenset[str]
    duties: frozenset[str]
    done: frozenset[str]
    quantities: Mapping[str, str]
    signs: Mapping[str, str]
    generic: frozenset[str]


@cache
def form_words() -> FormWords:
    """The packaged lists."""
    data = tomllib.loads((resources.files("shilu.forms") / "words.toml").read_text(encoding="utf-8"))
    writing = data["writing"]
    return FormWords(
        facts={bare(word): fact for fact, words in data["facts"].items() for word in words},
        writing=frozenset(map(bare, writing["words"])),
        writing_endings=tuple(map(bare, writing["endings"])),
        silent=frozenset(map(bare, writing["silent"])),
        duties=frozenset(map(bare, writing["duties"])),
        done=frozenset(map(bare, writing["done"])),
        quantities={bare(word): role for role, words in data["quantities"].items() for word in words},
        signs={bare(word): measure for word, measure in data["quantity_signs"].items()},
        generic=frozenset(map(bare, data["generic"]["words"])),
    )
