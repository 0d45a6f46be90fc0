"""What stays unsaid in tables of small counts."""

from itertools import product
from random import Random

from shilu.figures.private import FLOOR, Equation, unsaid


def test_small_count_takes_its_smallest_neighbour_with_it() -> None:
    values = {"all": 30, "a": 2, "b": 18, "c": 10, "d": 0}
    told = unsaid(values, [Equation("all", ["a", "b", "c", "d"])], shown=["all"])
    assert told == {"a": "few", "c": "neighbour"}


def test_two_small_counts_cover_each_other() -> None:
    values = {"all": 15, "a": 2, "b": 3, "c": 10}
    assert unsaid(values, [Equation("all", ["a", "b", "c"])], shown=["all"]) == {"a": "few", "b": "few"}


def test_small_counts_at_the_edge_of_their_sum_need_a_neighbour() -> None:
    ones = {"all": 12, "a": 1, "b": 1, "c": 10}
    assert unsaid(ones, [Equation("all", ["a", "b", "c"])], shown=["all"]) == {"a": "few", "b": "few", "c": "neighbour"}
    fours = {"all": 18, "a": 4, "b": 4, "c": 10}
    assert unsaid(fours, [Equation("all", ["a", "b", "c"])], shown=["all"])["c"] == "neighbour"


def test_neighbour_with_parts_hides_one_of_them() -> None:
    values = {"all": 9, "a": 2, "b": 7, "b1": 7, "b2": 0}
    equations = [Equation("all", ["a", "b"]), Equation("b", ["b1", "b2"])]
    assert unsaid(values, equations, shown=["all"]) == {"a": "few", "b": "neighbour", "b1": "neighbour"}


def test_zero_and_what_is_always_shown_are_never_kept_back() -> None:
    values = {"all": 2, "a": 2, "b": 0}
    assert unsaid(values, [Equation("all", ["a", "b"])], shown=["all"]) == {"a": "few"}


def test_unnamed_rest_covers_a_small_count() -> None:
    values = {"all": 30, "a": 2, "b": 18}
    assert unsaid(values, [Equation("all", ["a", "b"], veiled=True)], shown=["all"]) == {"a": "few"}


def test_no_equation_gives_a_single_cell_away() -> None:
    random = Random(7)
    for _round in range(200):
        table = [[random.choice((0, 0, 1, 2, 4, 6, 9, 30)) for _month in range(4)] for _unit in range(5)]
        values = {(unit, month): table[unit][month] for unit in range(5) for month in range(4)}
        values |= {(unit, "year"): sum(table[unit]) for unit in range(5)}
        values |= {("all", month): sum(row[month] for row in table) for month in range(4)}
        values["all", "year"] = sum(map(sum, table))
        equations = [Equation((unit, "year"), [(unit, month) for month in range(4)]) for unit in (*range(5), "all")]
        equations += [Equation(("all", time), [(unit, time) for unit in range(5)]) for time in (*range(4), "year")]
        shown = [cell for cell in values if cell[0] == "all"]
        kept = unsaid(values, equations, shown=shown)
        small = {cell for cell, value in values.items() if 0 < value < FLOOR and cell[0] != "all"}
        assert {cell for cell, why in kept.items() if why == "few"} <= small <= kept.keys()
        for equation in equations:
            hidden = [cell for cell in equation.cells if cell in kept]
            hideable = [cell for cell in equation.cells if values[cell] and cell[0] != "all"]
            assert len(hidden) != 1 or hidden == hideable


def test_words_that_would_tell_are_the_same_for_both() -> None:
    values = {"all": 6, "a": 1, "b": 5}
    assert unsaid(values, [Equation("all", ["a", "b"])], shown=["all"]) == {"a": "neighbour", "b": "neighbour"}
    values = {"all": 7, "a": 1, "b": 6}
    assert unsaid(values, [Equation("all", ["a", "b"])], shown=["all"]) == {"a": "few", "b": "neighbour"}


def test_words_of_what_is_made_of_one_part_go_together() -> None:
    values = {"all": 6, "a": 1, "a2": 1, "b": 5, "b1": 5}
    equations = [Equation("all", ["a", "b"]), Equation("a", ["a2"]), Equation("b", ["b1"])]
    assert unsaid(values, equations, shown=["all"]) == dict.fromkeys(["a", "a2", "b", "b1"], "neighbour")


def test_small_whole_of_as_many_parts_is_not_told_by_its_word() -> None:
    values = {"all": 30, "a": 4, "b": 26, "w": 1, "x": 1, "y": 1, "z": 1}
    equations = [Equation("all", ["a", "b"]), Equation("a", ["w", "x", "y", "z"])]
    told = unsaid(values, equations, shown=["all"])
    assert told == dict.fromkeys(["a", "b", "w", "x", "y", "z"], "neighbour")


def test_as_many_people_as_units_are_told_by_the_total() -> None:
    values = {"all": 2, "a": 1, "b": 1}
    assert unsaid(values, [Equation("all", ["a", "b"])], shown=["all"]) == {"a": "few", "b": "few"}


def test_no_reader_can_work_a_small_count_out() -> None:
    random = Random(3)
    equations = [Equation("all", ["a", "b", "c"]), Equation("a", ["a1", "a2"])]
    for _round in range(150):
        a1, a2, b, c = (random.choice((0, 1, 2, 4, 5, 6, 8)) for _cell in range(4))
        values = {"a1": a1, "a2": a2, "b": b, "c": c, "a": a1 + a2, "all": a1 + a2 + b + c}
        told = unsaid(values, equations, shown=["all"])
        masked = any(why == "neighbour" and values[cell] < FLOOR for cell, why in told.items())
        allowed = {"few": range(1, FLOOR), "neighbour": range(1 if masked else FLOOR, 99)}
        worlds = solutions(values, {cell: allowed[why] for cell, why in told.items()})
        blurred = solutions(values, dict.fromkeys(told, range(1, 99)))
        for cell in told:
            if values[cell] < FLOOR and len({world[cell] for world in blurred}) > 1:
                assert len({world[cell] for world in worlds}) > 1, (values, told)


def solutions(values: dict[str, int], allowed: dict[str, range]) -> list[dict[str, int]]:
    """Every table that a reader must hold possible."""
    found = []
    choices = [allowed.get(cell, range(values[cell], values[cell] + 1)) for cell in ("a1", "a2", "b")]
    for a1, a2, b in product(*([one for one in choice if one <= values["all"]] for choice in choices)):
        world = {"a1": a1, "a2": a2, "b": b, "c": values["all"] - a1 - a2 - b, "a": a1 + a2, "all": values["all"]}
        if all(world[cell] in allowed.get(cell, (values[cell],)) for cell in world):
            found.append(world)
    return found


def test_small_count_is_not_told_by_two_equations_together() -> None:
    # Two blocks cover themselves; the sums of the first give away what lies between them.
    values = {"w": 20, "x": 2, "y": 9, "z": 9, "v": 11, "s": 30}
    equations = [Equation("w", ["x", "y", "z"]), Equation("s", ["y", "z", "v"])]
    told = unsaid(values, equations, shown=["s", "v"])
    assert told == {"x": "few", "y": "neighbour", "z": "neighbour", "w": "neighbour"}
