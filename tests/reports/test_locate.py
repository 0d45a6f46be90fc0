from hypothesis import given
from hypothesis import strategies as st

from shilu.reports.flow import Expected, expected_in, line_of
from shilu.reports.locate import Located, locate

WORDS = ("中心组学习", "专题研讨", "主题党日", "知识竞赛", "走访慰问", "法治讲座", "警示教育", "文艺演出")


def test_a_number_is_found_by_the_words_around_it():
    expected = [Expected("n1", "8次", "组织中心组学习", "，专题研讨")]
    assert locate("今年组织中心组学习9次，专题研讨3次", expected) == (Located("n1", 9, 11, "9次"),)


def test_neighbours_that_changed_do_not_hide_a_number():
    expected = [Expected("n1", "8次", "中心组学习", "，研讨12场"), Expected("n2", "12场", "学习8次，研讨", "。")]
    found = locate("中心组学习1,208次，研讨9场。", expected)
    assert [(one.id, one.shown) for one in found] == [("n1", "1,208次"), ("n2", "9场")]


def test_equal_cells_are_taken_in_their_order():
    lines = [line_of([("3", key, "control")]) for key in ("a", "b", "c")]
    text = "3\n3\n3"
    assert [(one.id, one.start) for one in locate(text, expected_in(lines))] == [("a", 0), ("b", 2), ("c", 4)]


def test_places_that_hold_other_numbers_are_left_alone():
    expected = [Expected("n1", "8次", "学习", "，")]
    assert locate("学习8次，", expected, taken=[(2, 4)]) == ()


def test_full_width_digits_are_digits():
    assert locate("组织学习８次，研讨", [Expected("n1", "8次", "组织学习", "，研讨")])[0].shown == "８次"


def test_a_text_about_something_else_holds_nothing():
    assert locate("天气晴，气温12度，微风", [Expected("n1", "8次", "组织中心组学习", "，专题研讨12场")]) == ()


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.integers(0, 99999)), min_size=1, max_size=30), st.randoms())
def test_every_number_of_an_untouched_text_is_found_and_one_that_changed_too(pairs, random):
    parts = [
        line_of([(f"第{at}项{word}", "", "context"), (f"{value}次", f"n{at}", "control"), ("，", "", "context")])
        for at, (word, value) in enumerate(pairs)
    ]
    expected = expected_in(parts)
    text = "\n".join(line.text for line in parts)
    assert [(one.id, one.shown) for one in locate(text, expected)] == [(one.id, one.shown) for one in expected]
    at = random.randrange(len(pairs))
    changed = [line.text if n != at else f"第{n}项{pairs[n][0]}{pairs[n][1] + 1}次，" for n, line in enumerate(parts)]
    found = {one.id: one.shown for one in locate("\n".join(changed), expected)}
    assert found == {one.id: one.shown if one.id != f"n{at}" else f"{pairs[at][1] + 1}次" for one in expected}
