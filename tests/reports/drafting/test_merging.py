"""Lines of a template that printed a paper, and what becomes of them: no database, words only."""

from shilu.reports.drafting.merging import keepable, merged
from shilu.reports.drafting.pairing import Read
from shilu.reports.drafting.tracing import Atom, TracedLine


def read(text: str, **numbers: str) -> Read:
    """A line in which ``{n1}`` stands for a number that shows what ``n1`` says."""
    raw, spans, at = "", [], 0
    while at < len(text):
        if text[at] == "{":
            key = text[at + 1 : text.index("}", at)]
            spans.append((len(raw), len(raw) + len(numbers[key]), key))
            raw += numbers[key]
            at = text.index("}", at) + 1
        else:
            raw += text[at]
            at += 1
    return Read(raw, tuple(spans))


def words(text: str) -> list[Atom]:
    return [Atom(sign, (sign,)) for sign in text]


STUDY = Atom('{{ figure("学习") }}', (("n1",),), expression=True)
PERIOD = Atom("{{ period }}", tuple("上半年"), expression=True)
LISTED = Atom('{{ entries("奖项") }}', (("r1",), "；", ("r2",)), expression=True)
TEXT = '{{ period }}学习{{ figure("学习") }}。\n\n## 做法\n\n{{ entries("奖项") }}'
TRACED = (
    TracedLine(0, "", (PERIOD, *words("学习"), STUDY, *words("。"))),
    TracedLine(2, "## ", tuple(words("做法"))),
    TracedLine(4, "", (LISTED,)),
)
BEFORE = (
    read("上半年学习{n1}。", n1="8次"),
    read("一、做法"),
    read("{r1}；{r2}", r1="甲奖", r2="乙奖"),
)


def after(first: str, second: str = "一、做法", third: str = "{r1}；{r2}") -> list[Read]:
    shown = {"n1": "9次", "r1": "甲奖", "r2": "乙奖"}
    return [read(line, **shown) for line in (first, second, third) if line]


def changed(*lines: str, **options: object) -> list[str]:
    result = merged(TEXT, traced=TRACED, before=BEFORE, after=after(*lines), kept={}, **options)  # type: ignore[arg-type]
    return result.text.split("\n")


def test_a_number_changed_alone_changes_no_text() -> None:
    result = merged(TEXT, traced=TRACED, before=BEFORE, after=after("上半年学习{n1}。"), kept={})
    assert (result.text, result.taken, result.left) == (TEXT, (), ())


def test_words_around_an_expression_change_and_it_stays() -> None:
    assert changed("上半年，全局集中学习{n1}！")[0] == '{{ period }}，全局集中学习{{ figure("学习") }}！'


def test_an_expression_whose_print_was_changed_becomes_words() -> None:
    assert changed("今年上学习{n1}。")[0] == '今年上学习{{ figure("学习") }}。'


def test_a_number_that_was_moved_stays_bound() -> None:
    assert changed("{n1}，是上半年的学习。")[0] in {
        '{{ figure("学习") }}，是{{ period }}的学习。',
        '{{ figure("学习") }}，是上半年的学习。',
    }


def test_a_number_that_was_taken_out_is_gone() -> None:
    assert changed("上半年学习扎实。")[0] == "{{ period }}学习扎实。"


def test_a_heading_keeps_its_mark_out_of_the_template() -> None:
    assert changed("上半年学习{n1}。", "一、主要做法")[2] == "## 主要做法"


def test_a_line_that_was_taken_out_is_gone() -> None:
    assert changed("上半年学习{n1}。", "")[1:] == ["", "", '{{ entries("奖项") }}']


def test_signs_of_the_template_language_that_somebody_typed_stay_words() -> None:
    assert changed("上半年学习{n1}。", "一、做*法* {{ x }}".replace("{", "[").replace("}", "]"))[2] == (
        "## 做\\*法\\* \\[\\[ x \\]\\]"
    )


def test_only_a_number_of_its_own_expression_is_keepable() -> None:
    assert keepable(TRACED) == {"n1"}


def test_a_kept_number_is_written_into_its_expression_once() -> None:
    kept = merged(TEXT, traced=TRACED, before=BEFORE, after=after("上半年学习{n1}。"), kept={"n1": "9次"})
    assert kept.text.split("\n")[0] == '{{ period }}学习{{ figure("学习", kept="9次") }}。'
    assert (kept.taken, kept.left) == ((), ())


def test_a_line_that_was_written_on_meanwhile_is_left_to_the_clerk() -> None:
    onto = TEXT.replace("学习{{", "集中学习{{")
    result = merged(TEXT, traced=TRACED, before=BEFORE, after=after("上半年苦学{n1}。"), kept={}, onto=onto)
    assert result.text == onto
    assert [(one.before, one.after) for one in result.left] == [("上半年学习8次。", "上半年苦学9次。")]
