"""Unknowns that linear equations determine."""

from shilu.figures.elimination import determined


def test_single_unknown_is_determined() -> None:
    assert determined([{"a": 1}]) == ["a"]
    assert determined([{"a": 1, "b": 1}]) == []


def test_equations_together_determine_what_none_does_alone() -> None:
    assert determined([{"a": 1, "b": 1}, {"a": 1, "b": 1, "c": 1}]) == ["c"]
    assert sorted(determined([{"a": 1, "b": 1}, {"b": 1, "c": 1}, {"c": 1, "a": 1}])) == ["a", "b", "c"]


def test_cycle_of_four_determines_nothing() -> None:
    assert determined([{"a": 1, "b": 1}, {"c": 1, "d": 1}, {"a": 1, "c": 1}, {"b": 1, "d": 1}]) == []


def test_block_gives_away_the_one_cell_that_leads_out_of_it() -> None:
    block = [{"a": 1, "b": 1, "out": 1}, {"c": 1, "d": 1}, {"a": 1, "c": 1}, {"b": 1, "d": 1}, {"out": 1, "e": 1}]
    assert sorted(determined(block)) == ["e", "out"]


def test_a_whole_stands_against_its_parts() -> None:
    assert sorted(determined([{"whole": -1, "a": 1}, {"whole": 1, "a": 1}])) == ["a", "whole"]
