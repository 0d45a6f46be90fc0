"""What stays unsaid in tables of small counts."""

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
        assert {cell for cell, why in kept.items() if why == "few"} == {
            cell for cell, value in values.items() if 0 < value < FLOOR and cell[0] != "all"
        }
        for equation in equations:
            hidden = [cell for cell in equation.cells if cell in kept]
            hideable = [cell for cell in equation.cells if values[cell] and cell[0] != "all"]
            assert len(hidden) != 1 or hidden == hideable
