"""Trees laid out so that a subtree is a run of places."""

from shilu.figures.trees import Trees, forest_of

#     1        7
#    / \
#   2   5
#  / \   \
# 3   4   6
PARENTS = {1: None, 2: 1, 3: 2, 4: 2, 5: 1, 6: 5, 7: None}


def test_subtree_is_a_run_of_places() -> None:
    forest = forest_of(PARENTS)
    assert forest.order == (1, 2, 3, 4, 5, 6, 7)
    assert [forest.subtree(unit) for unit in (1, 2, 6, 7)] == [(1, 2, 3, 4, 5, 6), (2, 3, 4), (6,), (7,)]
    assert forest.children(1) == (2, 5)
    assert list(forest.chain(4)) == [4, 2, 1]
    assert (forest.span(2), forest.span(2, own=True)) == ((1, 4), (1, 2))


def test_running_sums_give_the_sum_of_a_subtree() -> None:
    forest = forest_of({6: 5, 5: 1, 4: 2, 3: 2, 2: 1, 1: None})
    by_unit = forest.rearranged([10, 20, 30, 40, 50, 60])
    running = forest.prefix(by_unit)
    start, end = forest.span(2)
    assert running[end] - running[start] == 20 + 30 + 40
    assert running[-1] == 210
    assert list(forest.prefix([])) == [0] * 7


def test_units_that_come_to_no_root_still_have_their_place() -> None:
    forest = forest_of({1: 2, 2: 1, 3: None})
    assert sorted(forest.order) == [1, 2, 3]
    assert sorted(len(forest.subtree(unit)) for unit in (1, 2, 3)) == [1, 1, 2]


def test_one_unit_is_a_tree_too() -> None:
    forest = forest_of({9: None})
    assert (forest.rearranged([5]), forest.span(9)) == ((5,), (0, 1))
    assert forest_of({}).order == ()


def test_tree_of_a_month_is_that_of_its_days() -> None:
    before, after = forest_of({1: None, 2: 1}), forest_of({1: None, 2: None})
    trees = Trees((0, 20220501), (before, after))
    assert [trees.on(bucket) for bucket in (20220430, 20220400, 20220501, 20220500)] == [before, before, after, after]
    assert trees.ever_below(1) == {1, 2}
