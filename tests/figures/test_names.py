"""What a typed name asks for."""

import pytest

from figures.figure_cast import figure_catalogue
from shilu.figures.names import Asked, all_figures, figure_keyed, figures_named
from shilu.lib.errors import Refused

CATALOGUE = figure_catalogue()


def asked(name: str) -> list[tuple[str, str, str, dict[str, str]]]:
    return [
        (one.figure.key, one.figure.quantity, one.figure.type, dict(one.labels))
        for one in figures_named(name, catalogue=CATALOGUE)
    ]


def test_kind_asks_for_each_of_its_quantities() -> None:
    expected = [("test/meeting", "times", "flow", {}), ("test/meeting", "people", "flow", {})]
    assert asked("例会") == asked(" 《例会》") == asked("meeting") == asked("test/meeting") == expected


def test_name_may_pin_labels_a_quantity_or_a_decrease() -> None:
    assert asked("省级报道") == [("test/story", "items", "flow", {"level": "province"})]
    assert asked("test/meeting.people") == [("test/meeting", "people", "flow", {})]
    assert asked("撤并图书室") == asked("test/library-") == [("test/library-", "items", "flow", {})]
    assert asked("图书室") == [("test/library", "items", "stock", {})]


def test_defined_figure_is_found_by_title_and_key() -> None:
    assert asked("教育活动") == asked("test/sessions") == [("test/sessions", "times", "flow", {})]


def test_unknown_name_is_refused() -> None:
    with pytest.raises(Refused, match=r"没有统计项目“例会会”；相近的有：例会"):
        figures_named("例会会", catalogue=CATALOGUE)
    with pytest.raises(Refused, match="没有统计项目“ζ”。"):
        figures_named("ζ", catalogue=CATALOGUE)


def test_result_is_found_again_by_key_quantity_and_labels() -> None:
    again = figure_keyed("test/story", quantity="items", labels={"level": "city"}, catalogue=CATALOGUE)
    assert (again.name, again.figure.key, again.labels) == (None, "test/story", {"level": "city"})
    with pytest.raises(Refused, match="“test/story”不统计“people”"):
        figure_keyed("test/story", quantity="people", labels={}, catalogue=CATALOGUE)


def test_all_figures_are_kinds_by_quantity_and_then_definitions() -> None:
    found: tuple[Asked, ...] = all_figures(CATALOGUE)
    own = sum(len(kind.quantities) for kind in CATALOGUE.kinds.values())
    assert len(found) == own + len(CATALOGUE.figures)
    assert {one.name for one in found} == {None}
