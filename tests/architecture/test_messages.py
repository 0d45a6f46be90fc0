"""Every message of the program has Chinese, in the words of a clerk, and what is compiled says the same."""

import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "src" / "shilu" / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[-+ 0#]*\d*(?:\.\d+)?[a-zA-Z%]")
NAMED = re.compile(r"%\(\w+\)")
EXAMPLE = re.compile(r"(?:Example: |示例：)(shilu .+)")
SYSTEM_WORDS = (
    *("实体", "对象", "操作成功", "条目", "冲销", "工作区", "账位", "哈希", "默克尔"),
    *("难判", "标签", "指标", "审计", "抹去", "量词", "时段", "字段", "参数", "键值", "数据项"),
)
TYPED = re.compile(r'postgresql://\S+?名|\["[^]]+\]|= "[^"]+"|pip install "[^"]+"')
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”’》）][,;:!?](?:\s|$|[\u4e00-\u9fff])|[\u4e00-\u9fff]\.$")


def messages() -> list[tuple[str, str]]:
    """English and Chinese; of what has a plural the plural, for Chinese says one thing of one and of many."""
    with CATALOGUE.open("rb") as stream:
        return [(last(one.id), last(one.string)) for one in read_po(stream, locale="zh_Hans") if one.id]


def last(forms: str | Sequence[str]) -> str:
    return forms if isinstance(forms, str) else forms[-1]


def test_every_message_has_chinese_and_the_compiled_file_is_fresh():
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "messages.py"), "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stdout, done.returncode) == ("", 0)


def test_both_languages_name_the_same_values():
    """``%(name)02d`` in English may be ``%(name)s`` in Chinese: dates are written without noughts."""
    assert [
        (english, chinese)
        for english, chinese in messages()
        if sorted(NAMED.findall(english)) != sorted(NAMED.findall(chinese))
    ] == []


def test_no_message_holds_a_sign_that_formatting_would_stumble_over():
    assert [
        text
        for pair in messages()
        if "%(" in pair[0]
        for text in pair
        if any(found != "%%" and not found.startswith("%(") for found in PLACEHOLDER.findall(text))
    ] == []


def test_both_languages_give_the_same_example():
    def example(text: str) -> str | None:
        found = EXAMPLE.search(text)
        return found[1] if found else None

    assert [pair for pair in messages() if example(pair[0]) != example(pair[1])] == []


@pytest.mark.parametrize("word", SYSTEM_WORDS)
def test_no_message_uses_a_word_that_no_clerk_would(word: str):
    assert [chinese for _english, chinese in messages() if word in chinese] == []


def test_chinese_stands_with_its_own_punctuation():
    """But for what is to be typed as it stands: addresses of databases, and values of settings in quotation marks."""
    told = [TYPED.sub("", chinese) for _english, chinese in messages()]
    assert [text for text in told if HALF_WIDTH.search(text) or '"' in text] == []
