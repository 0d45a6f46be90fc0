"""What was used last is kept, and what is kept is made once."""

from concurrent.futures import ThreadPoolExecutor

from shilu.lib.recent import Recent


def test_value_is_made_once_and_kept() -> None:
    kept, made = Recent[str, list[int]](2), list[str]()

    def make() -> list[int]:
        made.append("made")
        return [1]

    assert kept.made("a", make) is kept.made("a", make)
    assert made == ["made"]


def test_value_that_was_not_used_for_longest_goes() -> None:
    kept = Recent[str, int](2)
    for key, value in (("a", 1), ("b", 2)):
        kept.put(key, value)
    kept.get("a")
    kept.put("c", 3)
    assert [kept.get(key) for key in "abc"] == [1, None, 3]


def test_value_is_replaced_by_the_one_put_later() -> None:
    kept = Recent[str, int](2)
    kept.put("a", 1)
    kept.put("a", 2)
    assert kept.get("a") == 2


def test_threads_that_make_a_value_together_get_the_same() -> None:
    kept = Recent[int, object](4)
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda at: kept.made(at // 100, object), range(400)))
    assert [len({id(one) for one in found[at : at + 100]}) for at in range(0, 400, 100)] == [1, 1, 1, 1]
